namespace GridApp.Data.Entities;

/// <summary>Values of a plant that were replaced, or that arrived from an older source and never took effect.</summary>
public sealed class PlantRevision
{
    public long Id { get; set; }

    public int PlantId { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Who made the change that replaced these values; null for the system.</summary>
    public int? UserId { get; set; }

    /// <summary>The import that replaced these values, or that carried them.</summary>
    public int? ImportId { get; set; }

    /// <summary>The values came from an older source than the plant's and never took effect.</summary>
    public bool Superseded { get; set; }

    public string? Source { get; set; }

    public int? SourceYear { get; set; }

    /// <summary>A JSON object of column to value.</summary>
    public required string Values { get; set; }

    /// <summary>Hash of the values: the same older values are kept once.</summary>
    public required string ValuesHash { get; set; }
}
