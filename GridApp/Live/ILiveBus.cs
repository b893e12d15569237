namespace GridApp.Live;

/// <summary>Something changed: whoever watches hears it. It tells that, not what; a watcher reads anew what it shows.</summary>
public interface ILiveBus
{
    /// <summary>
    /// Runs a handler after every commit, of any process on this database, that touched one of the topics: at once, but at most four times a second and never
    /// twice at the same time; what happens meanwhile is one more run. After a lost connection it runs once, whatever happened or not.
    /// The handler runs in the subscriber's culture and on no particular thread (a component goes through <c>InvokeAsync</c>); where it fails it is run again a little later, until it has followed.
    /// </summary>
    /// <param name="topics">Of <see cref="LiveTopic"/>.</param>
    /// <param name="handler">Reads anew. Its token is cancelled by the disposal.</param>
    /// <returns>Disposed by who has seen enough.</returns>
    IDisposable Subscribe(IReadOnlyCollection<string> topics, Func<CancellationToken, Task> handler);

    /// <summary>
    /// Tells the watchers in this process alone. Commits need nobody to tell them; this is for what changes without one, as when the hour of a planned outage comes.
    /// </summary>
    void Publish(string topic);
}
