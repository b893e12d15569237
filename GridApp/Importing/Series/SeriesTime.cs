using System.Globalization;
using GridApp.Domain.Time;

namespace GridApp.Importing.Series;

/// <summary>When an interval starts, as a file says it.</summary>
/// <param name="At">UTC.</param>
/// <param name="IsLocal">It was read off a wall clock, so that a repeated label is ambiguous.</param>
internal readonly record struct SeriesTime(DateTimeOffset At, bool IsLocal)
{
    private static readonly string[] Zoned = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private static readonly string[] Plain = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH", "dd.MM.yyyyTHH:mm", "dd.MM.yyyyTHH:mm:ss"];
    private static readonly string[] DayFirst = ["dd/MM/yyyyTHH:mm", "dd/MM/yyyyTHH:mm:ss", "d/M/yyyyTH:mm", "d.M.yyyyTH:mm"];

    /// <summary>Reads a time, with its zone or on the wall of one.</summary>
    /// <param name="text">Date and time, separated by T or one blank, and a zone if there is one.</param>
    /// <param name="zone">Where the wall clock hangs; null when nobody said.</param>
    /// <param name="dayFirst">Whether slashes stand between day, month and year; otherwise nobody can tell, and it is refused.</param>
    /// <param name="time">The instant.</param>
    /// <returns>Null when it is one, else a sentence.</returns>
    public static string? Parse(string text, TimeZoneInfo? zone, bool dayFirst, out SeriesTime time)
    {
        time = default;
        text = text.Trim();
        if (text.EndsWith(" UTC", StringComparison.Ordinal))
            text = text[..^4] + "Z";
        if (text.Length > 10 && text[10] == ' ')
            text = string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11));
        else if (text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
            text = string.Concat(text.AsSpan(0, blank), "T", text.AsSpan(blank + 1));

        if (HasZone(text) && DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
        {
            time = new(instant, IsLocal: false);
            return Check(instant);
        }

        if (!DateTime.TryParseExact(text, Plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            && !(dayFirst && DateTime.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out wall)))
        {
            return text.Contains('/', StringComparison.Ordinal) && !dayFirst
                ? "Nobody can tell day and month apart here; write the time as 2026-01-15T18:00:00Z."
                : "This is not a time; write it as 2026-01-15T18:00:00Z.";
        }

        if (zone is null)
            return "This time has no zone, and no market says which; write it as 2026-01-15T18:00:00Z.";
        switch (LocalTimes.Of(wall, zone))
        {
            case LocalTime.Once once:
                time = new(once.At.ToUniversalTime(), IsLocal: true);
                return Check(once.At);
            case LocalTime.Missing missing:
                return string.Create(CultureInfo.InvariantCulture, $"The clocks of {zone.Id} never showed this time: they were put forward from {missing.Before.AddMinutes(1):HH:mm} to {missing.After:HH:mm}.");
            default:
                return Twice(zone);
        }
    }

    private static string Twice(TimeZoneInfo zone) => $"The clocks of {zone.Id} showed this time twice, since they were put back, and the file does not say which is meant.";

    private static bool HasZone(string text) => text.EndsWith('Z') || (text.Length > 16 && text[^6] is '+' or '-' && text[^3] == ':');

    private static string? Check(DateTimeOffset at) =>
        at.Year is < 1990 or > 2060 ? "This time is impossible."
        : at.Ticks % TimeSpan.TicksPerMinute != 0 ? "An interval starts at a whole minute."
        : null;
}
