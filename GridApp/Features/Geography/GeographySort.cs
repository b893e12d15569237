namespace GridApp.Features.Geography;

/// <summary>What a list of zones or lines may be ordered by.</summary>
public enum GeographySort
{
    Name,
    Code,
    Type,
    Market,
    Parent,
    Area,
    Voltage,
    Limit,
    Flow,
    Loading,
    Length,
    From,
    To,
}
