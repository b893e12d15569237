using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GridApp.Benchmarks;

/// <summary>Zones and lines: importing them, and reading them as a map does.</summary>
internal sealed class GeographyFigures(GridClient client, Action<string> say, Action<string, string, string?> figure)
{
    private const string Boundaries = "/api/v1/zones?type=iso_boundary";

    public async Task RunAsync()
    {
        await ImportAsync("zones.geojson", "zones", Environment.GetEnvironmentVariable("GRID_BENCH_DATA"));
        if (await CountAsync(Boundaries) is { } boundaries)
        {
            await ReadAsync("ISO boundaries", Boundaries, 500, "1.7 ms; the reference 3.4");
            AtOnce($"ISO boundaries ({boundaries.Rows} features, {boundaries.Bytes:N0} bytes)", Boundaries, "1,272 requests/s; the reference 636");
        }

        await WriteBetweenAsync();
        await ImportAsync("world.geojson", "zones", Data("05_electricitymaps"));
        await ImportAsync("world.geojson", "zones", Data("05_electricitymaps"), " again");
        await ReadAsync("All zones, whole", "/api/v1/zones", 100, null);
        foreach (var zoom in new[] { 4, 6, 8, 10 })
            await ReadAsync($"All zones at zoom {zoom}", $"/api/v1/zones?zoom={zoom}", 100, null);
        await ReadAsync("Zones in a bounding box -80,39,-75.5,42 at zoom 8", "/api/v1/zones?bbox=-80,39,-75.5,42&zoom=8", 200, null);
        AtOnce("All zones at zoom 4", "/api/v1/zones?zoom=4", null);

        await ImportAsync("transmission_line.csv.gz", "lines", Data("02_test_grid_activsg10k_geo"));
        await ImportAsync("transmission_line.csv.gz", "lines", Data("02_test_grid_activsg10k_geo"), " again");
        await ReadAsync("All lines", "/api/v1/lines", 100, null);
        await ReadAsync("Lines of 230 kV and more", "/api/v1/lines?minKv=230", 200, null);
        await ReadAsync("Lines in a bounding box -122.6,37.2,-121.7,38", "/api/v1/lines?bbox=-122.6,37.2,-121.7,38", 300, null);
        AtOnce("All lines", "/api/v1/lines", null);
        AtOnce("Lines in a bounding box", "/api/v1/lines?bbox=-122.6,37.2,-121.7,38", null);
    }

    /// <summary>A zone comes between two requests: the second has it, and pays for reading the catalogue again.</summary>
    private async Task WriteBetweenAsync()
    {
        var before = (await client.GetAsync("/api/v1/zones?limit=100000", count: true)).Features;
        var taken = await Load.InTurnAsync(10, async turn =>
        {
            await client.ImportAsync("one.csv", Encoding.UTF8.GetBytes(FormattableString.Invariant($"zone_id,zone_type,iso_region,wkt\nBENCH-{turn},hub,ERCOT,POINT({-99 + (turn * 0.01)} 31)\n")), "zones");
            return (await client.GetAsync(Boundaries)).Time;
        });
        var after = (await client.GetAsync("/api/v1/zones?limit=100000", count: true)).Features;
        figure($"ISO boundaries, first read after a write, p50 of 10 (zones before and after: {before:N0}, {after:N0})", $"{Load.Percentile(taken, 0.5):F1} ms", null);
    }

    private static string? Data(string folder) => new[] { Environment.GetEnvironmentVariable("GRID_TEST_DATA"), "../shared/data" }
        .Where(root => !string.IsNullOrEmpty(root)).Select(root => Path.Combine(root!, folder)).FirstOrDefault(Directory.Exists);

    private async Task ImportAsync(string name, string dataset, string? folder, string what = "")
    {
        if (folder is null || !File.Exists(Path.Combine(folder, name)))
        {
            say($"{name} lies neither where GRID_BENCH_DATA nor where GRID_TEST_DATA says: its import is left out.");
            return;
        }

        var file = await File.ReadAllBytesAsync(Path.Combine(folder, name));
        var (import, time) = await client.ImportAsync(name, file, dataset, "auto");
        figure(
            string.Create(CultureInfo.InvariantCulture, $"Import of {name}{what}, {file.Length:N0} bytes: {Number(import, "rowsRead"):N0} rows read, {Number(import, "rowsChanged"):N0} changed, {Number(import, "rowsRejected"):N0} rejected"),
            string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s"), null);
    }

    private static int Number(JsonElement import, string name) => import.GetProperty(name).GetInt32();

    private async Task<(int Rows, long Bytes)?> CountAsync(string path) => await client.CountAsync(path) is { Rows: > 0 } counted ? counted : null;

    private async Task ReadAsync(string what, string path, int times, string? goal)
    {
        var (rows, bytes) = await client.CountAsync(path);
        using var wire = client.Repeat(path);
        var taken = await Load.InTurnAsync(times, _ => Task.FromResult(wire.Get()));
        figure($"{what}: {rows:N0} features, {bytes:N0} bytes, 1 client, p50 of {times}", $"{Load.Percentile(taken, 0.5):F2} ms (p95 {Load.Percentile(taken, 0.95):F2})", goal);
    }

    private void AtOnce(string what, string path, string? goal)
    {
        var (taken, perSecond) = Load.AtOnce(16, TimeSpan.FromSeconds(5), () => client.Repeat(path));
        figure($"{what}, 16 clients for 5 s", $"{perSecond:F0} requests/s, p50 {Load.Percentile(taken, 0.5):F1} ms", goal);
    }
}
