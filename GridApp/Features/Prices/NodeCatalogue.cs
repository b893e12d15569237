using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>The nodes in memory, current to the last commit (docs/adr/0004 says how, of plants): a request that finds their number grown reads what changed.</summary>
public sealed class NodeCatalogue(GridDatabase database) : IDisposable
{
    internal const string Name = "nodes";

    private const string Columns = "n.id, n.market, n.code, n.name, n.type, n.zone, n.longitude, n.latitude, n.source, n.simulated, n.organization_id, n.version";

    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile NodeSnapshot held = NodeSnapshot.Empty;

    /// <summary>What is in memory, perhaps behind.</summary>
    internal NodeSnapshot Held => held;

    /// <summary>The nodes, at least as new as the newest commit before this call.</summary>
    public async ValueTask<NodeSnapshot> CurrentAsync(CancellationToken cancellation) =>
        await AtLeastAsync((await database.VersionOfAsync(Name, cancellation)).Version, cancellation);

    public void Dispose() => refreshing.Dispose();

    /// <summary>The nodes, at least of a version.</summary>
    internal async ValueTask<NodeSnapshot> AtLeastAsync(long version, CancellationToken cancellation)
    {
        var snapshot = held;
        if (snapshot.Version >= version)
            return snapshot;
        await refreshing.WaitAsync(cancellation);
        try
        {
            // Whoever held the gate may have brought what we need.
            snapshot = held;
            return snapshot.Version >= version ? snapshot : held = await ReadAsync(snapshot, cancellation);
        }
        finally
        {
            refreshing.Release();
        }
    }

    private async Task<NodeSnapshot> ReadAsync(NodeSnapshot since, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellation);

        // The version first: rows committed after it may come along too and are read again next time, but none up to it can be missing.
        var state = await database.VersionOfAsync(Name, cancellation);
        var complete = since.Version < 0 || since.Version < state.ReloadBelow;
        await using var command = session.Command(complete ? $"select {Columns} from nodes n" : $"select {Columns} from nodes n where n.version > $1");
        if (!complete)
            command.Parameters.Add(new NpgsqlParameter { Value = since.Version });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var nodes = new List<CatalogueNode>(complete ? 16_384 : 64);
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            nodes.Add(new CatalogueNode(
                reader.GetInt32(0), Word(reader, 1)!, reader.GetString(2), reader.GetString(3), Word(reader, 4)!, Word(reader, 5), reader.Number(6), reader.Number(7), Word(reader, 8),
                reader.GetBoolean(9), reader.Whole(10), reader.GetInt64(11)));
        }
        return (complete ? NodeSnapshot.Empty : since).With(state.Version, [.. nodes]);

        // One string for each word that many rows share.
        string? Word(NpgsqlDataReader row, int column)
        {
            if (row.IsDBNull(column))
                return null;
            var word = row.GetString(column);
            if (!words.TryGetValue(word, out var same))
                words.Add(word, same = word);
            return same;
        }
    }
}
