using System.Net.Sockets;
using Npgsql;

namespace GridApp.Hosting;

/// <summary>Tells what a database exception means for the caller.</summary>
public static class DatabaseTrouble
{
    /// <summary>Whether the database could not be reached or is just stopping or starting: the same request may work in a moment.</summary>
    public static bool IsAway(Exception exception) => Chain(exception).Any(e => e switch
    {
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InvalidCatalogName,
        NpgsqlException lost => lost.IsTransient || lost.InnerException is SocketException or IOException or TimeoutException,
        _ => false,
    });

    /// <summary>Whether somebody else was faster: something unique exists by now, or two transactions stood in each other's way.</summary>
    public static bool IsLostRace(Exception exception) => Chain(exception).OfType<PostgresException>().Any(e =>
        e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected);

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
            yield return e;
    }
}
