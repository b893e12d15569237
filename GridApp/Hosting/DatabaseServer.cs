using GridApp.Hosting.Postgres;

namespace GridApp.Hosting;

/// <summary>
/// The database that this process uses: the one that configuration names, or the embedded one. The connection strings are there from
/// the beginning; <see cref="StartAsync"/> makes them work.
/// </summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    /// <exception cref="StartRefusedException">The embedded database's directory cannot be used, or is in use.</exception>
    public DatabaseServer(GridOptions options, IConfiguration configuration, IHostEnvironment environment, ILogger<EmbeddedPostgres> logger)
    {
        if (configuration.GetConnectionString("Grid") is { Length: > 0 } app)
        {
            AppConnectionString = app;
            OwnerConnectionString = configuration.GetConnectionString("GridOwner") is { Length: > 0 } owner ? owner : app;
            return;
        }
        embedded = EmbeddedPostgres.Prepare(
            new()
            {
                DataDirectory = Path.GetFullPath(options.DataDirectory, environment.ContentRootPath),
                BinDirectory = options.Postgres.BinDirectory,
                RunAs = options.Postgres.RunAs,
            },
            logger);
        AppConnectionString = embedded.AppConnectionString;
        OwnerConnectionString = embedded.OwnerConnectionString;
    }

    /// <summary>For everything that serves people: logs in as <c>grid_web</c> when embedded, or as whom configuration names.</summary>
    public string AppConnectionString { get; }

    /// <summary>For migrations only.</summary>
    public string OwnerConnectionString { get; }

    public bool IsEmbedded => embedded is not null;

    /// <summary>Returns when the embedded database takes connections; at once for another one, which may be away.</summary>
    /// <exception cref="StartRefusedException">The embedded database cannot run here.</exception>
    public Task StartAsync(CancellationToken ct) => embedded?.StartAsync(ct) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
