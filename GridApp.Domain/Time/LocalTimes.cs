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

/// <summary>
/// Between what a person reads off a wall clock and instants. Only the way from an instant to the wall is asked of the framework: its own answers to which
/// times a wall clock skips or repeats are wrong in years when a zone's rules changed (Istanbul 2015 and 2016).
/// </summary>
public static class LocalTimes
{
    /// <summary>The instants that a wall clock of a zone showed a time at.</summary>
    public static LocalTime Of(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        (DateTimeOffset? first, DateTimeOffset? second) = Instants(wall, zone);
        if (first is not { } at)
        {
            // A gap is never longer than a day, and its edges lie on whole minutes.
            DateTime before = wall;
            while (Instants(before, zone).First is null)
                before = before.AddMinutes(-1);
            DateTime after = wall;
            while (Instants(after, zone).First is null)
                after = after.AddMinutes(1);
            return new LocalTime.Missing(Minute(before), Minute(after));
        }

        return second is { } again ? new LocalTime.Twice(at, again) : new LocalTime.Once(at);
    }

    /// <summary>What the wall clock of a zone shows at an instant.</summary>
    public static DateTime Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>The instants at which the clock showed this, in their order: with the offset of the day before or of the day after it.</summary>
    private static (DateTimeOffset? First, DateTimeOffset? Second) Instants(DateTime wall, TimeZoneInfo zone)
    {
        DateTime utc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(utc.AddDays(-1));
        TimeSpan after = zone.GetUtcOffset(utc.AddDays(1));
        DateTimeOffset? early = Shown(wall, before, zone);
        DateTimeOffset? late = before == after ? null : Shown(wall, after, zone);
        return (early ?? late, early is null ? null : late);
    }

    private static DateTimeOffset? Shown(DateTime wall, TimeSpan offset, TimeZoneInfo zone)
    {
        var at = new DateTimeOffset(wall, offset);
        return Wall(at, zone) == wall ? at : null;
    }

    private static DateTime Minute(DateTime at) => new(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, DateTimeKind.Unspecified);
}
