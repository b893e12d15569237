using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GridApp.Benchmarks;

/// <summary>The published application as a process of its own, on an embedded database in a directory of its own.</summary>
internal sealed class GridServer : IDisposable
{
    public const string Password = "granite-otter-quartz-7";
    private readonly Process process;

    private GridServer(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="simulation">With the sample data and the simulated market; without either, as the figures of before were taken.</param>
    /// <returns>The server, and the time from the start of the process to readiness.</returns>
    public static async Task<(GridServer Server, TimeSpan ToReady)> StartAsync(string app, string dataDirectory, bool simulation = false)
    {
        var address = new Uri(FormattableString.Invariant($"http://localhost:{FreePort()}"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(app, "GridApp.dll")]) { WorkingDirectory = app, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Grid__DataDirectory"] = dataDirectory;
        start.Environment["Grid__SampleData"] = simulation ? "true" : "false";
        start.Environment["Grid__Simulation__Enabled"] = simulation ? "true" : "false";
        // One user does here what many do elsewhere: zones and lines come faster than a single one may ask.
        start.Environment["Grid__Limits__RequestsPerSecond"] = "1000000";
        start.Environment["Grid__SampleUsers__Password"] = Password;
        start.Environment["Grid__SuperAdmin__Password"] = Password;
        start.Environment.Remove("ConnectionStrings__Grid");
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(3))
                throw new InvalidOperationException("The application did not become ready; its sentence is above.");
            await Task.Delay(20);
        }
        return (new(process, address), watch.Elapsed);
    }

    /// <summary>Resident memory of the process, without the database server, in megabytes (10^6 bytes).</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines(FormattableString.Invariant($"/proc/{process.Id}/status")).First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    /// <summary>Processor time that the process has used, without the database server.</summary>
    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Tells it to stop, as a service manager does, and waits.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            process.WaitForExit(TimeSpan.FromSeconds(60));
        }
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
