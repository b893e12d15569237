using GridApp.Live;

namespace GridApp.Tests.Features.Incidents;

/// <summary>A bus on which nothing happens until a test says so.</summary>
internal sealed class StillBus : ILiveBus
{
    private readonly List<Watcher> watchers = [];

    public int Watchers => watchers.Count;

    public IDisposable Subscribe(IReadOnlyCollection<string> topics, Func<CancellationToken, Task> handler)
    {
        var watcher = new Watcher(this, topics, handler);
        watchers.Add(watcher);
        return watcher;
    }

    public void Publish(string topic)
    {
        foreach (Watcher watcher in watchers.Where(watcher => watcher.Topics.Contains(topic)).ToArray())
            _ = watcher.Handler(CancellationToken.None);
    }

    private sealed record Watcher(StillBus Bus, IReadOnlyCollection<string> Topics, Func<CancellationToken, Task> Handler) : IDisposable
    {
        public void Dispose() => Bus.watchers.Remove(this);
    }
}
