using GridApp.Data;
using GridApp.Hosting.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>One private PostgreSQL server for the whole test run, with a migrated template that every test database is copied from.</summary>
public static class PostgresCluster
{
    private const string Template = "grid_template";

    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(StartAsync);

    private static int databases;

    /// <summary>Connection strings of a new, empty, migrated database.</summary>
    public static async Task<(string Owner, string App)> CreateDatabaseAsync()
    {
        var server = await Server.Value;
        return await server.CreateDatabaseAsync($"grid_test_{Interlocked.Increment(ref databases)}", Template);
    }

    /// <summary>Connection strings of a new database without any schema (PostGIS is there).</summary>
    public static async Task<(string Owner, string App)> CreateBareDatabaseAsync()
    {
        var server = await Server.Value;
        return await server.CreateDatabaseAsync($"grid_bare_{Interlocked.Increment(ref databases)}");
    }

    private static async Task<EmbeddedPostgres> StartAsync()
    {
        var directory = TestRun.Directory("cluster");
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = directory, Durable = false }, NullLogger.Instance, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(15));
            Directory.Delete(directory, recursive: true);
        };
        var (owner, app) = await server.CreateDatabaseAsync(Template);
        await new SchemaUpgrade(NullLogger<SchemaUpgrade>.Instance).RunAsync(owner, new NpgsqlConnectionStringBuilder(app).Username);
        NpgsqlConnection.ClearAllPools();
        return server;
    }
}
