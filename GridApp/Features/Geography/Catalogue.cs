using GridApp.Data;

namespace GridApp.Features.Geography;

/// <summary>
/// A catalogue in memory, current to the last commit: every request asks the database for one number, and only when that has grown is all read again. Zones and lines
/// are written by the file, not one by one, so reading only what changed would not pay.
/// </summary>
/// <param name="database">Where.</param>
/// <param name="name">Of the catalogue.</param>
/// <param name="read">Reads all of it at a version.</param>
internal sealed class Catalogue<T>(GridDatabase database, string name, Func<GridSession, long, CancellationToken, Task<T>> read) : IDisposable
    where T : class, IVersioned
{
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile T? current;

    /// <summary>The catalogue, at least as new as the newest commit before this call.</summary>
    public async ValueTask<T> CurrentAsync(CancellationToken ct)
    {
        CatalogueState state = await database.VersionOfAsync(name, ct);
        if (current is { } known && known.Version >= state.Version)
            return known;
        await refreshing.WaitAsync(ct);
        try
        {
            // Whoever held the gate may have brought what we need.
            if (current is { } brought && brought.Version >= state.Version)
                return brought;

            // The version first: rows committed after it may come along too and are read again next time, but none up to it can be missing. It is public to every role.
            await using GridSession session = await database.OpenAsync(Actor.System, ct);
            state = await database.VersionOfAsync(name, ct);
            T fresh = await read(session, state.Version, ct);
            current = fresh;
            return fresh;
        }
        finally
        {
            refreshing.Release();
        }
    }

    public void Dispose() => refreshing.Dispose();
}

/// <summary>Something read at a version of its catalogue.</summary>
internal interface IVersioned
{
    long Version { get; }
}
