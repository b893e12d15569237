using System.Globalization;
using GridApp.Domain.Time;
using GridApp.Importing.Files;

namespace GridApp.Importing.Incidents;

/// <summary>Reads the start and end of an outage from a row, in local time or with an offset, and says what is wrong with them.</summary>
internal sealed class OutageTimes(RowCells cells, ImportTally tally)
{
    private const string Ambiguous = "Local times occur twice, because the clock was put back; the first is taken, the second where an end would otherwise come before its start.";

    private static readonly string[] LocalFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "M/d/yyyy H:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm tt", "yyyy-MM-dd",
    ];

    private static readonly string[] OffsetFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss K", "yyyy-MM-dd'T'HH:mm:ss K", "yyyyMMdd'T'HHmmssK",
    ];

    /// <summary>Reads the two times of the row.</summary>
    /// <param name="clock">For times without an offset; null when nobody said whose clock they are.</param>
    /// <param name="minuteToMidnight">An end of 23:59 means the end of the day.</param>
    /// <param name="start">In UTC.</param>
    /// <param name="end">In UTC; null when the cell is blank.</param>
    /// <returns>False when the row was rejected.</returns>
    public bool Read(LocalClock? clock, bool minuteToMidnight, out DateTimeOffset start, out DateTimeOffset? end)
    {
        (start, end) = (default, null);
        if (!One("start", clock, minuteToMidnight: false, out var begun) || !One("end", clock, minuteToMidnight, out var ended))
            return false;
        if (begun is not { } first)
            return cells.Reject("start", "", "This is missing.");
        start = first.At;
        end = ended?.At;
        if (end <= start && ended?.Second is { } second)
            end = second;
        if (first.Second is not null || ended?.Second is not null)
            tally.Warn(Ambiguous);
        return end is null || end > start || cells.Reject("end", cells.Word("end"), "The end does not come after the start.");
    }

    /// <summary>Reads one time; null when the cell is blank.</summary>
    /// <returns>False when the row was rejected.</returns>
    public bool Read(string field, LocalClock? clock, out DateTimeOffset? at)
    {
        var read = One(field, clock, minuteToMidnight: false, out var found);
        at = found?.At;
        if (found?.Second is not null)
            tally.Warn(Ambiguous);
        return read;
    }

    private bool One(string field, LocalClock? clock, bool minuteToMidnight, out (DateTimeOffset At, DateTimeOffset? Second)? found)
    {
        found = null;
        var word = cells.Word(field);
        if (word is null)
            return true;
        if (!PlainTime.TryParse(word, out var wall) && !DateTime.TryParseExact(word, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out wall))
        {
            if (!DateTimeOffset.TryParseExact(word, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
                return cells.Reject(field, word, "This is not a time; write 2026-01-31T13:45:00Z, or 2026-01-31 13:45 in the market's local time.");
            found = (Whole(at.ToUniversalTime()), null);
            return true;
        }

        if (clock is null)
            return cells.Reject(field, word, "The time has no zone, and neither the row nor the import names a market whose local time it could be. Write it with its offset from UTC, for example 2026-01-31T13:45:00Z.");
        if (wall.Year is < 1900 or > 2200)
            return cells.Reject(field, word, "The year is impossible.");
        if (minuteToMidnight && wall is { Hour: 23, Minute: 59 })
            wall = wall.Date.AddDays(1);
        switch (clock.Read(wall))
        {
            case LocalTime.Once once:
                found = (Whole(once.At), null);
                return true;
            case LocalTime.Twice twice:
                found = (Whole(twice.First), Whole(twice.Second));
                return true;
            case LocalTime.Missing missing:
                return cells.Reject(field, word, string.Create(CultureInfo.InvariantCulture, $"This time never was: the clock of {clock.ZoneName} was put forward from {missing.Before:HH:mm} to {missing.After:HH:mm}."));
            default:
                throw new InvalidOperationException("A local time is one, none or two instants.");
        }
    }

    /// <summary>To the microsecond, as the database keeps times: finer ones would differ whenever the file is read again.</summary>
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
