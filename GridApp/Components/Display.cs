using System.Globalization;

namespace GridApp.Components;

/// <summary>Numbers and times as a person reads them, in the culture of the request. Files and URLs never use it.</summary>
public static class Display
{
    /// <summary>A count with group separators: 29,910.</summary>
    public static string Count(long value, CultureInfo? culture = null) => value.ToString("N0", culture ?? CultureInfo.CurrentCulture);

    /// <summary>Power in MW without the unit. Below 10 MW one decimal, where it says something; above it none: 0.5, 3.2, 24, 6,809.</summary>
    public static string Megawatts(double value, CultureInfo? culture = null) =>
        value.ToString(Math.Abs(value) < 10 ? "#,0.#" : "#,0", culture ?? CultureInfo.CurrentCulture);

    /// <summary>Power with the unit that keeps it short: MW up to 9,999 MW, GW with one decimal beyond it.</summary>
    /// <param name="megawatts">Power in MW.</param>
    public static (string Number, string Unit) Power(double megawatts, CultureInfo? culture = null) =>
        Math.Abs(megawatts) < 10_000
            ? (Megawatts(megawatts, culture), "MW")
            : ((megawatts / 1000).ToString("#,0.0", culture ?? CultureInfo.CurrentCulture), "GW");

    /// <summary>A number with at most so many decimals: 1,234.5.</summary>
    public static string Number(double value, int decimals, CultureInfo? culture = null) =>
        value.ToString("#,0." + new string('#', decimals), culture ?? CultureInfo.CurrentCulture);

    /// <summary>A share of one with one decimal, and the sign where the culture puts it: 93.4%, in Turkish %93,4.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public static string Percent(double share, CultureInfo? culture = null) => share.ToString("P1", culture ?? CultureInfo.CurrentCulture);

    /// <summary>Latitude and longitude in degrees, with the side of the world as sign, four decimals (about 10 m).</summary>
    public static string Coordinates(double latitude, double longitude, CultureInfo? culture = null)
    {
        var format = culture ?? CultureInfo.CurrentCulture;
        return string.Create(format, $"{latitude:0.0000}°, {longitude:0.0000}°");
    }

    /// <summary>A day and time in UTC, and it says so: 21 Nov 2026 14:35 UTC.</summary>
    public static string Utc(DateTimeOffset at, CultureInfo? culture = null) =>
        at.UtcDateTime.ToString("d MMM yyyy HH:mm", culture ?? CultureInfo.CurrentCulture) + " UTC";

    /// <summary>A day in UTC: 21 Nov 2026.</summary>
    public static string Day(DateTimeOffset at, CultureInfo? culture = null) =>
        at.UtcDateTime.ToString("d MMM yyyy", culture ?? CultureInfo.CurrentCulture);
}
