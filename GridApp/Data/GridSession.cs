using Npgsql;

namespace GridApp.Data;

/// <summary>
/// One transaction on behalf of one <see cref="Actor"/>. The tenant is set inside the transaction, so nothing of it survives into the pool;
/// disposing without <see cref="CommitAsync"/> rolls back.
/// </summary>
public sealed class GridSession : IAsyncDisposable
{
    internal GridSession(Actor actor, NpgsqlConnection connection, NpgsqlTransaction transaction, GridDbContext db)
    {
        Actor = actor;
        Connection = connection;
        Transaction = transaction;
        Db = db;
    }

    /// <summary>On whose behalf.</summary>
    public Actor Actor { get; }

    /// <summary>The connection, for COPY and hand-written SQL.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The transaction that commands on <see cref="Connection"/> belong to.</summary>
    public NpgsqlTransaction Transaction { get; }

    /// <summary>EF Core on the same connection and transaction.</summary>
    public GridDbContext Db { get; }

    /// <summary>A command on this session's connection and transaction.</summary>
    public NpgsqlCommand Command(string sql) => new(sql, Connection, Transaction);

    public Task CommitAsync(CancellationToken ct = default) => Transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync().ConfigureAwait(false);
        await Transaction.DisposeAsync().ConfigureAwait(false);
        await Connection.DisposeAsync().ConfigureAwait(false);
    }
}
