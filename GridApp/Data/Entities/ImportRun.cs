namespace GridApp.Data.Entities;

/// <summary>One file that somebody gave us, and what became of it.</summary>
public sealed class ImportRun
{
    public int Id { get; set; }

    /// <summary>The tenant; null for a super admin's imports.</summary>
    public int? OrganizationId { get; set; }

    public int? UserId { get; set; }

    public required string Dataset { get; set; }

    public required string Format { get; set; }

    public string? Market { get; set; }

    /// <summary>A JSON object of the file's column to our field, as given.</summary>
    public string? Mapping { get; set; }

    public required string FileName { get; set; }

    public long FileBytes { get; set; }

    /// <summary>File name inside the uploads folder.</summary>
    public string StoredAs { get; set; } = "";

    /// <summary>queued, running, completed, failed or undone.</summary>
    public required string Status { get; set; }

    public int RowsRead { get; set; }

    public int RowsWritten { get; set; }

    public int RowsChanged { get; set; }

    public int RowsRejected { get; set; }

    /// <summary>How often a worker has taken it; a run that killed its worker twice fails.</summary>
    public int Attempts { get; set; }

    /// <summary>A sentence, when failed.</summary>
    public string? Error { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When it was taken back; null for one that was not.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Who took it back, by name.</summary>
    public string? UndoneBy { get; set; }
}
