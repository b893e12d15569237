namespace GridApp.Features.Plants;

/// <summary>
/// The plants in memory, current to the last commit. Every request asks the database for two numbers; only when one has grown are the changed plants, or what
/// is out, read again. So the next request on any process sees a write, and nobody else pays for it.
/// </summary>
public sealed class PlantCatalogue : IDisposable
{
    /// <summary>Moments kept beside now: a few people who look at the past, each at one moment for many requests.</summary>
    private const int MostMoments = 8;

    private readonly IPlantSource source;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly Lock keeping = new();
    private volatile PlantSnapshot whole = PlantSnapshot.Empty;
    private volatile Kept kept = new(PlantSnapshot.Empty, -1, []);

    internal PlantCatalogue(IPlantSource source, TimeProvider time)
    {
        this.source = source;
        this.time = time;
    }

    /// <summary>The plants as they are now, at least as new as the newest commit before this call.</summary>
    public ValueTask<PlantSnapshot> CurrentAsync(CancellationToken cancellation) => AtAsync(null, cancellation);

    /// <summary>The plants with what of them can be used at a moment: as new as the newest commit before this call, whatever the moment.</summary>
    /// <param name="at">The moment, past or to come; null for now.</param>
    public async ValueTask<PlantSnapshot> AtAsync(DateTimeOffset? at, CancellationToken cancellation)
    {
        // The versions are read by each call itself: to join a refresh that began before our call could miss a commit in between.
        PlantVersions versions = await source.VersionAsync(cancellation);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset moment = at ?? now;
        if (kept.Find(versions, moment) is { } known)
            return known;
        PlantSnapshot plants = await WholeAsync(versions.Plants, cancellation);
        if (at is not null)
            return await ReadAsync(plants, versions.Incidents, moment, now, cancellation);

        // Everybody asks for now, and after a write all at once: one reads for all.
        await reading.WaitAsync(cancellation);
        try
        {
            return kept.Find(versions, moment) ?? await ReadAsync(plants, versions.Incidents, moment, now, cancellation);
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose()
    {
        refreshing.Dispose();
        reading.Dispose();
    }

    /// <summary>All plants with nothing out, at least of a version.</summary>
    private async ValueTask<PlantSnapshot> WholeAsync(long version, CancellationToken cancellation)
    {
        PlantSnapshot snapshot = whole;
        if (snapshot.Version >= version)
            return snapshot;

        await refreshing.WaitAsync(cancellation);
        try
        {
            // Whoever held the gate may have brought what we need.
            snapshot = whole;
            if (snapshot.Version >= version)
                return snapshot;
            PlantChanges changes = await source.ChangesAsync(snapshot.Version, cancellation);
            snapshot = (changes.Complete ? PlantSnapshot.Empty : snapshot).With(changes.Version, changes.Plants);
            whole = snapshot;
            return snapshot;
        }
        finally
        {
            refreshing.Release();
        }
    }

    private async Task<PlantSnapshot> ReadAsync(PlantSnapshot plants, long incidents, DateTimeOffset moment, DateTimeOffset now, CancellationToken cancellation)
    {
        PlantSnapshot snapshot = plants.Under(await source.OutAsync(moment, cancellation));

        // For a moment still to come an expected end counts as long as it has not passed itself, so the answer ages without a write.
        if (moment <= now)
        {
            lock (keeping)
                kept = kept.With(plants, incidents, snapshot);
        }

        return snapshot;
    }

    /// <summary>Snapshots of moments, all of one version of the plants and of the incidents.</summary>
    private sealed record Kept(PlantSnapshot Plants, long Incidents, PlantSnapshot[] Moments)
    {
        public PlantSnapshot? Find(PlantVersions versions, DateTimeOffset moment) =>
            Plants.Version >= versions.Plants && Incidents >= versions.Incidents ? Array.Find(Moments, known => known.Out.Covers(moment)) : null;

        public Kept With(PlantSnapshot plants, long incidents, PlantSnapshot snapshot)
        {
            // Somebody who began later has brought newer ones.
            if (plants.Version < Plants.Version || incidents < Incidents)
                return this;
            bool same = ReferenceEquals(plants, Plants) && incidents == Incidents;
            return new Kept(plants, incidents, [snapshot, .. same ? Moments.Take(MostMoments) : []]);
        }
    }
}
