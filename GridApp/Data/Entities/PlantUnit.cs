namespace GridApp.Data.Entities;

/// <summary>A generating unit of a plant.</summary>
public sealed class PlantUnit
{
    public int Id { get; set; }

    public int PlantId { get; set; }

    /// <summary>Unique within the plant.</summary>
    public required string Code { get; set; }

    public string? Eic { get; set; }

    /// <summary>MW.</summary>
    public double CapacityMw { get; set; }
}
