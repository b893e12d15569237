using System.Globalization;
using System.Xml;

namespace GridApp.Features.Incidents;

/// <summary>The length of a step in URLs: a word (<c>hour</c>, <c>day</c>, <c>week</c>), ISO 8601 (<c>PT15M</c>), short (<c>15m</c>, <c>1h</c>, <c>1d</c>) or minutes (<c>60</c>).</summary>
internal static class TimelineInterval
{
    public static bool TryParse(string text, out TimeSpan interval)
    {
        interval = text.ToLowerInvariant() switch
        {
            "hour" or "hourly" => TimeSpan.FromHours(1),
            "day" or "daily" => TimeSpan.FromDays(1),
            "week" or "weekly" => TimeSpan.FromDays(7),
            _ => default,
        };
        if (interval != default)
            return true;
        if (text.StartsWith('P'))
            return TryIso(text, out interval);

        // Of something longer than a year nobody makes steps; and no number overflows.
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return false;
        double minutes = text[digits..].ToLowerInvariant() switch { "" or "m" or "min" => 1, "h" => 60, "d" => 1440, "w" => 7 * 1440, _ => double.NaN } * number;
        if (double.IsNaN(minutes) || minutes > TimeSpan.FromDays(36_600).TotalMinutes)
            return false;
        interval = TimeSpan.FromMinutes(minutes);
        return true;
    }

    private static bool TryIso(string text, out TimeSpan interval)
    {
        interval = default;
        try
        {
            interval = XmlConvert.ToTimeSpan(text);

            // Months and years are of no fixed length.
            return text.AsSpan().IndexOf('Y') < 0 && !text.Split('T')[0].Contains('M', StringComparison.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return false;
        }
    }
}
