namespace GridApp.Features.Plants;

/// <summary>
/// The plants in memory, current to the last commit. Every request asks the database for one number; only when that has grown are the changed rows read.
/// So the next request on any process sees a write, and nobody else pays for it.
/// </summary>
public sealed class PlantCatalogue : IDisposable
{
    private readonly IPlantSource source;
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile PlantSnapshot current = PlantSnapshot.Empty;

    internal PlantCatalogue(IPlantSource source) => this.source = source;

    /// <summary>The plants, at least as new as the newest commit before this call.</summary>
    public async ValueTask<PlantSnapshot> CurrentAsync(CancellationToken cancellation)
    {
        // The version is read by each call itself: to join a refresh that began before our call could miss a commit in between.
        long version = await source.VersionAsync(cancellation);
        PlantSnapshot snapshot = current;
        if (snapshot.Version >= version)
            return snapshot;

        await refreshing.WaitAsync(cancellation);
        try
        {
            // Whoever held the gate may have brought what we need.
            snapshot = current;
            if (snapshot.Version >= version)
                return snapshot;
            PlantChanges changes = await source.ChangesAsync(snapshot.Version, cancellation);
            snapshot = (changes.Complete ? PlantSnapshot.Empty : snapshot).With(changes.Version, changes.Plants);
            current = snapshot;
            return snapshot;
        }
        finally
        {
            refreshing.Release();
        }
    }

    public void Dispose() => refreshing.Dispose();
}
