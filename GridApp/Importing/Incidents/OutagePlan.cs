using GridApp.Domain.Incidents;

namespace GridApp.Importing.Incidents;

/// <summary>What is to be written of one outage.</summary>
internal sealed class OutagePlan
{
    public required Outage Outage { get; init; }

    /// <summary>Null when the outage is new.</summary>
    public required KnownIncident? Known { get; init; }

    public required string Type { get; init; }

    public required bool Cancelled { get; init; }

    public string? Reason { get; init; }

    public string? CauseCode { get; init; }

    public string? Description { get; init; }

    /// <summary>What will be known of it now; the published stretches of a cancelled one.</summary>
    public required IReadOnlyList<Segment> Open { get; init; }

    public required IReadOnlyList<Segment> Added { get; init; }

    /// <summary>Segments that are no longer the latest word, and from when.</summary>
    public required IReadOnlyList<(long Id, DateTimeOffset KnownTo)> Closed { get; init; }

    /// <summary>Rows that say something that was not known.</summary>
    public required int ChangedRows { get; init; }

    /// <summary>At some instant more MW are out of its plant than that has.</summary>
    public bool OverCapacity { get; set; }

    public DateTimeOffset Start => Open.Min(segment => segment.Start);

    public DateTimeOffset? End => Open.Any(segment => segment.End is null) ? null : Open.Max(segment => segment.End);

    public DateTimeOffset? ExpectedEnd => Open.Max(segment => segment.ExpectedEnd);

    public double AffectedMw => Open.Max(segment => segment.Mw);

    public bool ChangesSomething =>
        Known is null || Added.Count > 0 || Closed.Count > 0 || Known.Type != Type || Known.Cancelled != Cancelled
        || Known.Reason != Reason || Known.CauseCode != CauseCode || Known.Description != Description;

    /// <summary>Stretches of different MW overlap: the source contradicts itself, or means their sum.</summary>
    public bool OverlapsItself()
    {
        var ordered = Open.OrderBy(segment => segment.Start).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i - 1].End is not { } end || ordered[i].Start < end)
                return true;
        }

        return false;
    }

    /// <summary>What its open stretches take from the plant.</summary>
    public IEnumerable<Occupation> Occupations() =>
        Cancelled ? [] : Open.Select(segment => new Occupation(segment.Start, segment.End, segment.Mw));
}
