namespace GridApp.Domain.Time;

/// <summary>The hour of a market's clock that a moment lies in, on the days before.</summary>
public static class SameHours
{
    /// <summary>Instants from which the same hour lasted, one for each of the days before, newest first: none where the clock skipped it, two where it showed it twice.</summary>
    /// <param name="at">A moment.</param>
    /// <param name="days">How many days back.</param>
    /// <param name="zone">The market's clock.</param>
    public static IReadOnlyList<DateTimeOffset> Before(DateTimeOffset at, int days, TimeZoneInfo zone)
    {
        var wall = LocalTimes.Wall(at, zone);
        var hour = new DateTime(wall.Year, wall.Month, wall.Day, wall.Hour, 0, 0, DateTimeKind.Unspecified);
        var starts = new List<DateTimeOffset>(days);
        for (var back = 1; back <= days; back++)
        {
            switch (LocalTimes.Of(hour.AddDays(-back), zone))
            {
                case LocalTime.Once once:
                    starts.Add(once.At.ToUniversalTime());
                    break;
                case LocalTime.Twice twice:
                    starts.Add(twice.First.ToUniversalTime());
                    starts.Add(twice.Second.ToUniversalTime());
                    break;
            }
        }
        return starts;
    }
}
