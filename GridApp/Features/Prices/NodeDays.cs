using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A node's stored days as points.</summary>
internal static class NodeDays
{
    /// <summary>Adds the points of a UTC day that start in <c>[start, end)</c>. Where several owners have the day, the first that has a value at a time says it.</summary>
    /// <param name="points">What they are added to.</param>
    /// <param name="owners">The day of each owner, the market's own first.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    public static void Add(PricePoints points, IReadOnlyList<NodeDay> owners, DateTime start, DateTime end)
    {
        if (owners.Count == 1)
            AddOne(points, owners[0], start, end);
        else
            AddMerged(points, owners, start, end);
    }

    private static void AddOne(PricePoints points, NodeDay day, DateTime start, DateTime end)
    {
        var columns = Unpack(day);
        for (var i = 0; i < day.Seconds.Length; i++)
        {
            var at = day.Day.AddSeconds(day.Seconds[i]);
            if (at < start || at >= end || HasNothing(columns, i))
                continue;
            points.Add(at, day.Minutes[i]);
            Fill(points, points.Count - 1, columns, i);
        }
    }

    private static void AddMerged(PricePoints points, IReadOnlyList<NodeDay> owners, DateTime start, DateTime end)
    {
        var all = owners.Select(day => (Day: day, Columns: Unpack(day))).ToList();
        var intervals = all.SelectMany(owner => owner.Day.Seconds.Select((seconds, i) => (At: owner.Day.Day.AddSeconds(seconds), owner.Day, owner.Columns, Place: i)))
            .Where(one => one.At >= start && one.At < end && !HasNothing(one.Columns, one.Place));

        // Stable, so that the market's own comes first.
        foreach (var interval in intervals.OrderBy(one => one.At))
        {
            if (points.Count > 0 && points.At[^1] == interval.At)
                continue;
            points.Add(interval.At, interval.Day.Minutes[interval.Place]);
            Fill(points, points.Count - 1, interval.Columns, interval.Place);
        }
    }

    private static void Fill(PricePoints points, int point, float[]?[] columns, int place)
    {
        for (var c = 0; c < columns.Length; c++)
        {
            if (columns[c] is { } column)
                points.Set((PriceComponent)c, point, column[place]);
        }
    }

    private static bool HasNothing(float[]?[] columns, int place)
    {
        foreach (var column in columns)
        {
            if (column is not null && !float.IsNaN(column[place]))
                return false;
        }
        return true;
    }

    private static float[]?[] Unpack(NodeDay day) =>
        Array.ConvertAll(day.Values, bytes => bytes is null ? null : FrameValues.Unpack(1, bytes, day.Seconds.Length));
}
