using System.Diagnostics;

namespace GridApp.Benchmarks;

/// <summary>Repeats a request and tells the percentiles.</summary>
internal static class Load
{
    /// <summary>One caller, one request after another.</summary>
    public static async Task<double[]> InTurnAsync(int times, Func<int, Task<TimeSpan>> request)
    {
        var milliseconds = new double[times];
        for (var i = 0; i < times; i++)
            milliseconds[i] = (await request(i)).TotalMilliseconds;
        return milliseconds;
    }

    /// <summary>Many callers at once for a while, each with a thread and a connection of its own.</summary>
    /// <returns>All times in milliseconds, and requests a second.</returns>
    public static (double[] Milliseconds, double PerSecond) AtOnce(int callers, TimeSpan time, Func<Wire> connect)
    {
        var times = new List<double>[callers];
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            using var wire = connect();
            var mine = times[caller] = [];
            while (watch.Elapsed < time)
                mine.Add(wire.Get().TotalMilliseconds);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        double[] all = [.. times.SelectMany(t => t)];
        return (all, all.Length / watch.Elapsed.TotalSeconds);
    }

    public static double Percentile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
