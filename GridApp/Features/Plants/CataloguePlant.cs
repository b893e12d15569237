using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>A plant as the catalogue keeps it in memory: everything that is public to all roles, units apart.</summary>
public sealed record CataloguePlant
{
    public required int Id { get; init; }

    /// <summary>The source's own identifier, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required Fuel Fuel { get; init; }

    /// <summary>The source's own word for the fuel, empty when it gave none.</summary>
    public string SourceFuel { get; init; } = "";

    /// <summary>Nominal capacity, MW.</summary>
    public required double CapacityMw { get; init; }

    /// <summary>WGS84 degrees, null together with the latitude.</summary>
    public double? Longitude { get; init; }

    /// <summary>WGS84 degrees, null together with the longitude.</summary>
    public double? Latitude { get; init; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }

    public string? Market { get; init; }

    /// <summary>The market follows from the place; the source named none.</summary>
    public bool MarketApproximate { get; init; }

    public string? Zone { get; init; }

    public string? Owner { get; init; }

    public string? Eic { get; init; }

    public int? OrganizationId { get; init; }

    public bool Simulated { get; init; }

    public bool IsYekdem { get; init; }

    public bool IsRes { get; init; }

    public int? CommissioningYear { get; init; }

    /// <summary>Name of the data set.</summary>
    public string? Source { get; init; }

    public string? SourceUrl { get; init; }

    /// <summary>Year that the source's values describe.</summary>
    public int? SourceYear { get; init; }

    /// <summary>Catalogue version at the last change.</summary>
    public required long Version { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Biggest first, then by id: the order of every list that names no other, so that a limit keeps what matters most.</summary>
    internal static int Compare(CataloguePlant x, CataloguePlant y)
    {
        int byCapacity = y.CapacityMw.CompareTo(x.CapacityMw);
        return byCapacity != 0 ? byCapacity : x.Id.CompareTo(y.Id);
    }
}
