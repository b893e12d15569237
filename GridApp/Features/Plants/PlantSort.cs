namespace GridApp.Features.Plants;

/// <summary>What a list of plants is ordered by.</summary>
public enum PlantSort
{
    Capacity,
    Name,
    Fuel,
    Available,
    Status,
    Market,
    Country,
    Owner,
}
