namespace GridApp.Domain.Markets;

/// <summary>How late a transparency platform shows what was measured. Null means: not held back.</summary>
/// <param name="ConsumptionHours">Hours between the end of an interval and its real-time consumption being shown.</param>
/// <param name="SmfHours">The same for the system marginal price.</param>
/// <param name="SettlementHours">Settlement comes by whole market days: hours between the end of the local day and its settlement being shown; 0 shows it up to yesterday.</param>
public sealed record PublicationDelays(double? ConsumptionHours, double? SmfHours, double? SettlementHours)
{
    /// <summary>Everything is shown at once.</summary>
    public static PublicationDelays None { get; } = new(null, null, null);

    /// <summary>Consumption is shown of intervals that end no later than this; null: of all.</summary>
    public DateTimeOffset? ConsumptionUntil(DateTimeOffset now) => Before(now, ConsumptionHours);

    /// <summary>System marginal prices are shown of intervals that end no later than this; null: of all.</summary>
    public DateTimeOffset? SmfUntil(DateTimeOffset now) => Before(now, SmfHours);

    /// <summary>Settlement is shown of intervals that end no later than this; null: of all.</summary>
    /// <param name="zone">Whose days the market trades.</param>
    public DateTimeOffset? SettlementUntil(DateTimeOffset now, TimeZoneInfo zone) =>
        Before(now, SettlementHours) is { } until ? Time.MarketDay.Of(until, zone).Start : null;

    private static DateTimeOffset? Before(DateTimeOffset now, double? hours) => hours is { } h ? now.ToUniversalTime().AddHours(-h) : null;
}
