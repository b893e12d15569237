using GridApp.Data;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Features.Simulation;

/// <summary>
/// Runs the simulated market into the database, a day or a few intervals in one transaction each. What is there is not run again: a process that was killed in the
/// middle leaves what is missing to the next run, and of two processes one waits and then finds it done.
/// </summary>
public sealed class SimulatedMarket(GridDatabase database, SimulationSetup setup)
{
    /// <summary>Any fixed number: whoever writes the simulated market holds it until the commit.</summary>
    internal const long WriteLock = 4_712_026_112_100_011;

    /// <summary>Steps that are computed while those before them are being written.</summary>
    private const int StepsAtOnce = 48;

    /// <summary>So many of the newest steps can be gone on from.</summary>
    private const int StatesAtTheEnd = 6;

    private static readonly string[] Partitioned = ["price_frames", "price_days", "grid_intervals", "grid_states", "market_prices", "consumption", "generation", "fuel_generation"];

    private readonly HashSet<(int Year, int Month)> partitions = [];
    private readonly Lock gate = new();

    /// <summary>The newest day whose day-ahead market has closed: at 00:00 UTC it clears the market day that begins eight hours later.</summary>
    public static DateOnly NewestDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Which of some days are not whole: not cleared day-ahead, or behind in real time.</summary>
    /// <param name="until">Real time is whole up to here.</param>
    public async Task<IReadOnlyList<DateOnly>> MissingAsync(DateOnly first, DateOnly last, DateTimeOffset until, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        var kept = new KeptDay(session);
        var missing = new List<DateOnly>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if ((await kept.IntervalsAsync(IntervalWriter.DayAhead, day, ct)).Count < MarketDay.Hours
                || (await kept.IntervalsAsync(IntervalWriter.RealTime, day, ct)).Count < Steps(day, until))
            {
                missing.Add(day);
            }
        }
        return missing;
    }

    /// <summary>Makes days whole, the newest first.</summary>
    /// <param name="days">Any days whose day-ahead market has closed.</param>
    /// <param name="now">Real time is run up to the interval that ended last.</param>
    /// <param name="progress">Told after each day: how many are done.</param>
    /// <returns>How many intervals were written.</returns>
    public async Task<int> EnsureAsync(IReadOnlyCollection<DateOnly> days, DateTimeOffset now, Func<int, CancellationToken, Task>? progress, CancellationToken ct)
    {
        var (model, catalogue) = await setup.RequireAsync(ct);
        var plans = await PlansAsync(model, catalogue, days, ct);
        var (written, done) = (0, 0);
        foreach (var day in days.OrderDescending())
        {
            written += await DayAsync(model, catalogue, day, plans.GetValueOrDefault(day), now, ct);
            if (progress is not null)
            {
                await progress(++done, ct);
            }
        }
        return written;
    }

    /// <summary>Brings a day up to an instant, inside the caller's transaction and lock.</summary>
    /// <returns>How many intervals were written, and the span that changed; null where nothing did.</returns>
    internal static async Task<(int Written, (DateTimeOffset From, DateTimeOffset Until)? Changed)> RealTimeAsync(
        GridSession session, GridModel model, GridCatalogue catalogue, DayAheadPlan plan, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        var kept = new KeptDay(session);
        var start = MarketDay.Start(plan.Day);
        var end = until < start.AddDays(1) ? MarketDay.StepStart(until) : start.AddDays(1);
        if (end <= start)
        {
            return (0, null);
        }
        var news = await OutageRecords.WriteAsync(session, model, catalogue, start, end, now, ct);
        await OutageNews.WriteAsync(session, news, now, ct);
        var there = await kept.IntervalsAsync(IntervalWriter.RealTime, plan.Day, ct);
        var first = start;
        while (first < end && there.Contains(first))
        {
            first += MarketDay.Step;
        }
        if (first >= end)
        {
            return (0, null);
        }
        var book = await OutageRecords.ReadAsync(session, catalogue, first, end, null, ct);
        var forecast = await kept.ForecastAsync(plan.Day, ct);
        var state = await kept.RealTimeAsync(first, ct) ?? model.RealTime.Open(plan, first);
        var (written, writing) = (0, Task.CompletedTask);
        try
        {
            for (var from = first; from < end;)
            {
                // The next intervals are computed while the database takes in those before them.
                var (begin, before, stop) = (from, state, from + MarketDay.Step * StepsAtOnce < end ? from + MarketDay.Step * StepsAtOnce : end);
                var (steps, reached) = await Task.Run(() => Run(model, plan, book, forecast, there, before, begin, stop, end, ct), ct);
                await writing;
                writing = IntervalWriter.WriteAsync(session, catalogue, IntervalWriter.RealTime, steps, ct);
                written += steps.Count;
                (from, state) = (reached, steps.Count > 0 ? steps[^1].Next! : state);
                if (there.Contains(from))
                {
                    // An island of what is there already: real time goes on from its end.
                    await writing;
                    while (there.Contains(from))
                    {
                        from += MarketDay.Step;
                    }
                    state = await kept.RealTimeAsync(from, ct) ?? state;
                }
            }
            await writing;
        }
        finally
        {
            // Nobody else may use the connection while it writes, and whoever stops this wants to roll back.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return (written, (first, end));
    }

    /// <summary>Clears intervals one after the other, up to an instant or to one that is there already.</summary>
    /// <returns>The intervals, and where the next one begins.</returns>
    private static (List<KeptInterval> Steps, DateTimeOffset Reached) Run(
        GridModel model, DayAheadPlan plan, OutageBook book, double[] forecast, HashSet<DateTimeOffset> there, RealTimeState state,
        DateTimeOffset from, DateTimeOffset until, DateTimeOffset end, CancellationToken ct)
    {
        var steps = new List<KeptInterval>();
        var at = from;
        for (; at < until && !there.Contains(at); at += MarketDay.Step)
        {
            ct.ThrowIfCancellationRequested();
            var step = model.RealTime.Step(plan, state, at, book.During(at, at + MarketDay.Step)).Value;
            state = step.Next;
            // Days that are over are never gone on with from their middle: a state an hour is enough, and each of the last ones.
            var isKept = end - at <= MarketDay.Step * StatesAtTheEnd || MarketDay.StepOf(at) % MarketDay.StepsPerHour == MarketDay.StepsPerHour - 1;
            steps.Add(new KeptInterval(step.Interval, forecast[MarketDay.HourOf(at)], isKept ? StateBytes.Pack(step.Next) : null) { Next = step.Next });
        }
        return (steps, at);
    }

    /// <summary>The lock that all who write the simulated market take; it lasts until the transaction's end.</summary>
    internal static async Task LockAsync(GridSession session, CancellationToken ct)
    {
        await using var command = session.Command("select pg_advisory_xact_lock($1)");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = WriteLock });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Partitions of a span, in a transaction of their own: readers go on meanwhile.</summary>
    internal async Task PartitionsAsync(DateOnly day, CancellationToken ct)
    {
        var (start, end) = (MarketDay.Start(day), MarketDay.Start(day.AddDays(1)));
        lock (gate)
        {
            if (partitions.Contains((start.Year, start.Month)) && partitions.Contains((end.Year, end.Month)))
            {
                return;
            }
        }
        foreach (var table in Partitioned)
        {
            await using var session = await database.OpenAsync(Actor.System, ct);
            await using var command = session.Command("select grid_partitions($1, $2, $3)");
            command.Parameters.Add(new() { Value = table });
            command.Parameters.Add(new() { Value = start.UtcDateTime });
            command.Parameters.Add(new() { Value = end.UtcDateTime });
            await command.ExecuteNonQueryAsync(ct);
            await session.CommitAsync(ct);
        }
        lock (gate)
        {
            partitions.Add((start.Year, start.Month));
            partitions.Add((end.Year, end.Month));
        }
    }

    private static int Steps(DateOnly day, DateTimeOffset until) =>
        (int)Math.Clamp((until - MarketDay.Start(day)).Ticks / MarketDay.Step.Ticks, 0, MarketDay.Steps);

    /// <summary>Clears the days that lack a plan, the oldest first: each is opened as the one before it closed.</summary>
    private async Task<Dictionary<DateOnly, DayAheadResult>> PlansAsync(GridModel model, GridCatalogue catalogue, IReadOnlyCollection<DateOnly> days, CancellationToken ct)
    {
        var cleared = new Dictionary<DateOnly, DayAheadResult>();
        foreach (var day in days.Order())
        {
            Opening? opening;
            OutageBook reported;
            var start = MarketDay.Start(day);
            await using (var session = await database.OpenAsync(Actor.System, ct))
            {
                var kept = new KeptDay(session);
                if (await kept.PlanAsync(day, ct) is not null)
                {
                    continue;
                }
                opening = cleared.GetValueOrDefault(day.AddDays(-1))?.Close ?? await kept.CloseOfAsync(day.AddDays(-1), ct);
                reported = await OutageRecords.ReadAsync(session, catalogue, start, start.AddDays(1), Closing(day), ct);
            }
            var known = model.Outages.KnownAt(Closing(day)).Concat(reported.Announced()).ToList();
            cleared[day] = model.DayAhead.Solve(day, opening ?? model.DayAhead.OpeningOf(day, known), known, ct);
        }
        return cleared;
    }

    /// <summary>When the day-ahead market of a day closes: what is known then, it knows.</summary>
    private static DateTimeOffset Closing(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private async Task<int> DayAsync(GridModel model, GridCatalogue catalogue, DateOnly day, DayAheadResult? cleared, DateTimeOffset now, CancellationToken ct)
    {
        await PartitionsAsync(day, ct);
        await using var session = await database.OpenAsync(Actor.System, ct);
        await LockAsync(session, ct);
        var written = 0;
        (DateTimeOffset, DateTimeOffset)? planned = null;
        var plan = await new KeptDay(session).PlanAsync(day, ct);
        if (plan is null)
        {
            if (cleared is null)
            {
                throw new InvalidOperationException($"The plan of {day:yyyy-MM-dd} vanished while it was looked at.");
            }
            plan = cleared.Plan;
            var hours = cleared.Hours.Select((hour, i) => new KeptInterval(
                hour, hour.LoadMw.Sum(mw => (double)mw), i == 0 ? PlanBytes.Pack(cleared.Plan) : i == cleared.Hours.Count - 1 ? PlanBytes.Pack(cleared.Close) : null)).ToList();
            await IntervalWriter.WriteAsync(session, catalogue, IntervalWriter.DayAhead, hours, ct);
            planned = (MarketDay.Start(day), MarketDay.Start(day.AddDays(1)));
            written += hours.Count;
        }
        var (steps, changed) = await RealTimeAsync(session, model, catalogue, plan, now, now, ct);
        await HourlySums.WriteAsync(session, planned, changed, ct);
        await session.CommitAsync(ct);
        return written + steps;
    }
}
