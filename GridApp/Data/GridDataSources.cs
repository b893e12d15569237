using Npgsql;

namespace GridApp.Data;

/// <summary>
/// The two connection pools. Every physical connection starts with SET ROLE, and pooled connections keep it (no DISCARD ALL on return): all other
/// settings are transaction-local, so there is nothing to reset.
/// </summary>
public sealed class GridDataSources : IAsyncDisposable
{
    /// <param name="connectionString">A login that is a member of <see cref="DatabaseRoles.App"/> and <see cref="DatabaseRoles.Identity"/>.</param>
    public GridDataSources(string connectionString, ILoggerFactory? logging = null)
    {
        App = Build(connectionString, DatabaseRoles.App, logging);
        Identity = Build(connectionString, DatabaseRoles.Identity, logging);
    }

    /// <summary>Under <see cref="DatabaseRoles.App"/>.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>Under <see cref="DatabaseRoles.Identity"/>.</summary>
    public NpgsqlDataSource Identity { get; }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync().ConfigureAwait(false);
        await Identity.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Build(string connectionString, string role, ILoggerFactory? logging)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // The few statements of the hot path are parsed and planned once per connection.
        builder.ConnectionStringBuilder.MaxAutoPrepare = 50;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 3;
        builder.ConnectionStringBuilder.ApplicationName = "GridApp " + role;
        builder.UseLoggerFactory(logging);
        var setRole = $"set role {role}";
        builder.UsePhysicalConnectionInitializer(
            connection => Run(connection, setRole),
            connection => RunAsync(connection, setRole));
        return builder.Build();
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
