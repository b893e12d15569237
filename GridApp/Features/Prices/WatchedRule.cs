using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A rule while intervals are looked at.</summary>
/// <param name="From">Intervals that begin here or later are to be looked at.</param>
internal sealed record WatchedRule(
    int Id, int? OrganizationId, string Name, string Market, string Kind, PriceComponent Component, int? NodeId, SpikeRule Rule, TimeSpan Quiet, DateTime From)
{
    /// <summary>The alert that a further interval may count to.</summary>
    public OpenAlert? Open { get; set; }
}

/// <summary>An alert that is being raised, or that goes on.</summary>
/// <param name="id">Null until it is written.</param>
/// <param name="at">The first interval.</param>
/// <param name="lastAt">The last one that counted to it.</param>
/// <param name="hits">Prices so far.</param>
internal sealed class OpenAlert(long? id, DateTime at, DateTime lastAt, int hits, double value, double? score)
{
    private (double Value, double? Score) worst = (value, score);

    public long? Id { get; } = id;

    public DateTime At { get; } = at;

    public DateTime LastAt { get; private set; } = lastAt;

    public int Hits { get; private set; } = hits;

    /// <summary>The worst price that this look found, where it is worse than what was known; null: none.</summary>
    public (int NodeId, DateTime At, SpikeHit Hit)? Worst { get; private set; }

    /// <summary>Whether there is anything to write.</summary>
    public bool Changed { get; private set; }

    /// <summary>Whether an interval belongs to it: it was counted already, or lies in the quiet time.</summary>
    public bool Covers(DateTime at, TimeSpan quiet) => at >= At && (at <= LastAt || at < At + quiet);

    /// <summary>Takes in what an interval has. An interval that was counted before, and has been cleared anew, counts once.</summary>
    public void Take(SpikeRule rule, DateTime at, IReadOnlyList<(int NodeId, SpikeHit Hit)> found)
    {
        if (at > LastAt || Hits == 0)
        {
            Hits += found.Count;
            LastAt = at;
            Changed = true;
        }
        var (node, hit) = found.MaxBy(one => rule.Severity(one.Hit.Value, one.Hit.Score));
        if ((Worst is null && Id is null) || rule.Severity(hit.Value, hit.Score) > rule.Severity(worst.Value, worst.Score))
        {
            worst = (hit.Value, hit.Score);
            Worst = (node, at, hit);
            Changed = true;
        }
    }
}
