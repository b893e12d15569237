namespace GridApp.Features.Map;

/// <summary>Configuration section <c>Grid:Map</c>.</summary>
public sealed class MapSettings
{
    /// <summary>
    /// Template of an online tile server with {z}, {x} and {y}, https only; null (the default) draws the offline base map. The content security policy has to
    /// allow its host for images.
    /// </summary>
    public string? TileUrl { get; set; }

    /// <summary>What the tile server asks to be credited with, plain text.</summary>
    public string? TileAttribution { get; set; }
}
