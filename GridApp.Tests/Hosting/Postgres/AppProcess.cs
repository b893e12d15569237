using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace GridApp.Tests.Hosting.Postgres;

/// <summary>The application as a process of its own, on an embedded database: to be killed, interrupted and started again.</summary>
internal sealed class AppProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly StringBuilder output = new();
    private readonly Process process;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private AppProcess(string dataDirectory, int port, IEnumerable<(string Key, string Value)> settings)
    {
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GridApp.dll"), "--Grid:DataDirectory=" + dataDirectory])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Grid__SampleData"] = "false";
        start.Environment["Grid__SuperAdmin__Password"] = "granite-otter-quartz-7";
        start.Environment.Remove("ConnectionStrings__Grid");
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Everything that it wrote so far, log and sentences.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static AppProcess Start(string dataDirectory, params IEnumerable<(string Key, string Value)> settings) => new(dataDirectory, FreePort(), settings);

    public async Task ReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(100))
        {
            Assert.False(process.HasExited, "It ended instead of becoming ready: " + Output);
            try
            {
                if ((await client.GetAsync(new Uri(Address, "/health/ready"))).StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or too busy to answer.
            }
        }
        Assert.Fail("Not ready in time: " + Output);
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>As a person's Ctrl-C (2), a service manager (15) or the out-of-memory killer (9) would.</summary>
    public void Signal(int signal) => Assert.Equal(0, Send(process.Id, signal));

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Signal(15);
            process.WaitForExit(Patience);
        }
        process.Dispose();
        client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (output)
            output.AppendLine(e.Data);
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
