using GridApp.Features.Jobs;
using GridApp.Hosting;

namespace GridApp.Features.Simulation;

/// <summary>Start-up work: the simulated grid is in the catalogues and its newest 48 hours are in; the days before follow while the app is used.</summary>
internal sealed partial class SimulationStartup(
    SimulationSetup setup, SimulatedMarket market, KeptSpan span, JobRunner runner, JobScheduler scheduler, TimeProvider time, ILogger<SimulationStartup> logger) : IStartupTask
{
    private static readonly TimeSpan Newest = TimeSpan.FromHours(48);

    public string Progress => "Simulating the market's newest 48 hours.";

    public async Task RunAsync(CancellationToken ct)
    {
        if (!setup.IsWanted)
        {
            return;
        }
        if (setup.Obstacle is { } obstacle)
        {
            // Everything else works; the jobs and their page say it again.
            LogObstacle(obstacle);
            return;
        }
        await setup.RequireAsync(ct);
        var now = time.GetUtcNow();
        if ((await market.MissingAsync(Domain.Simulation.Series.MarketDay.Of(now - Newest), SimulatedMarket.NewestDay(now), now, ct)).Count > 0)
        {
            await runner.RunAsync(new BackfillJob(market, setup, span, time) { Newest = Newest }, null, ct);
        }
        await scheduler.TriggerAsync(BackfillJob.JobName, null, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The simulated market does not run: {Obstacle}")]
    private partial void LogObstacle(string obstacle);
}
