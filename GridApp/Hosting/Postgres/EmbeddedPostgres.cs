using System.Diagnostics;
using Npgsql;

namespace GridApp.Hosting.Postgres;

/// <summary>
/// A private PostgreSQL cluster with PostGIS that lives and ends with this process. Prepared, it knows its connection strings and holds
/// its data directory; started, it serves; disposed, it has stopped. A server that dies in between is started again.
/// </summary>
/// <remarks>
/// In the data directory: <c>lock</c> (held while this object lives), <c>secrets.json</c>, and <c>postgres/</c> with <c>cluster</c>,
/// <c>log</c> and <c>run</c> (the socket), which belong to the account that runs the server.
/// </remarks>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const string MainDatabase = "grid";
    private const int WebPool = 60;
    private const int OwnerPool = 10;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FastStop = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRestartPause = TimeSpan.FromSeconds(30);

    private readonly EmbeddedPostgresOptions options;
    private readonly ILogger logger;
    private readonly DirectoryLock held;
    private readonly ClusterSecrets secrets;
    private readonly ServerAddress address;
    private readonly ClusterBootstrap bootstrap;
    private readonly ClusterFiles files;
    private readonly CancellationTokenSource stopping = new();
    private ServerProcess? server;
    private Task supervision = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, ILogger logger, DirectoryLock held)
    {
        this.options = options;
        this.logger = logger;
        this.held = held;
        files = new ClusterFiles(options.DataDirectory);
        secrets = ClusterSecrets.LoadOrCreate(Path.Combine(options.DataDirectory, "secrets.json"), files.ClusterExists);
        address = ServerAddress.Choose(files.Run);
        bootstrap = new(database => address.ConnectionString(database, Superuser, secrets.Superuser, pool: 0));
    }

    /// <summary>The main database as <c>grid_owner</c>: owns it, may make roles, is no superuser. For migrations.</summary>
    public string OwnerConnectionString => Connections(MainDatabase).Owner;

    /// <summary>The main database as <c>grid_web</c>, which has no rights but those of the roles that it is a member of and sets.</summary>
    public string AppConnectionString => Connections(MainDatabase).App;

    /// <summary>Number of the server's first process; null while there is none.</summary>
    public int? ProcessId => server is { HasExited: false } running ? running.Id : null;

    /// <summary>Where the server writes its own log, a file for each day of the week.</summary>
    public string LogDirectory => files.Log;

    /// <summary>Takes the data directory and reads or makes the passwords. Nothing runs yet; the connection strings are there.</summary>
    /// <exception cref="StartRefusedException">The directory cannot be used, or another process uses it.</exception>
    public static EmbeddedPostgres Prepare(EmbeddedPostgresOptions options, ILogger logger)
    {
        var directory = new DataDirectory(options.DataDirectory).Path;
        var held = DirectoryLock.Take(directory);
        try
        {
            return new(options with { DataDirectory = directory }, logger, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Prepares and starts in one step.</summary>
    /// <exception cref="StartRefusedException">It cannot run here; the sentence says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var postgres = Prepare(options, logger);
        try
        {
            await postgres.StartAsync(ct);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the cluster when there is none, starts the server, and returns when the main database takes connections.</summary>
    /// <exception cref="StartRefusedException">It cannot run here; the sentence says what to do.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var binaries = PostgresBinaries.Find(options.BinDirectory, files.Cluster);
        var account = ServerAccount.For(options.RunAs, files.Home);
        await files.MakeAsync(account, ct);
        if (PostmasterFile.Orphan(files.Cluster) is { } orphan)
        {
            LogOrphan(orphan);
            await StopProcessAsync(orphan, ct);
        }
        if (!files.ClusterExists)
        {
            LogCreating(files.Cluster);
            await files.InitializeAsync(account, binaries, new(Superuser, secrets.Superuser, options.Durable), ct);
        }
        var command = () => account.Command(files.Home, binaries.Server, ServerSettings.Arguments(files, address, options.Durable));
        server = await LaunchAsync(command, ct);
        if (!files.IsPrepared)
        {
            await bootstrap.EnsureRolesAsync(secrets, ct);
            await bootstrap.EnsureDatabaseAsync(MainDatabase, null, ct);
            files.MarkPrepared();
        }
        supervision = SuperviseAsync(command);
        LogStarted(watch.ElapsedMilliseconds, options.DataDirectory);
    }

    /// <summary>Makes a further database of the owner's, with PostGIS, unless it is there.</summary>
    /// <param name="template">A database to copy instead of an empty one; nobody may be connected to it.</param>
    /// <returns>Its connection strings, as the owner and as the web's login.</returns>
    public async Task<(string Owner, string App)> CreateDatabaseAsync(string name, string? template = null, CancellationToken ct = default)
    {
        await bootstrap.EnsureDatabaseAsync(name, template, ct);
        return Connections(name);
    }

    /// <summary>Drops a database and whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken ct = default) => bootstrap.DropDatabaseAsync(name, ct);

    /// <summary>Stops the server (open transactions are rolled back) and lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync();
        await supervision;
        // Pooled connections to a server that is gone would only fail whoever starts one here again.
        ClearPool(OwnerConnectionString);
        ClearPool(AppConnectionString);
        if (ProcessId is { } process)
        {
            await StopProcessAsync(process, CancellationToken.None);
            LogStopped();
        }
        server?.Dispose();
        held.Dispose();
        stopping.Dispose();
    }

    private (string Owner, string App) Connections(string database) => (
        address.ConnectionString(database, ClusterBootstrap.Owner, secrets.Owner, OwnerPool),
        address.ConnectionString(database, ClusterBootstrap.Web, secrets.Web, WebPool));

    private static void ClearPool(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private async Task<ServerProcess> LaunchAsync(Func<ProcessStartInfo> command, CancellationToken ct)
    {
        while (true)
        {
            var process = ServerProcess.Start(command());
            try
            {
                while (!process.HasExited)
                {
                    if (PostmasterFile.Read(files.Cluster) is { IsReady: true } file && file.Process == process.Id)
                        return process;
                    await Task.Delay(Poll, ct);
                }
                await process.WaitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                await StopProcessAsync(process.Id, CancellationToken.None);
                process.Dispose();
                throw;
            }
            var output = process.Output;
            process.Dispose();
            // What is left of a killed server goes within a moment of its first process.
            if (!output.Contains("still in use", StringComparison.Ordinal))
                throw new StartRefusedException($"The embedded PostgreSQL does not start: {output}\nIts log is in {files.Log}.");
            await Task.Delay(Poll * 10, ct);
        }
    }

    /// <summary>Starts the server again whenever it ends without having been told to.</summary>
    private async Task SuperviseAsync(Func<ProcessStartInfo> command)
    {
        var pause = TimeSpan.FromSeconds(0.5);
        try
        {
            while (true)
            {
                var running = Stopwatch.StartNew();
                await server!.WaitAsync(stopping.Token);
                LogDied(server.ExitCode, files.Log);
                pause = running.Elapsed > LongestRestartPause * 2 ? TimeSpan.FromSeconds(0.5) : pause;
                do
                {
                    await Task.Delay(pause, stopping.Token);
                    pause = pause * 2 < LongestRestartPause ? pause * 2 : LongestRestartPause;
                }
                while (!await RelaunchAsync(command));
            }
        }
        catch (OperationCanceledException)
        {
            // The process is going down; the server is stopped by whoever said so.
        }
    }

    private async Task<bool> RelaunchAsync(Func<ProcessStartInfo> command)
    {
        try
        {
            var next = await LaunchAsync(command, stopping.Token);
            // Put in place first: whoever asks for the process meanwhile must not be given one that is disposed of.
            var ended = server;
            server = next;
            ended?.Dispose();
            return true;
        }
        catch (StartRefusedException e)
        {
            LogNotRestarted(e.Message);
            return false;
        }
    }

    private static async Task StopProcessAsync(int process, CancellationToken ct)
    {
        foreach (var signal in (int[])[Posix.Interrupt, Posix.Quit, Posix.Kill])
        {
            Posix.Signal(process, signal);
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < FastStop; await Task.Delay(Poll, ct))
            {
                if (!Posix.IsAlive(process))
                    return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Making a PostgreSQL cluster in {Directory}")]
    private partial void LogCreating(string directory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A database server of an earlier process (number {Process}) is still running on this directory; stopping it")]
    private partial void LogOrphan(int process);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL started in {Milliseconds} ms in {Directory}")]
    private partial void LogStarted(long milliseconds, string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL stopped")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL ended by itself with {ExitCode}; starting it again. Its log is in {Log}")]
    private partial void LogDied(int exitCode, string log);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL does not start again: {Sentence}")]
    private partial void LogNotRestarted(string sentence);
}
