using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GridApp.Data;

/// <summary>The way to the database: every read and write happens in a session on somebody's behalf.</summary>
public sealed class GridDatabase(GridDataSources sources)
{
    private const string SetTenant =
        "select set_config('grid.role', $1, true), set_config('grid.user_id', $2, true), set_config('grid.organization_id', $3, true), case when $4 then set_config('transaction_read_only', 'on', true) end";

    /// <summary>Begins a transaction as <paramref name="actor"/>.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public Task<GridSession> OpenAsync(Actor actor, CancellationToken ct = default) => OpenAsync(actor, IsolationLevel.ReadCommitted, ct);

    /// <summary>The same, with more than the usual isolation: <see cref="IsolationLevel.RepeatableRead"/> sees one state of the database, however many statements read it.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public async Task<GridSession> OpenAsync(Actor actor, IsolationLevel isolation, CancellationToken ct = default)
    {
        var connection = await sources.App.OpenConnectionAsync(ct).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(isolation, ct).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(SetTenant, connection, transaction);
            command.Parameters.Add(new() { Value = actor.Role });
            command.Parameters.Add(new() { Value = Text(actor.UserId) });
            command.Parameters.Add(new() { Value = Text(actor.OrganizationId) });
            command.Parameters.Add(new() { Value = actor.ReadsOnly });
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);

            var options = new DbContextOptionsBuilder<GridDbContext>().UseNpgsql(connection).Options;
            var db = new GridDbContext(options) { Actor = actor };
            await db.Database.UseTransactionAsync(transaction, ct).ConfigureAwait(false);
            return new GridSession(actor, connection, transaction, db);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Statements that only read, on behalf of <paramref name="actor"/>, in one round trip.</summary>
    public ReadBatch Read(Actor actor) => new(sources.App, actor);

    /// <summary>The version number of a catalogue (such as <c>plants</c>), raised by every committed write to it. Needs no tenant and no transaction.</summary>
    public async ValueTask<CatalogueState> VersionOfAsync(string catalogue, CancellationToken ct = default)
    {
        await using var command = sources.App.CreateCommand("select version, reload_below from catalogue_version where name = $1");
        command.Parameters.Add(new() { Value = catalogue });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new CatalogueState(reader.GetInt64(0), reader.GetInt64(1))
            : throw new InvalidOperationException($"The catalogue {catalogue} has no version row: a migration must add it.");
    }

    /// <summary>The same of several catalogues, read in one statement.</summary>
    public async ValueTask<IReadOnlyDictionary<string, CatalogueState>> VersionsOfAsync(string[] catalogues, CancellationToken ct = default)
    {
        await using var command = sources.App.CreateCommand("select name, version, reload_below from catalogue_version where name = any($1)");
        command.Parameters.Add(new() { Value = catalogues });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var states = new Dictionary<string, CatalogueState>(catalogues.Length, StringComparer.Ordinal);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
            states.Add(reader.GetString(0), new CatalogueState(reader.GetInt64(1), reader.GetInt64(2)));
        return states.Count == catalogues.Length
            ? states
            : throw new InvalidOperationException($"One of the catalogues {string.Join(", ", catalogues)} has no version row: a migration must add it.");
    }

    private static string Text(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Where a catalogue stands.</summary>
/// <param name="Version">Raised by every committed write.</param>
/// <param name="ReloadBelow">A cache below this has to be loaded anew, since rows were deleted.</param>
public readonly record struct CatalogueState(long Version, long ReloadBelow);
