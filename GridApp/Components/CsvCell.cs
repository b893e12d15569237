using System.Globalization;

namespace GridApp.Components;

/// <summary>Cells of a CSV file (RFC 4180) that no spreadsheet takes for a formula.</summary>
internal static class CsvCell
{
    /// <summary>Text from outside: what would begin a formula gets an apostrophe before it, and quotes go around what needs them.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n')
            text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 && text[0] != '#' ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    /// <summary>A number as a number, minus sign and all.</summary>
    public static string Number<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    public static string Flag(bool flag) => flag ? "true" : "false";
}
