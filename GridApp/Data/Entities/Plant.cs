namespace GridApp.Data.Entities;

/// <summary>A power plant. Status and available MW are derived, never stored.</summary>
public sealed class Plant
{
    public int Id { get; set; }

    /// <summary>The source's own identifier, unique over all sources.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The API's fuel code.</summary>
    public required string Fuel { get; set; }

    /// <summary>The source's own word for the fuel, empty when it gave none.</summary>
    public string SourceFuel { get; set; } = "";

    /// <summary>Nominal capacity in MW, zero or more.</summary>
    public double CapacityMw { get; set; }

    /// <summary>WGS84 degrees; null, with the latitude, when the location is unknown.</summary>
    public double? Longitude { get; set; }

    /// <summary>WGS84 degrees; null, with the longitude, when the location is unknown.</summary>
    public double? Latitude { get; set; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string? Country { get; set; }

    /// <summary>Market code; null when no single market serves the place.</summary>
    public string? Market { get; set; }

    /// <summary>The market was derived from the place, not named by the source.</summary>
    public bool MarketApproximate { get; set; }

    public string? Zone { get; set; }

    public string? Owner { get; set; }

    public string? Eic { get; set; }

    /// <summary>The tenant; null for plants of public data sets.</summary>
    public int? OrganizationId { get; set; }

    public Organization? Organization { get; set; }

    public bool Simulated { get; set; }

    /// <summary>Takes part in the Turkish feed-in support scheme.</summary>
    public bool IsYekdem { get; set; }

    /// <summary>Is a wind plant in the Turkish register's sense.</summary>
    public bool IsRes { get; set; }

    public int? CommissioningYear { get; set; }

    /// <summary>Name of the data set, as people are shown it.</summary>
    public string? Source { get; set; }

    public string? SourceUrl { get; set; }

    /// <summary>Vintage of the source: the year that its values describe. Null is older than any.</summary>
    public int? SourceYear { get; set; }

    public int? ImportId { get; set; }

    /// <summary>Catalogue version at the last change; set by a trigger.</summary>
    public long Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public ICollection<PlantUnit> Units { get; } = [];
}
