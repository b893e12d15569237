namespace GridApp.Domain.Time;

/// <summary>From an instant on, a zone's clock is so far ahead of UTC.</summary>
/// <param name="From">The instant.</param>
/// <param name="Offset">What is added to UTC for the wall.</param>
public readonly record struct ClockChange(DateTimeOffset From, TimeSpan Offset)
{
    /// <summary>A zone's clock over a span: how it stands at the start, and every change until the end.</summary>
    public static IReadOnlyList<ClockChange> Over(TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset end)
    {
        var changes = new List<ClockChange> { new(start, zone.GetUtcOffset(start)) };
        for (var day = start; day < end; day = day.AddDays(1))
        {
            var next = day.AddDays(1);
            var offset = zone.GetUtcOffset(next);
            if (offset != changes[^1].Offset)
                changes.Add(new ClockChange(First(zone, day, next, changes[^1].Offset), offset));
        }

        return changes;
    }

    /// <summary>The first full second between both whose offset is another.</summary>
    private static DateTimeOffset First(TimeZoneInfo zone, DateTimeOffset before, DateTimeOffset after, TimeSpan offset)
    {
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before.AddSeconds(Math.Floor((after - before).TotalSeconds / 2));
            if (zone.GetUtcOffset(middle) == offset)
                before = middle;
            else
                after = middle;
        }

        return after;
    }
}
