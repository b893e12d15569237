using GridApp.Domain.Simulation.Outages;

namespace GridApp.Features.Simulation;

/// <summary>MW of a part of the simulated grid that an incident takes over a stretch of time.</summary>
/// <param name="CapacityMw">Of the unit.</param>
/// <param name="End">Null while it lasts.</param>
/// <param name="ExpectedEnd">With no end: when it is expected.</param>
public sealed record OutageStretch(int IncidentId, OutageSubject Subject, string Uid, double CapacityMw, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? ExpectedEnd, double Mw)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool HoldsAt(DateTimeOffset instant) => Start <= instant && (End is not { } end || instant < end);
}

/// <summary>What is out, as the markets of the simulated grid take it: incidents of one unit at the same time add up.</summary>
public sealed record OutageBook(IReadOnlyList<OutageStretch> Stretches)
{
    /// <summary>The same without some incidents.</summary>
    public OutageBook Without(int incidentId) => new([.. Stretches.Where(stretch => stretch.IncidentId != incidentId)]);

    public OutageBook Of(int incidentId) => new([.. Stretches.Where(stretch => stretch.IncidentId == incidentId)]);

    /// <summary>What an interval meets: of a unit the most that is out at any instant of it.</summary>
    public IReadOnlyList<Incident> During(DateTimeOffset from, DateTimeOffset until) =>
        Of(stretches => stretches.Where(stretch => stretch.Start < until && (stretch.End is not { } end || (from < end && stretch.Start < end))), from, until);

    /// <summary>What is out at an instant, as if it were so for the whole interval that begins at <paramref name="from"/>.</summary>
    public IReadOnlyList<Incident> At(DateTimeOffset instant, DateTimeOffset from) => Of(stretches => stretches.Where(stretch => stretch.HoldsAt(instant)).Select(stretch => stretch with { Start = from, End = null }), from, from);

    /// <summary>What the day-ahead market knows: an end that is expected counts as one.</summary>
    public IReadOnlyList<Incident> Announced() =>
    [
        .. Stretches.Select(stretch => new Incident(stretch.Subject, stretch.Uid, stretch.Start, stretch.End ?? stretch.ExpectedEnd, Math.Max(0, stretch.CapacityMw - stretch.Mw))),
    ];

    private List<Incident> Of(Func<IReadOnlyList<OutageStretch>, IEnumerable<OutageStretch>> choose, DateTimeOffset from, DateTimeOffset until)
    {
        var incidents = new List<Incident>();
        foreach (var part in choose(Stretches).GroupBy(stretch => (stretch.Subject, stretch.Uid)))
        {
            // The sum changes only where something begins.
            var most = part.Select(stretch => stretch.Start > from ? stretch.Start : from).Distinct()
                .Max(instant => part.Where(stretch => stretch.HoldsAt(instant)).Sum(stretch => stretch.Mw));
            incidents.Add(new Incident(part.Key.Subject, part.Key.Uid, from, until > from ? until : null, Math.Max(0, part.First().CapacityMw - most)));
        }
        return incidents;
    }
}
