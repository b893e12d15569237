namespace GridApp.Domain.Time;

/// <summary>What a time on a wall clock means: one instant, none, or two.</summary>
public abstract record LocalTime
{
    /// <summary>As on nearly every day of the year.</summary>
    public sealed record Once(DateTimeOffset At) : LocalTime;

    /// <summary>The clock was put forward over it: it never showed this time.</summary>
    /// <param name="Before">The last minute that the clock showed before, on the wall.</param>
    /// <param name="After">What it showed next, on the wall.</param>
    public sealed record Missing(DateTime Before, DateTime After) : LocalTime;

    /// <summary>The clock was put back: it showed this time twice.</summary>
    /// <param name="First">The first time, in summer time; its offset says so.</param>
    /// <param name="Second">The second time, in standard time.</param>
    public sealed record Twice(DateTimeOffset First, DateTimeOffset Second) : LocalTime;
}

/// <summary>Between what a person reads off a wall clock and instants.</summary>
public static class LocalTimes
{
    /// <summary>The instants that a wall clock of a zone showed a time at.</summary>
    public static LocalTime Of(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            // A gap is never longer than a day, and its edges lie on whole minutes.
            DateTime before = wall;
            while (zone.IsInvalidTime(before))
                before = before.AddMinutes(-1);
            DateTime after = wall;
            while (zone.IsInvalidTime(after))
                after = after.AddMinutes(1);
            return new LocalTime.Missing(Minute(before), Minute(after));
        }

        if (zone.IsAmbiguousTime(wall))
        {
            // The larger offset is the earlier instant.
            DateTimeOffset[] instants = [.. zone.GetAmbiguousTimeOffsets(wall).Select(offset => new DateTimeOffset(wall, offset)).OrderBy(at => at.UtcTicks)];
            return new LocalTime.Twice(instants[0], instants[^1]);
        }

        return new LocalTime.Once(new DateTimeOffset(wall, zone.GetUtcOffset(wall)));
    }

    /// <summary>What the wall clock of a zone shows at an instant.</summary>
    public static DateTime Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static DateTime Minute(DateTime at) => new(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, DateTimeKind.Unspecified);
}
