using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>One plant as the API shows it: everything that is known and public.</summary>
public sealed record PlantDetail
{
    public required int Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Fuel code.</summary>
    public required string Fuel { get; init; }

    /// <summary>The source's own word for the fuel, empty when it gave none.</summary>
    public required string SourceFuel { get; init; }

    /// <summary>Nominal capacity, MW.</summary>
    public required double CapacityMw { get; init; }

    /// <summary>MW that can be used now.</summary>
    public required double AvailableMw { get; init; }

    /// <summary>Status code, now.</summary>
    public required string Status { get; init; }

    public string? Market { get; init; }

    /// <summary>The market follows from the place; the source named none.</summary>
    public bool MarketApproximate { get; init; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }

    public string? Zone { get; init; }

    public string? Owner { get; init; }

    public string? Eic { get; init; }

    /// <summary>Null for plants of public data sets.</summary>
    public int? OrganizationId { get; init; }

    public bool Simulated { get; init; }

    /// <summary>Takes part in the Turkish feed-in support scheme.</summary>
    public bool IsYekdem { get; init; }

    /// <summary>A wind plant in the Turkish register's sense.</summary>
    public bool IsRes { get; init; }

    public int? CommissioningYear { get; init; }

    /// <summary>WGS84 degrees.</summary>
    public double? Latitude { get; init; }

    /// <summary>WGS84 degrees.</summary>
    public double? Longitude { get; init; }

    /// <summary>Generating units; none, or together the capacity.</summary>
    public required IReadOnlyList<PlantUnitDetail> Units { get; init; }

    /// <summary>Name of the data set that the values come from.</summary>
    public string? Source { get; init; }

    public string? SourceUrl { get; init; }

    /// <summary>Year that the source's values describe.</summary>
    public int? SourceYear { get; init; }

    /// <summary>Raised by every change; a PUT that names another one is a lost race.</summary>
    public required long Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static PlantDetail Of(CataloguePlant plant, IReadOnlyList<PlantUnitDetail> units, Availability availability) => new()
    {
        Id = plant.Id,
        Code = plant.Code,
        Name = plant.Name,
        Fuel = plant.Fuel.Code(),
        SourceFuel = plant.SourceFuel,
        CapacityMw = plant.CapacityMw,
        AvailableMw = availability.AvailableMw,
        Status = availability.Status.Code(),
        Market = plant.Market,
        MarketApproximate = plant.MarketApproximate,
        Country = plant.Country,
        Zone = plant.Zone,
        Owner = plant.Owner,
        Eic = plant.Eic,
        OrganizationId = plant.OrganizationId,
        Simulated = plant.Simulated,
        IsYekdem = plant.IsYekdem,
        IsRes = plant.IsRes,
        CommissioningYear = plant.CommissioningYear,
        Latitude = plant.Latitude,
        Longitude = plant.Longitude,
        Units = units,
        Source = plant.Source,
        SourceUrl = plant.SourceUrl,
        SourceYear = plant.SourceYear,
        Version = plant.Version,
        UpdatedAt = plant.UpdatedAt.ToUniversalTime(),
    };
}

/// <summary>A generating unit of a plant.</summary>
/// <param name="Id">Number of the unit.</param>
/// <param name="Code">Unique within the plant.</param>
/// <param name="Eic">Energy Identification Code.</param>
/// <param name="CapacityMw">MW.</param>
public sealed record PlantUnitDetail(int Id, string Code, string? Eic, double CapacityMw);
