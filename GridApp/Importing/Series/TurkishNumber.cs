using System.Globalization;

namespace GridApp.Importing.Series;

/// <summary>Numbers as Turkish files write them: dots between thousands, a comma before decimals.</summary>
internal static class TurkishNumber
{
    /// <summary>Reads <c>26.298,80</c>, <c>0,00</c> or <c>35.900</c>; false for a dot that does not stand between thousands.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        var comma = digits.IndexOf(',');
        var whole = comma < 0 ? digits : digits[..comma];
        var decimals = comma < 0 ? [] : digits[(comma + 1)..];
        if (whole.IsEmpty || (comma >= 0 && decimals.IsEmpty) || digits.Length > 30 || decimals.ContainsAnyExceptInRange('0', '9'))
            return false;

        Span<char> plain = stackalloc char[32];
        var length = 0;
        var firstDot = whole.IndexOf('.');
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] == '.')
            {
                // Three digits follow each dot, one to three come before the first.
                if (i == 0 || firstDot > 3 || (whole.Length - i) % 4 != 0)
                    return false;
            }
            else if (!char.IsAsciiDigit(whole[i]) || (firstDot >= 0 && i > firstDot && (whole.Length - i) % 4 == 0))
            {
                return false;
            }
            else
            {
                plain[length++] = whole[i];
            }
        }

        plain[length++] = '.';
        decimals.CopyTo(plain[length..]);
        if (!double.TryParse(plain[..(length + decimals.Length)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return false;
        number = negative ? -number : number;
        return true;
    }
}
