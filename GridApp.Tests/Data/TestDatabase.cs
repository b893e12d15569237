using GridApp.Data;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>A migrated database of its own for one test class (as a class fixture) or one test.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    public string OwnerConnectionString { get; private set; } = "";

    public string AppConnectionString { get; private set; } = "";

    public GridDataSources Sources { get; private set; } = null!;

    public GridDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (OwnerConnectionString, AppConnectionString) = await PostgresCluster.CreateDatabaseAsync();
        Sources = new GridDataSources(AppConnectionString);
        Database = new GridDatabase(Sources);
    }

    public async Task DisposeAsync() => await Sources.DisposeAsync();

    /// <summary>Runs SQL as the owner with every row visible, to arrange what a test needs.</summary>
    public async Task<T?> AsOwnerAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tenant = new NpgsqlCommand("select set_config('grid.role', 'system', true)", connection, transaction))
        {
            await tenant.ExecuteNonQueryAsync();
        }
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        var result = await command.ExecuteScalarAsync();
        await transaction.CommitAsync();
        return result is T value ? value : default;
    }
}
