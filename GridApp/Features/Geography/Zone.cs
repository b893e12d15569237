using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>A zone as the catalogue keeps it in memory; its shape is apart.</summary>
public sealed record Zone
{
    public required int Id { get; init; }

    public string? Market { get; init; }

    /// <summary>The source's own identifier, unique among a market's zones of one type.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required ZoneType Type { get; init; }

    /// <summary>Code of the zone that it is a part of.</summary>
    public string? Parent { get; init; }

    /// <summary>km²; 0 of a hub.</summary>
    public double AreaKm2 { get; init; }

    /// <summary>Where its name may be written, or the hub itself; WGS84 degrees.</summary>
    public double Longitude { get; init; }

    /// <inheritdoc cref="Longitude"/>
    public double Latitude { get; init; }

    /// <summary>The shape stands in for one that nobody published.</summary>
    public bool Approximate { get; init; }

    /// <summary>Name of the data set.</summary>
    public string? Source { get; init; }

    public bool Simulated { get; init; }

    /// <summary>The tenant that brought it; null for public data.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Boxes around its parts.</summary>
    internal IReadOnlyList<(double West, double South, double East, double North)> Boxes { get; init; } = [];

    /// <summary>Whether the bounds of a whole market, of which an approximate one gives way to any other.</summary>
    internal bool IsWholeMarket => Type is ZoneType.IsoBoundary or ZoneType.BiddingZone;
}
