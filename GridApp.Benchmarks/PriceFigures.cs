using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GridApp.Benchmarks;

/// <summary>Nodal prices over HTTP, at the sizes that are promised: 10,000 nodes by the hour (m) and at five minutes (l), as they were imported. Each answer reads its frames from the database.</summary>
internal sealed class PriceFigures(GridClient client, Action<string, string, string?> figure)
{
    private const string Hour = "/api/v1/prices/heatmap?kind=DAM&at=2026-01-15T12:00:00Z";

    private const string Five = "/api/v1/prices/heatmap?kind=RTM&at=2026-01-15T12:00:00Z";

    private const string Day = "start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z";

    public async Task RunAsync()
    {
        await ReadAsync("Heatmap of 10,000 nodes, an hour (m)", Hour, 300, "3 ms");
        await ReadAsync("Heatmap of 10,000 nodes, five minutes (l)", Five, 300, "3 ms");
        var (taken, perSecond) = Load.AtOnce(16, TimeSpan.FromSeconds(8), () => client.Repeat(Five));
        figure("Heatmap of 10,000 nodes (l), 16 clients for 8 s", $"{perSecond:F0} requests/s, p50 {Load.Percentile(taken, 0.5):F1} ms", "210 requests/s, stretch 400");

        var node = await NodeAsync("HUB_PJM");
        await ReadAsync("One node, 288 points", $"/api/v1/prices/nodes/{node}/series?kind=RTM&{Day}", 500, "1 ms");
        await FramesAsync();
        await YearAsync();
        figure("A correction between two heatmaps changed the second", await ChangesAsync() ? "yes" : "NO", null);
    }

    public Task FramesAsync() => ReadAsync("Frames of a day of 10,000 nodes at five minutes, one component", $"/api/v1/prices/frames?kind=RTM&{Day}&format=packed", 20, "100 ms and 6 MB");

    public async Task YearAsync()
    {
        await ImportYearAsync();
        await ReadAsync("One node, a year by the hour", $"/api/v1/prices/nodes/{await NodeAsync("BENCH_YEAR")}/series?kind=DAM&start=2025-01-01T00:00:00Z&end=2026-01-01T00:00:00Z", 100, "10 ms");
    }

    /// <summary>A node with a price for every hour of a year.</summary>
    private async Task ImportYearAsync()
    {
        var text = new StringBuilder("node_id,timestamp,lmp_total,lmp_energy,lmp_congestion,lmp_loss,iso_region,market_type\n");
        var random = new Random(2026);
        for (var at = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc); at.Year == 2025; at = at.AddHours(1))
        {
            var (energy, congestion, loss) = (random.Next(2_000, 6_000), random.Next(-500, 900), random.Next(-200, 200));
            text.Append(CultureInfo.InvariantCulture, $"BENCH_YEAR,{at:yyyy-MM-dd'T'HH:mm:ss}+00:00,{(energy + congestion + loss) / 100.0},{energy / 100.0},{congestion / 100.0},{loss / 100.0},PJM,DAM\n");
        }
        var (import, _) = await client.ImportAsync("year.csv", Encoding.UTF8.GetBytes(text.ToString()), "prices");
        if (import.GetProperty("status").GetString() != "completed")
            throw new InvalidOperationException("The year of one node did not go in: " + import.GetRawText());
    }

    private async Task<bool> ChangesAsync()
    {
        var before = await client.BytesAsync(Five);
        await client.ImportAsync(
            "correction.csv", Encoding.UTF8.GetBytes("node_id,timestamp,lmp_total,lmp_energy,lmp_congestion,lmp_loss,iso_region,market_type\nHUB_PJM,2026-01-15T12:00:00+00:00,999.99,999.99,0,0,PJM,RTM\n"), "prices");
        var after = await client.BytesAsync(Five);
        return !before.AsSpan().SequenceEqual(after);
    }

    private async Task<int> NodeAsync(string code)
    {
        using var json = JsonDocument.Parse(await client.BytesAsync("/api/v1/prices/nodes?q=" + code));
        return json.RootElement.GetProperty("features")[0].GetProperty("id").GetInt32();
    }

    private async Task ReadAsync(string what, string path, int times, string goal)
    {
        var bytes = await client.BytesAsync(path);
        using var wire = client.Repeat(path);
        for (var warm = 0; warm < 10; warm++)
            wire.Get();
        var taken = await Load.InTurnAsync(times, _ => Task.FromResult(wire.Get()));
        figure(string.Create(CultureInfo.InvariantCulture, $"{what}, {bytes.Length:N0} bytes, 1 client, p50 of {times}"), $"{Load.Percentile(taken, 0.5):F2} ms (p95 {Load.Percentile(taken, 0.95):F2})", goal);
    }
}
