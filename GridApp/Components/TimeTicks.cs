namespace GridApp.Components;

/// <summary>Where a time axis is marked: whole hours and days of a clock, also across the days that have 23 or 25 hours.</summary>
public static class TimeTicks
{
    private static readonly int[] HourSteps = [1, 2, 3, 6, 12];

    private static readonly int[] DaySteps = [1, 2, 7, 14];

    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12];

    /// <summary>The marks inside a span, at most so many, at equal steps of the clock; each with whether a day begins at it.</summary>
    public static IReadOnlyList<(DateTimeOffset At, bool Day)> Of(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone, int most)
    {
        if (end <= start || most < 1)
            return [];
        double hours = (end - start).TotalHours;
        foreach (int step in HourSteps)
        {
            if (hours / step <= most)
                return Marks(start, end, zone, wall => wall.Date.AddHours(wall.Hour / step * step), wall => wall.AddHours(step));
        }

        foreach (int step in DaySteps)
        {
            if (hours / 24 / step <= most)
                return Marks(start, end, zone, wall => wall.Date, wall => wall.AddDays(step));
        }

        int months = MonthSteps.FirstOrDefault(step => hours / 24 / 30 / step <= most, (int)Math.Ceiling(hours / 24 / 365 / most) * 12);
        return Marks(start, end, zone, wall => new DateTime(wall.Year, 1 + ((wall.Month - 1) / Math.Min(months, 12) * Math.Min(months, 12)), 1), wall => wall.AddMonths(months));
    }

    private static List<(DateTimeOffset At, bool Day)> Marks(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone, Func<DateTime, DateTime> floor, Func<DateTime, DateTime> next)
    {
        var marks = new List<(DateTimeOffset, bool)>();
        DateTime stop = TimeZoneInfo.ConvertTime(end, zone).DateTime;
        for (DateTime wall = floor(TimeZoneInfo.ConvertTime(start, zone).DateTime); wall < stop; wall = next(wall))
        {
            // A time that the clock never showed has no mark; of one that it showed twice, the first.
            if (zone.IsInvalidTime(wall))
                continue;
            TimeSpan offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
            var at = new DateTimeOffset(wall, offset);
            if (at >= start && at < end)
                marks.Add((at, wall.TimeOfDay == TimeSpan.Zero));
        }

        return marks;
    }
}
