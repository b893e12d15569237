namespace GridApp.Importing.Incidents;

/// <summary>MW out over one stretch, and when that was known; as the table of segments has it.</summary>
internal readonly record struct Segment(
    DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? ExpectedEnd, double Mw, DateTimeOffset KnownFrom, DateTimeOffset? KnownTo);

/// <summary>What the database has of an outage.</summary>
internal sealed class KnownIncident
{
    public required int Id { get; init; }

    public required int PlantId { get; init; }

    public required string Type { get; init; }

    public required bool Cancelled { get; init; }

    public string? Reason { get; init; }

    public string? CauseCode { get; init; }

    public string? Description { get; init; }

    /// <summary>People have changed it since it was imported: what they know goes before the file.</summary>
    public required bool ChangedByPeople { get; init; }

    /// <summary>Every version that was ever known, with its number.</summary>
    public List<(long Id, Segment Segment)> Segments { get; } = [];
}
