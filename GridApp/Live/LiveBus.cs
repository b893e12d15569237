using System.Collections.Concurrent;

namespace GridApp.Live;

/// <summary>The watchers of this process. <see cref="LiveListener"/> brings what the database tells.</summary>
internal sealed class LiveBus(TimeProvider time, ILogger<LiveBus> log) : ILiveBus
{
    private readonly ConcurrentDictionary<LiveSubscription, byte> subscriptions = new();

    public IDisposable Subscribe(IReadOnlyCollection<string> topics, Func<CancellationToken, Task> handler)
    {
        if (topics.Except(LiveTopic.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"Nobody ever tells of '{unknown}'.", nameof(topics));
        var subscription = new LiveSubscription([.. topics], handler, Forget, time, log);
        subscriptions[subscription] = 0;
        return subscription;
    }

    public void Publish(string topic)
    {
        foreach (LiveSubscription subscription in subscriptions.Keys)
        {
            if (subscription.Topics.Contains(topic))
                subscription.Signal();
        }
    }

    /// <summary>Nobody knows what was missed: everybody reads anew.</summary>
    public void PublishAll()
    {
        foreach (LiveSubscription subscription in subscriptions.Keys)
            subscription.Signal();
    }

    private void Forget(LiveSubscription subscription) => subscriptions.TryRemove(subscription, out _);
}
