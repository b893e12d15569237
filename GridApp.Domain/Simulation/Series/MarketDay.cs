namespace GridApp.Domain.Simulation.Series;

/// <summary>The simulated market's days and the source year that feeds them.</summary>
/// <remarks>RTS time is Etc/GMT+8: eight hours behind UTC all year, so every day has 24 hours and 288 five-minute intervals.</remarks>
public static class MarketDay
{
    public const string TimeZone = "Etc/GMT+8";

    public const int Hours = 24;

    public const int Steps = 288;

    public const int StepsPerHour = 12;

    private const int SourceYear = 2020;

    private const int DaysInSourceYear = 366;

    public static readonly TimeSpan Offset = TimeSpan.FromHours(-8);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>The day that holds an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The day's first instant, in UTC.</summary>
    public static DateTimeOffset Start(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>Hour of the day, 0 to 23, that holds an instant.</summary>
    public static int HourOf(DateTimeOffset instant) => instant.ToOffset(Offset).Hour;

    /// <summary>Five-minute interval of the day, 0 to 287, that holds an instant.</summary>
    public static int StepOf(DateTimeOffset instant)
    {
        var local = instant.ToOffset(Offset).TimeOfDay;
        return (int)(local.Ticks / Step.Ticks);
    }

    /// <summary>The instant's five-minute interval begins here.</summary>
    public static DateTimeOffset StepStart(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % Step.Ticks), TimeSpan.Zero);

    /// <summary>
    /// The day of the source year, 0 to 365, whose series a day gets: the same weekday, as near to the same date as that allows (three days at most; at the ends of
    /// the year up to six, since the source has no other year's days).
    /// </summary>
    public static int SourceDay(DateOnly day)
    {
        var first = new DateOnly(SourceYear, 1, 1);
        var same = new DateOnly(SourceYear, day.Month, day.Day);
        var ahead = ((int)day.DayOfWeek - (int)same.DayOfWeek + 7) % 7;
        var index = same.DayNumber - first.DayNumber + (ahead <= 3 ? ahead : ahead - 7);
        return index < 0 ? index + 7 : index >= DaysInSourceYear ? index - 7 : index;
    }
}
