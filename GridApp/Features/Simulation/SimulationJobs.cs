using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Jobs;

namespace GridApp.Features.Simulation;

/// <summary>At 00:00 UTC the day-ahead market closes: it fills the market day that begins at 08:00 UTC, hour by hour.</summary>
internal sealed class SimulateDayJob(SimulatedMarket market, SimulationSetup setup, TimeProvider time) : IGridJob
{
    public string Name => "simulate-day";

    public string? Cron => "0 0 0 * * ?";

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        if (setup.Obstacle is { } obstacle)
        {
            return JobOutcome.Skipped(obstacle);
        }
        var now = time.GetUtcNow();
        var day = SimulatedMarket.NewestDay(now);
        var written = await market.EnsureAsync([day], now, null, ct);
        return written > 0
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {SimulationWords.Intervals(written)} written."))
            : JobOutcome.Skipped(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} is whole already."));
    }
}

/// <summary>Every five minutes: writes the interval that has just ended, and those before it that were missed.</summary>
internal sealed class RealTimeJob(SimulatedMarket market, IncidentReaction reaction, SimulationSetup setup, GridDatabase database, TimeProvider time) : IGridJob
{
    public string Name => "real-time-step";

    public string? Cron => "0 0/5 * * * ?";

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        if (setup.Obstacle is { } obstacle)
        {
            return JobOutcome.Skipped(obstacle);
        }
        var now = time.GetUtcNow();
        var today = MarketDay.Of(now);
        // Yesterday, too: its last interval ends when today begins.
        var days = await market.MissingAsync(today.AddDays(-1), today, now, ct);
        var written = await market.EnsureAsync(days, now, null, ct);
        await reaction.FollowAsync(ct);
        // Also where a report has had the interval cleared before it was over: what else is out has not been looked at in it.
        var (model, catalogue) = await setup.RequireAsync(ct);
        await EffectWriter.AfterStepAsync(database, model, catalogue, now, ct);
        return written > 0
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{SimulationWords.Intervals(written)} written, up to {MarketDay.StepStart(now).UtcDateTime:yyyy-MM-dd HH:mm} UTC."))
            : JobOutcome.Skipped("Nothing was missing.");
    }
}

/// <summary>Fills the days that are kept, the newest first; asked for at every start, and does nothing where nothing is missing.</summary>
internal sealed class BackfillJob(SimulatedMarket market, SimulationSetup setup, KeptSpan span, TimeProvider time) : IGridJob
{
    public const string JobName = "backfill";

    public string Name => JobName;

    public string? Cron => null;

    /// <summary>Only the days that touch the hours before now, when set.</summary>
    public TimeSpan? Newest { get; init; }

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        if (setup.Obstacle is { } obstacle)
        {
            return JobOutcome.Skipped(obstacle);
        }
        var now = time.GetUtcNow();
        var first = Newest is { } newest ? MarketDay.Of(now - newest) : await span.FirstDayAsync(now, ct);
        var days = await market.MissingAsync(first, SimulatedMarket.NewestDay(now), now, ct);
        if (days.Count == 0)
        {
            return JobOutcome.Skipped("Nothing was missing.");
        }
        await context.ReportAsync(0, Progress(0), ct);
        var written = await market.EnsureAsync(days, now, (done, cancel) => context.ReportAsync((double)done / days.Count, Progress(done), cancel), ct);
        return JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{SimulationWords.Days(days.Count)} filled, {SimulationWords.Intervals(written)} written."));

        string Progress(int done) => string.Create(CultureInfo.InvariantCulture, $"{done} of {days.Count} days.");
    }
}

/// <summary>Counts as the jobs' messages say them.</summary>
internal static class SimulationWords
{
    public static string Days(int count) => Of(count, "day");

    public static string Intervals(int count) => Of(count, "interval");

    private static string Of(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
