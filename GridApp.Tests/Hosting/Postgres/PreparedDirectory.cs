using System.Diagnostics;
using System.Runtime.Versioning;
using GridApp.Hosting.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Hosting.Postgres;

/// <summary>Data directories that were filled once and are copied where a test is about something else than filling one, which takes seconds.</summary>
[SupportedOSPlatform("linux")]
internal static class PreparedDirectory
{
    private static readonly Lazy<Task<TemporaryDirectory>> Cluster = new(async () =>
    {
        var directory = new TemporaryDirectory();
        await (await EmbeddedPostgres.StartAsync(new() { DataDirectory = directory.Path, Durable = false }, NullLogger.Instance, CancellationToken.None)).DisposeAsync();
        return directory;
    });

    private static readonly Lazy<Task<TemporaryDirectory>> Application = new(async () =>
    {
        var directory = new TemporaryDirectory("gridapp-process");
        using var app = AppProcess.Start(directory.Path);
        await app.ReadyAsync();
        app.Signal(15);
        Assert.Equal(0, await app.ExitAsync());
        return directory;
    });

    /// <summary>A database server that has been started once, and stopped.</summary>
    public static async Task CopyClusterAsync(TemporaryDirectory to) => await CopyAsync(await Cluster.Value, to);

    /// <summary>An application that has been started once (without sample data), and stopped.</summary>
    public static async Task CopyApplicationAsync(TemporaryDirectory to) => await CopyAsync(await Application.Value, to);

    // As it is, with the owners that a server run by another account needs.
    private static async Task CopyAsync(TemporaryDirectory from, TemporaryDirectory to)
    {
        using var copying = Process.Start("cp", ["-a", from.Path, to.Path]);
        await copying.WaitForExitAsync();
        Assert.Equal(0, copying.ExitCode);
    }
}
