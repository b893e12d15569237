using GridApp.Data;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Features.Simulation;

/// <summary>Clears an interval again without one incident at a time, and keeps what each does.</summary>
/// <param name="At">Start of the interval.</param>
/// <param name="State">The state that it was cleared from.</param>
/// <param name="Out">What the market met in it, of a book.</param>
internal sealed record EffectWriter(GridModel Model, GridCatalogue Catalogue, DayAheadPlan Plan, RealTimeState State, DateTimeOffset At, Func<OutageBook, IReadOnlyList<Incident>> Out)
{
    /// <summary>So many are looked at after each step, the largest first: each costs two dispatches.</summary>
    public const int Most = 40;

    public async Task WriteAsync(GridSession session, OutageBook book, IEnumerable<int> incidents, CancellationToken ct)
    {
        var all = Out(book);
        foreach (var incident in incidents)
        {
            var own = Out(book.Of(incident)).Select(one => one.Uid).ToHashSet(StringComparer.Ordinal);
            if (own.Count > 0
                && Model.RealTime.Compare(Plan, State, At, Out(book.Without(incident)), [.. all.Where(one => own.Contains(one.Uid))]) is { Failure: null } effect)
            {
                await IncidentEffects.WriteAsync(session, Catalogue, incident, At, effect.Value, ct);
            }
        }
    }

    /// <summary>After a step: what everything that is out did in the interval that has just ended.</summary>
    public static async Task AfterStepAsync(GridDatabase database, GridModel model, GridCatalogue catalogue, DateTimeOffset now, CancellationToken ct)
    {
        var at = MarketDay.StepStart(now) - MarketDay.Step;
        var until = at + MarketDay.Step;
        await using var session = await database.OpenAsync(Actor.System, ct);
        await SimulatedMarket.LockAsync(session, ct);
        var kept = new KeptDay(session);
        if (await kept.PlanAsync(MarketDay.Of(at), ct) is not { } plan || !await kept.HasAsync(IntervalWriter.RealTime, at, ct))
        {
            return;
        }
        var book = await OutageRecords.ReadAsync(session, catalogue, at, until, null, ct);
        var largest = book.Stretches.Where(stretch => stretch.Start < until && stretch.HoldsAt(until - TimeSpan.FromTicks(1)))
            .OrderByDescending(stretch => stretch.Mw).ThenBy(stretch => stretch.IncidentId).Select(stretch => stretch.IncidentId).Distinct().Take(Most).ToList();
        if (largest.Count == 0)
        {
            return;
        }
        var state = await kept.RealTimeAsync(at, ct) ?? model.RealTime.Open(plan, at);
        await new EffectWriter(model, catalogue, plan, state, at, outages => outages.During(at, until)).WriteAsync(session, book, largest, ct);
        await session.CommitAsync(ct);
    }
}
