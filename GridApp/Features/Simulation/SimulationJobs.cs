using System.Globalization;
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
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {written} intervals written."))
            : JobOutcome.Skipped(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} is whole already."));
    }
}

/// <summary>Every five minutes: writes the interval that has just ended, and those before it that were missed.</summary>
internal sealed class RealTimeJob(SimulatedMarket market, IncidentReaction reaction, SimulationSetup setup, TimeProvider time) : IGridJob
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
        return written > 0
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{written} intervals written, up to {MarketDay.StepStart(now).UtcDateTime:yyyy-MM-dd HH:mm} UTC."))
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
        return JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{days.Count} days filled, {written} intervals written."));

        string Progress(int done) => string.Create(CultureInfo.InvariantCulture, $"{done} of {days.Count} days.");
    }
}
