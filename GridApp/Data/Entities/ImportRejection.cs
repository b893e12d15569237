namespace GridApp.Data.Entities;

/// <summary>A row that was not taken, and why.</summary>
public sealed class ImportRejection
{
    public long Id { get; set; }

    public int ImportId { get; set; }

    /// <summary>Row of the file, the header being row 1.</summary>
    public int Row { get; set; }

    public string? Column { get; set; }

    public string? Value { get; set; }

    public required string Reason { get; set; }
}
