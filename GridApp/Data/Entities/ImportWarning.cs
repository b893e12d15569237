namespace GridApp.Data.Entities;

/// <summary>Something odd in rows that were taken all the same, counted.</summary>
public sealed class ImportWarning
{
    public int ImportId { get; set; }

    public required string Reason { get; set; }

    public int Count { get; set; }
}
