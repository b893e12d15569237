using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace GridApp.Hosting.Postgres;

/// <summary>Where the server listens: a socket in the data directory, or a loopback port where the socket's path would be too long.</summary>
/// <param name="SocketDirectory">Null when it listens on <paramref name="Port"/> of the loopback interface.</param>
internal sealed record ServerAddress(string? SocketDirectory, int Port)
{
    private const int DefaultPort = 5432;
    private const int LongestPath = 107;

    /// <param name="directory">Where the socket would be.</param>
    public static ServerAddress Choose(string directory)
    {
        var socket = FormattableString.Invariant($"{directory}/.s.PGSQL.{DefaultPort}");
        return Encoding.UTF8.GetByteCount(socket) <= LongestPath ? new(directory, DefaultPort) : new(null, FreePort());
    }

    public IEnumerable<string> Arguments =>
    [
        "-c", "listen_addresses=" + (SocketDirectory is null ? "127.0.0.1" : ""),
        "-c", "unix_socket_directories=" + Quote(SocketDirectory ?? ""),
        "-c", "unix_socket_permissions=0700",
        "-c", FormattableString.Invariant($"port={Port}"),
    ];

    public string ConnectionString(string database, string user, string password, int pool) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketDirectory ?? "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = password,
        MaxPoolSize = pool,
        Pooling = pool > 0,
        ApplicationName = "GridApp",
    }.ConnectionString;

    // The setting is a list: a comma or a blank in the path would split it.
    private static string Quote(string directory) => directory.Length == 0 ? "" : '"' + directory + '"';

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
