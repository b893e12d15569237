using System.Globalization;
using GridApp.Domain.Markets;

namespace GridApp.Components;

/// <summary>Moments as people at a market read them: on their own clock, with its offset, and in UTC beside it.</summary>
/// <param name="Zone">The market's clock.</param>
/// <param name="Market">The market's code; null where there is none and the clock is UTC.</param>
public sealed record MarketTime(TimeZoneInfo Zone, string? Market)
{
    /// <summary>Without a market.</summary>
    public static MarketTime Utc { get; } = new(TimeZoneInfo.Utc, null);

    /// <summary>The clock of a market by its code; UTC for none or one that is not known.</summary>
    public static MarketTime Of(string? market) =>
        MarketCatalogue.Find(market) is { } known && TimeZoneInfo.TryFindSystemTimeZoneById(known.TimeZone, out TimeZoneInfo? zone) ? new MarketTime(zone, known.Code) : Utc;

    /// <summary>On the market's clock, without its offset.</summary>
    public DateTimeOffset At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>"21 Nov 2026 06:05", on the market's clock.</summary>
    public string Brief(DateTimeOffset at) => At(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>"21 Nov 2026 06:05 CAISO (UTC−8) · 21 Nov 2026 14:05 UTC"; in UTC once where that is the clock.</summary>
    public string Exact(DateTimeOffset at) =>
        Market is null ? Display.Utc(at) : $"{Brief(at)} {Market} ({Offset(At(at).Offset)}) · {Display.Utc(at)}";

    /// <summary>The name of the clock beside an axis: "CAISO, UTC−8".</summary>
    public string Name(DateTimeOffset at) => Market is null ? "UTC" : $"{Market}, {Offset(At(at).Offset)}";

    private static string Offset(TimeSpan offset)
    {
        string hours = offset.Duration().ToString(offset.Minutes == 0 ? "%h" : @"h\:mm", CultureInfo.InvariantCulture);
        return offset == TimeSpan.Zero ? "UTC±0" : $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{hours}";
    }
}
