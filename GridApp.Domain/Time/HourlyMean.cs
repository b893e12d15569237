namespace GridApp.Domain.Time;

/// <summary>Intervals of any length gathered by the hours of UTC in which they begin: the rule by which a long span is shown.</summary>
public static class HourlyMean
{
    /// <summary>The hour that an interval counts to.</summary>
    public static DateTime HourOf(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour), at.Kind);

    /// <summary>Each hour's intervals, as first index and count.</summary>
    /// <param name="times">Starts of intervals, in order.</param>
    public static IReadOnlyList<(DateTime Hour, int First, int Count)> Group(IReadOnlyList<DateTime> times)
    {
        var hours = new List<(DateTime, int, int)>();
        for (var first = 0; first < times.Count;)
        {
            var hour = HourOf(times[first]);
            var next = first + 1;
            while (next < times.Count && HourOf(times[next]) == hour)
                next++;
            hours.Add((hour, first, next - first));
            first = next;
        }

        return hours;
    }

    /// <summary>The mean of what is known, weighted by minutes; NaN when nothing is.</summary>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<int> minutes)
    {
        double sum = 0, weight = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            sum += values[i] * minutes[i];
            weight += minutes[i];
        }

        return weight > 0 ? sum / weight : double.NaN;
    }
}
