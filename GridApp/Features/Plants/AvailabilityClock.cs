using System.Data.Common;
using GridApp.Live;

namespace GridApp.Features.Plants;

/// <summary>
/// Tells the watchers of this process when a status changes without anybody writing: the hour of a planned outage comes, or its end. Every process has a clock
/// of its own, so nobody needs to be told twice.
/// </summary>
internal sealed class AvailabilityClock(PlantCatalogue catalogue, ILiveBus live, TimeProvider time) : BackgroundService
{
    /// <summary>Looks again at least this often; a timer that sleeps for months trusts the machine's clock too much.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>While the database is away, or not migrated yet.</summary>
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0, 1);
        using IDisposable watching = live.Subscribe([LiveTopic.Incidents], _ =>
        {
            if (changed.CurrentCount == 0)
                changed.Release();
            return Task.CompletedTask;
        });
        try
        {
            while (true)
                await TickAsync(changed, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task TickAsync(SemaphoreSlim changed, CancellationToken cancellation)
    {
        DateTimeOffset? next;
        try
        {
            next = (await catalogue.CurrentAsync(cancellation)).Out.Until;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            await Task.Delay(Trouble, time, cancellation);
            return;
        }

        TimeSpan wait = next is { } at && at - time.GetUtcNow() is var left && left < Longest ? left : Longest;
        using var due = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task alarm = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, due.Token);
        Task news = changed.WaitAsync(due.Token);
        bool rang = await Task.WhenAny(alarm, news) == alarm;
        await due.CancelAsync();
        cancellation.ThrowIfCancellationRequested();

        // What is kept for now has run out by now, so whoever looks gets the new; a write meanwhile has told everybody itself.
        if (rang && next <= time.GetUtcNow())
            live.Publish(LiveTopic.Incidents);
    }
}
