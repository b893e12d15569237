using GridApp.Domain.Geography;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>Which plants are meant. The API and the pages write it into URLs under the same names (<see cref="PlantQueryString"/>).</summary>
public sealed record PlantFilter
{
    /// <summary>In <see cref="Markets"/>: plants without a market.</summary>
    public const string NoMarket = "none";

    /// <summary>Everything.</summary>
    public static PlantFilter All { get; } = new();

    /// <summary>Only plants located here.</summary>
    public BoundingBox? Box { get; init; }

    /// <summary>Any of these market codes, or <see cref="NoMarket"/>; empty for all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<Fuel> Fuels { get; init; } = [];

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<PlantStatus> Statuses { get; init; } = [];

    public int? OrganizationId { get; init; }

    public bool? Simulated { get; init; }

    /// <summary>The moment that status and available MW are asked for; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Part of the name; case, accents and the dots of i do not matter, every other character means itself.</summary>
    public string? Name { get; init; }

    /// <summary>Least nominal capacity, MW, itself included.</summary>
    public double? MinMw { get; init; }

    /// <summary>Greatest nominal capacity, MW, itself included.</summary>
    public double? MaxMw { get; init; }

    /// <summary>Only plants with a known location (the packed form has no place for others).</summary>
    public bool LocatedOnly { get; init; }
}
