namespace GridApp.Features.Plants;

/// <summary>What somebody wants a plant to be. The API's body and a page's form fill the same draft; <see cref="PlantDraftRules"/> says whether it may be.</summary>
public sealed record PlantDraft
{
    /// <summary>Unique identifier, at most 64 characters; a new plant without one gets one.</summary>
    public string? Code { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Fuel code; null follows from <see cref="SourceFuel"/>.</summary>
    public string? Fuel { get; init; }

    /// <summary>The source's own word for the fuel.</summary>
    public string? SourceFuel { get; init; }

    /// <summary>Nominal capacity, MW, 0 or more.</summary>
    public double? CapacityMw { get; init; }

    /// <summary>WGS84 degrees; both or none.</summary>
    public double? Latitude { get; init; }

    /// <summary>WGS84 degrees; both or none.</summary>
    public double? Longitude { get; init; }

    /// <summary>Market code.</summary>
    public string? Market { get; init; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }

    public string? Zone { get; init; }

    public string? Owner { get; init; }

    /// <summary>Energy Identification Code, unique, with the right check character.</summary>
    public string? Eic { get; init; }

    /// <summary>Super admins only; null is a public plant. An admin's plants are the own organization's.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Takes part in the Turkish feed-in support scheme.</summary>
    public bool IsYekdem { get; init; }

    /// <summary>A wind plant in the Turkish register's sense.</summary>
    public bool IsRes { get; init; }

    public int? CommissioningYear { get; init; }

    /// <summary>None, or units whose capacities add up to the plant's.</summary>
    public IReadOnlyList<PlantUnitDraft> Units { get; init; } = [];

    internal static PlantDraft Of(PlantDetail plant) => new()
    {
        Code = plant.Code,
        Name = plant.Name,
        Fuel = plant.Fuel,
        SourceFuel = plant.SourceFuel,
        CapacityMw = plant.CapacityMw,
        Latitude = plant.Latitude,
        Longitude = plant.Longitude,
        Market = plant.Market,
        Country = plant.Country,
        Zone = plant.Zone,
        Owner = plant.Owner,
        Eic = plant.Eic,
        OrganizationId = plant.OrganizationId,
        IsYekdem = plant.IsYekdem,
        IsRes = plant.IsRes,
        CommissioningYear = plant.CommissioningYear,
        Units = [.. plant.Units.Select(unit => new PlantUnitDraft { Id = unit.Id, Code = unit.Code, Eic = unit.Eic, CapacityMw = unit.CapacityMw })],
    };
}

/// <summary>What somebody wants a unit to be.</summary>
public sealed record PlantUnitDraft
{
    /// <summary>Number of a unit that the plant has already; null finds it by its code, or makes a new one.</summary>
    public int? Id { get; init; }

    /// <summary>Unique within the plant.</summary>
    public string? Code { get; init; }

    public string? Eic { get; init; }

    /// <summary>MW, 0 or more.</summary>
    public double? CapacityMw { get; init; }
}
