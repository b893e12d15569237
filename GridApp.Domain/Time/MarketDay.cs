namespace GridApp.Domain.Time;

/// <summary>A local day of a market, as instants: of 23, 24 or 25 hours.</summary>
/// <param name="Date">The date on its calendar.</param>
/// <param name="Start">Its first instant, UTC.</param>
/// <param name="End">The first instant of the next day, UTC.</param>
public readonly record struct MarketDay(DateOnly Date, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The day that an instant falls into.</summary>
    public static MarketDay Of(DateTimeOffset at, TimeZoneInfo zone) => Of(DateOnly.FromDateTime(LocalTimes.Wall(at, zone)), zone);

    /// <summary>The day of a date.</summary>
    public static MarketDay Of(DateOnly date, TimeZoneInfo zone) => new(date, Midnight(date, zone), Midnight(date.AddDays(1), zone));

    /// <summary>Its length; 24 hours on nearly every day.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Where the clock is put forward at midnight, the day begins with what it shows next.</summary>
    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone) => LocalTimes.Of(date.ToDateTime(TimeOnly.MinValue), zone) switch
    {
        LocalTime.Once once => once.At.ToUniversalTime(),
        LocalTime.Twice twice => twice.First.ToUniversalTime(),
        LocalTime.Missing missing => new DateTimeOffset(missing.After, zone.GetUtcOffset(missing.After)).ToUniversalTime(),
        _ => throw new InvalidOperationException("There is no other kind of local time."),
    };
}
