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

    /// <summary>Many callers at once for a while.</summary>
    /// <returns>All times in milliseconds, and requests a second.</returns>
    public static async Task<(double[] Milliseconds, double PerSecond)> AtOnceAsync(int callers, TimeSpan time, Func<Task<TimeSpan>> request)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            var mine = new List<double>();
            while (watch.Elapsed < time)
                mine.Add((await request()).TotalMilliseconds);
            return mine;
        }));
        double[] all = [.. times.SelectMany(t => t)];
        return (all, all.Length / watch.Elapsed.TotalSeconds);
    }

    public static double Percentile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
