using GridApp.Hosting;
using GridApp.Live;

namespace GridApp.Features.Prices;

/// <summary>Looks for spikes whenever prices have come, and once after the start: what came meanwhile is looked at, too.</summary>
public sealed class PriceReaction(SpikeWatch watch, StartupState startup, ILiveBus live, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!startup.IsDone)
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken);
        using var watching = live.Subscribe([LiveTopic.Prices], watch.LookAsync);
        live.Publish(LiveTopic.Prices);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
    }
}
