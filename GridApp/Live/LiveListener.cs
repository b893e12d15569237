using System.Data.Common;
using System.Net.Sockets;
using GridApp.Hosting;
using Npgsql;

namespace GridApp.Live;

/// <summary>
/// One connection of its own per process that listens to the database (<c>LISTEN grid</c>): what any process commits, this one included, arrives here once.
/// A connection that breaks is replaced, and since nobody kept what was told meanwhile, all watchers are then asked to read anew.
/// </summary>
internal sealed partial class LiveListener(DatabaseServer server, LiveBus bus, TimeProvider time, ILogger<LiveListener> log) : BackgroundService
{
    internal const string ApplicationName = "GridApp live";

    /// <summary>A peer that vanished without a word is noticed within this many seconds, twice.</summary>
    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan pause = FirstPause;
        bool told = true; // while the process starts, the database may not be there yet, and others say so
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await ListenAsync(stoppingToken);
                pause = FirstPause;
                told = false;
                LogListening(log);
                while (true)
                    await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is DbException or IOException or SocketException or TimeoutException or InvalidOperationException)
            {
                if (!told)
                    LogLost(log, e.Message);
                told = true;
            }

            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.AppConnectionString)
        {
            Pooling = false,
            KeepAlive = KeepAliveSeconds,
            ApplicationName = ApplicationName,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            connection.Notification += (_, notification) => bus.Publish(notification.Payload);
            await connection.OpenAsync(cancellation);
            await using var listen = new NpgsqlCommand("listen grid", connection);
            await listen.ExecuteNonQueryAsync(cancellation);

            // From here on nothing is missed; what was before, nobody here has heard.
            bus.PublishAll();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening to the database for changes")]
    private static partial void LogListening(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that tells of changes is lost and will be made anew: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
