using System.Globalization;
using System.Text.Json;
using GridApp.Benchmarks;

// Usage: bench PUBLISHED-APP [live|incidents|geography|simulation|prices|heatmap|replay|walls]. "live" measures only how long a report takes to be seen, "incidents" only reading incidents, "geography" only zones and
// lines, "prices" only nodal prices, "heatmap" of those only the price surface in a browser, long series and frames, "replay" only the replay in a browser, "walls" only what tenancy costs, "simulation" only the simulated market, which is off in all others. Every figure is printed with what it was measured on.
if (args is not [var app, ..] || !File.Exists(Path.Combine(app, "GridApp.dll")))
{
    await Console.Error.WriteLineAsync("Give the directory of the published application; ./bench does.");
    return 1;
}
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = Path.Combine(Path.GetTempPath(), "gridapp-bench-" + Guid.NewGuid().ToString("N")[..8]);
try
{
    Say($"Method: the published Release build as a process of its own on an empty embedded PostgreSQL; load from this same machine ({Environment.ProcessorCount} cores) over loopback, "
        + "uncompressed, keep-alive, without the limit of requests a second, repeated reads over plain sockets with a thread each; times end with the last byte read; imports are asked after every 50 ms; p50 of the stated repetitions.");
    if (args.Contains("simulation"))
    {
        Say("The sample data and the simulated market are on (Grid__Simulation__Enabled=true).");
        var (lively, filled) = await GridServer.StartAsync(app, data, simulation: true);
        using var marketServer = lively;
        Figure("First start to ready, empty directory (cluster, migrations, sample data, newest 48 h of the simulated market)", $"{filled.TotalSeconds:F1} s");
        using var superAdmin = await GridClient.LogInAsync(lively.Address);
        await new SimulationFigures(app, data, lively, superAdmin, Figure).RunAsync();
        return 0;
    }

    Say("The sample data and the simulated market are off (Grid__Simulation__Enabled=false): start-up and memory compare with figures from before there was one.");
    var (first, toReady) = await GridServer.StartAsync(app, data);
    Figure("First start to ready, empty directory (cluster, migrations, no sample data)", $"{toReady.TotalSeconds:F1} s");
    first.Dispose();
    var (server, again) = await GridServer.StartAsync(app, data);
    using var running = server;
    Figure("Second start to ready", $"{again.TotalSeconds:F1} s", "8 s");
    using var client = await GridClient.LogInAsync(server.Address);

    if (args.Contains("geography"))
    {
        await new GeographyFigures(client, Say, Figure).RunAsync();
        return 0;
    }

    var (name, content) = PlantFiles.MadeUp();
    if (args.Contains("live"))
    {
        Report(name, await client.ImportAsync("assets.csv", content), null);
        await FillAsync();
        await LiveAsync();
        return 0;
    }

    if (args.Contains("prices"))
    {
        var cube = new CubeFigures(data, client, Figure);
        foreach (var (size, kind) in new[] { ("m", "DAM"), ("l", "RTM") })
            await cube.RunAsync(Path.Combine(Environment.GetEnvironmentVariable("GRID_BENCH_PRICES") ?? ".", size), size, kind);
        await new PriceFigures(client, Figure).RunAsync();
        await PriceMapAsync();
        Figure("Resident memory afterwards", $"{server.ResidentMegabytes():F0} MB");
        return 0;
    }

    if (args.Contains("heatmap"))
    {
        await GivePricesAsync("prices.csv", "prices");
        var prices = new PriceFigures(client, Figure);
        await prices.FramesAsync();
        await prices.YearAsync();
        await PriceMapAsync();
        return 0;
    }

    if (args.Contains("replay"))
    {
        await new ReplayFigures(server, client, Say, Figure).RunAsync();
        return 0;
    }

    if (args.Contains("walls"))
    {
        Report(name, await client.ImportAsync("assets.csv", content), null);
        await new WallFigures(data, server.Address, client, Figure).RunAsync();
        return 0;
    }

    if (args.Contains("incidents"))
    {
        Report(name, await client.ImportAsync("assets.csv", content), null);
        await new IncidentFigures(data, client, Figure).RunAsync();
        return 0;
    }

    await ImportAsync("gppd_*world*.csv.gz", "2 s");
    await ImportAsync("wri_database_USA.csv.gz", null);
    Report(name, await client.ImportAsync("assets.csv", content), null);

    const string Ten = "/api/v1/plants?limit=10000";
    const string Box = "/api/v1/plants?bbox=-80,39,-75.5,42";
    var all = await client.GetAsync("/api/v1/plants?limit=100000", count: true);
    Say($"In the database: {all.Features} plants ({all.Bytes:N0} bytes as GeoJSON).");
    await ReadAsync("GeoJSON, 10,000 plants", Ten, 200, "10 ms");
    var cold = await Load.InTurnAsync(30, async turn =>
    {
        await client.WriteAsync(turn);
        return (await client.GetAsync(Ten)).Time;
    });
    Figure("GeoJSON, 10,000 plants, first read after a write, p50 of 30", $"{Load.Percentile(cold, 0.5):F1} ms", "25 ms");
    await ReadAsync("GeoJSON, bounding box -80,39,-75.5,42", Box, 500, "3 ms");
    AtOnce("GeoJSON, 10,000 plants", Ten, "56 requests/s");
    AtOnce("GeoJSON, bounding box", Box, "880 requests/s");
    await FillAsync();
    await ReadAsync("GeoJSON, 10,000 plants with what is out now", Ten, 200, "10 ms");
    var past = await Load.InTurnAsync(200, async turn => (await client.GetAsync(Past(turn))).Time);
    Figure("GeoJSON, 10,000 plants, each time at another moment of the past, p50 of 200", $"{Load.Percentile(past, 0.5):F2} ms (p95 {Load.Percentile(past, 0.95):F2})", "10 ms");
    Figure("Resident memory before any browser", $"{server.ResidentMegabytes():F0} MB");

    if (!File.Exists("/usr/bin/chromium-headless-shell"))
    {
        Say("No chromium-headless-shell: the browser's figures are left out.");
        return 0;
    }
    await using var browser = new BrowserFigures(server);
    await browser.StartAsync();
    var opened = new List<double>();
    for (var i = 0; i < 10; i++)
    {
        var (page, milliseconds) = await browser.OpenMapAsync();
        opened.Add(milliseconds);
        if (i == 0)
        {
            var (fps, longest) = await BrowserFigures.MoveAsync(page);
            Figure("Map, six drags and wheel steps, frames a second (all plants)", $"{fps:F0}", "50");
            Figure("Longest task meanwhile (0: none over 50 ms)", $"{longest:F0} ms", "100 ms");
        }
    }
    Figure("Log in to the map's canvas, p50 of 10 (headless, software rendering)", $"{Load.Percentile([.. opened], 0.5):F0} ms", "1,500 ms");
    Figure("Resident memory with ten open circuits", $"{server.ResidentMegabytes():F0} MB", "350 MB");
    await browser.DisposeAsync();

    await LiveAsync();
    return 0;

    async Task PriceMapAsync()
    {
        await GivePricesAsync("nodes.csv", "nodes");
        await new PriceMapFigures(server, Say, Figure).RunAsync();
    }

    async Task GivePricesAsync(string file, string dataset)
    {
        var (import, time) = await client.ImportAsync(file, await File.ReadAllBytesAsync(Path.Combine(Environment.GetEnvironmentVariable("GRID_BENCH_PRICES") ?? ".", "l", file)), dataset);
        Report("l/" + file, (import, time), null);
    }

    async Task FillAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var incidents = await IncidentSeed.FillAsync(data);
        Say($"In the database now: {incidents:N0} incidents of the made-up plants, {IncidentSeed.Active} of them lasting (written in {watch.Elapsed.TotalSeconds:F1} s, not a promise).");
    }

    async Task LiveAsync()
    {
        const int Circuits = 100;
        await using var live = new LiveFigures(server, client);
        var watched = await client.AddPlantAsync("Bench live");
        await live.OpenAsync(Circuits, watched);
        var told = await live.ReportAsync(watched, 25);
        Figure(
            $"From sending a report to its being drawn, {Circuits} open circuits (50 lists, 50 plant pages, one of each in front, in one browser on this machine), p95 of {told.Length}",
            $"{LiveFigures.Text(Load.Percentile(told, 0.95))} (p50 {LiveFigures.Text(Load.Percentile(told, 0.5))}, most {LiveFigures.Text(told.Max())})",
            "1,000 ms");
    }

    async Task ImportAsync(string pattern, string? goal)
    {
        if (PlantFiles.Real(pattern) is { } file)
            Report(Path.GetFileName(file), await client.ImportAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file)), goal);
        else
            Say($"{pattern} lies neither in GridApp/SampleData nor where GRID_BENCH_PLANTS says: its import is left out.");
    }

    static string Past(int turn) => FormattableString.Invariant($"{Ten}&at={DateTime.UtcNow.Date.AddDays(-100 - turn):yyyy-MM-dd}T12:00:00Z");

    async Task ReadAsync(string what, string path, int times, string goal)
    {
        var one = await client.GetAsync(path, count: true);
        using var wire = client.Repeat(path);
        var taken = await Load.InTurnAsync(times, _ => Task.FromResult(wire.Get()));
        Figure($"{what}, {one.Features} features, {one.Bytes:N0} bytes, 1 client, p50 of {times}", $"{Load.Percentile(taken, 0.5):F2} ms (p95 {Load.Percentile(taken, 0.95):F2})", goal);
    }

    void AtOnce(string what, string path, string goal)
    {
        var (taken, perSecond) = Load.AtOnce(16, TimeSpan.FromSeconds(8), () => client.Repeat(path));
        Figure($"{what}, 16 clients for 8 s", $"{perSecond:F0} requests/s, p50 {Load.Percentile(taken, 0.5):F1} ms", goal);
    }
}
finally
{
    if (Directory.Exists(data))
        Directory.Delete(data, recursive: true);
}

static void Say(string sentence) => Console.WriteLine(sentence);

static void Figure(string what, string value, string? goal = null) => Console.WriteLine($"  {what}: {value}{(goal is null ? "" : $"  [goal {goal}]")}");

static void Report(string name, (JsonElement Import, TimeSpan Time) done, string? goal) => Figure(
    $"Import of {name}: {done.Import.GetProperty("rowsRead").GetInt64():N0} rows read, {done.Import.GetProperty("rowsWritten").GetInt64():N0} written, {done.Import.GetProperty("rowsRejected").GetInt64():N0} rejected",
    $"{done.Time.TotalSeconds:F2} s", goal);
