namespace GridApp.Importing.Files;

/// <summary>
/// Times as nearly every file writes them: <c>2026-01-31 13:45</c> or <c>2026-01-31T13:45:00</c>, without a zone. The framework reads them by formats and compares
/// the separators by culture, which took a sixth of the time of a large import; whatever looks otherwise is still its to read.
/// </summary>
internal static class PlainTime
{
    private const int WithSeconds = 19;
    private const int WithoutSeconds = 16;

    /// <summary>Reads it; false for anything that is not exactly of this form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime at)
    {
        at = default;
        if (text.Length is not (WithSeconds or WithoutSeconds) || text[4] != '-' || text[7] != '-' || text[10] is not (' ' or 'T') || text[13] != ':')
            return false;
        int second = 0;
        if (text.Length == WithSeconds && (text[16] != ':' || (second = Number(text.Slice(17, 2))) is < 0 or > 59))
            return false;
        (int year, int month, int day) = (Number(text[..4]), Number(text.Slice(5, 2)), Number(text.Slice(8, 2)));
        (int hour, int minute) = (Number(text.Slice(11, 2)), Number(text.Slice(14, 2)));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59)
            return false;
        at = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>The number that the digits write; -1 when one of them is none.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
