using System.Globalization;
using System.Text;

namespace GridApp.Importing.Files;

/// <summary>Numbers written with a decimal point and nothing between thousands, read from bytes.</summary>
internal static class Utf8Number
{
    /// <summary>So many digits fit into the number that a double holds exactly.</summary>
    private const int ExactDigits = 15;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads a finite number; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double number)
    {
        var at = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            at = 1;
        }
        var (mantissa, digits, decimals, point) = (0L, 0, 0, false);
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                mantissa = mantissa * 10 + digit;
                digits++;
                decimals += point ? 1 : 0;
            }
            else if (text[at] == '.' && !point)
            {
                point = true;
            }
            else
            {
                return Slow(text, out number);
            }
            if (digits > ExactDigits)
                return Slow(text, out number);
        }
        // The quotient of two exact numbers is rounded once, so it is the nearest there is.
        number = mantissa / Powers[decimals];
        number = negative && mantissa != 0 ? -number : number;
        return digits > 0;
    }

    private static bool Slow(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        return text.Length is > 0 and < 64 && double.TryParse(Encoding.ASCII.GetString(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }
}
