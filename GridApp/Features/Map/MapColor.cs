namespace GridApp.Features.Map;

/// <summary>What the colour and the shape of a plant's mark say.</summary>
public enum MapColor
{
    Fuel,
    Status,
}
