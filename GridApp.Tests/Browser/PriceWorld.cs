using System.Globalization;
using GridApp.Data;
using GridApp.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Browser;

/// <summary>Six nodes of a real market with a day and a half of day-ahead prices and the real-time intervals of this hour: what the pages of nodal prices show.</summary>
public static class PriceWorld
{
    private const string Market = "CAISO";

    /// <summary>Writes it.</summary>
    /// <returns>The nodes; the last has no location.</returns>
    public static async Task<int[]> FillAsync(EmptyHost app)
    {
        var cube = new PriceCube(app.Services.GetRequiredService<GridDatabase>());
        var nodes = await cube.NodesAsync(
            Market, ("SOUTH_HUB", -118.2, 34.1), ("NORTH_HUB", -121.9, 37.4), ("DIABLO_7_N001", -120.85, 35.21), ("MOSSLD_2_N004", -121.78, 36.8), ("<b>VALLEY</b>", -119.8, 36.7), ("UNPLACED_N", null, null));
        var now = DateTime.UtcNow;
        var hour = now.Date.AddHours(now.Hour);
        for (var at = now.Date.AddDays(-1); at <= hour.AddHours(6) && at < now.Date.AddDays(1); at = at.AddHours(1))
            await cube.FrameAsync(Market, "DAM", Text(at), 60, nodes, Values(nodes.Length, at, 0), energy: Values(nodes.Length, at, 1), congestion: Values(nodes.Length, at, 2));
        var steps = Enumerable.Range(0, (now.Minute / 5) + 1).Select(step => hour.AddMinutes(5 * step)).ToList();
        foreach (var at in steps)
            await cube.FrameAsync(Market, "RTM", Text(at), 5, nodes, Values(nodes.Length, at, 3), energy: Values(nodes.Length, at, 1), congestion: Values(nodes.Length, at, 4));

        foreach (var day in new[] { now.Date.AddDays(-1), now.Date })
        {
            var hours = Enumerable.Range(0, day == now.Date ? Math.Min(24, now.Hour + 7) : 24).Select(one => day.AddHours(one)).ToList();
            await cube.DayAsync(
                Market, "DAM", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. hours.Select(at => (int)(at - day).TotalSeconds)], [.. hours.Select(_ => (short)60)], Series(nodes, hours, 0), Series(nodes, hours, 1));
        }

        await cube.DayAsync(
            Market, "RTM", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. steps.Select(at => (int)(at - now.Date).TotalSeconds)], [.. steps.Select(_ => (short)5)], Series(nodes, steps, 3), Series(nodes, steps, 1));
        return nodes;
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Dictionary<int, float[]> Series(int[] nodes, List<DateTime> times, int column) =>
        nodes.Index().ToDictionary(node => node.Item, node => times.Select(at => Values(nodes.Length, at, column)[node.Index]).ToArray());

    /// <summary>Prices that differ by node and hour, some below zero.</summary>
    private static float[] Values(int count, DateTime at, int column) =>
        [.. Enumerable.Range(0, count).Select(node => MathF.Round((float)((35 - (12 * column)) + (node * 3) + (14 * Math.Sin((at.Hour + (at.Minute / 60.0)) / 24 * Math.Tau)) - (node == 2 ? 55 : 0)), 2))];
}
