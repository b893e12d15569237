using GridApp.Live;

namespace GridApp.Tests.Live;

public sealed class LiveBusTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly LiveBus bus = QuietBus.Make();

    [Fact]
    public async Task Publish_ATopic_IsHeardByItsWatchersAlone()
    {
        var plants = new Ear();
        var incidents = new Ear();
        using var one = bus.Subscribe([LiveTopic.Plants], plants.HearAsync);
        using var other = bus.Subscribe([LiveTopic.Incidents, LiveTopic.Imports], incidents.HearAsync);
        bus.Publish(LiveTopic.Imports);
        await incidents.WaitForAsync(1);
        Assert.Equal(0, plants.Heard);
    }

    [Fact]
    public async Task Publish_ABurst_IsAFewRunsAndTheLastSeesAll()
    {
        var ear = new Ear();
        int written = 0;
        int read = 0;
        using var watching = bus.Subscribe([LiveTopic.Plants], async ct =>
        {
            read = Volatile.Read(ref written);
            await ear.HearAsync(ct);
        });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 900)
        {
            Interlocked.Increment(ref written);
            bus.Publish(LiveTopic.Plants);
            await Task.Delay(1);
        }

        await Task.Delay(LiveSubscription.Interval * 2);
        Assert.Equal(written, read);
        Assert.InRange(ear.Heard, 3, (int)(watch.Elapsed / LiveSubscription.Interval) + 2);
    }

    [Fact]
    public async Task Handler_StillAtIt_IsNotRunTwiceAtOnceAndRunsOnceMore()
    {
        var release = new TaskCompletionSource();
        var ear = new Ear();
        int atOnce = 0;
        int most = 0;
        using var watching = bus.Subscribe([LiveTopic.Plants], async ct =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await ear.HearAsync(ct);
            await release.Task;
            Interlocked.Decrement(ref atOnce);
        });
        bus.Publish(LiveTopic.Plants);
        await ear.WaitForAsync(1);
        for (int i = 0; i < 100; i++)
            bus.Publish(LiveTopic.Plants);
        release.SetResult();
        await ear.WaitForAsync(2);
        await Task.Delay(LiveSubscription.Interval * 2);
        Assert.Equal((2, 1), (ear.Heard, most));
    }

    [Fact]
    public async Task Handler_Fails_IsRunAgainUntilItHasFollowed()
    {
        var ear = new Ear();
        using var watching = bus.Subscribe([LiveTopic.Plants], async ct =>
        {
            await ear.HearAsync(ct);
            if (ear.Heard < 2)
                throw new InvalidOperationException("not today");
        });
        bus.Publish(LiveTopic.Plants);
        await ear.WaitForAsync(2);
        bus.Publish(LiveTopic.Plants);
        await ear.WaitForAsync(3);
    }

    [Fact]
    public async Task Disposed_HearsNothingMoreAndItsHandlerIsTold()
    {
        var started = new TaskCompletionSource<CancellationToken>();
        int heard = 0;
        IDisposable watching = bus.Subscribe([LiveTopic.Plants], async ct =>
        {
            Interlocked.Increment(ref heard);
            started.TrySetResult(ct);
            await Task.Delay(Timeout.Infinite, ct);
        });
        bus.Publish(LiveTopic.Plants);
        CancellationToken token = await started.Task.WaitAsync(Soon);
        watching.Dispose();
        Assert.True(token.IsCancellationRequested);
        bus.Publish(LiveTopic.Plants);
        await Task.Delay(LiveSubscription.Interval * 2);
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Handler_SpeaksTheSubscribersLanguage()
    {
        var spoken = new TaskCompletionSource<string>();
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("tr-TR");
        using IDisposable watching = bus.Subscribe([LiveTopic.Plants], _ =>
        {
            spoken.TrySetResult(System.Globalization.CultureInfo.CurrentUICulture.Name);
            return Task.CompletedTask;
        });
        System.Globalization.CultureInfo.CurrentUICulture = before;
        bus.Publish(LiveTopic.Plants);
        Assert.Equal("tr-TR", await spoken.Task.WaitAsync(Soon));
    }

    [Fact]
    public void Subscribe_ATopicThatNobodyTellsOf_IsRefused() =>
        Assert.Throws<ArgumentException>(() => bus.Subscribe(["weather"], _ => Task.CompletedTask));
}
