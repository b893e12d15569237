using System.Globalization;

namespace GridApp.Features.Prices;

/// <summary>A price as text in JSON and CSV: the shortest decimal that is this float32. Markets publish cents, and cents are found without a search for it.</summary>
internal static class PriceNumber
{
    /// <summary>Room that is enough for any.</summary>
    public const int MostBytes = 32;

    /// <summary>Seven digits: as many as every float32 keeps apart.</summary>
    private const double MostCents = 9_999_999;

    /// <summary>Writes it; <c>null</c> for NaN.</summary>
    /// <returns>Bytes written.</returns>
    public static int Format(float value, Span<byte> to)
    {
        var rounded = Math.Round(value * 100.0);
        if (!(Math.Abs(rounded) <= MostCents) || (float)(rounded / 100.0) != value)
            return Other(value, to);

        var cents = (int)rounded;
        var at = 0;
        if (cents < 0)
        {
            to[at++] = (byte)'-';
            cents = -cents;
        }
        var (whole, part) = Math.DivRem(cents, 100);
        at += Whole(whole, to[at..]);
        if (part == 0)
            return at;
        var (tenth, hundredth) = Math.DivRem(part, 10);
        to[at++] = (byte)'.';
        to[at++] = (byte)('0' + tenth);
        if (hundredth != 0)
            to[at++] = (byte)('0' + hundredth);
        return at;
    }

    private static int Whole(int whole, Span<byte> to)
    {
        // From the back, as many digits as there are.
        var digits = whole < 10 ? 1 : whole < 100 ? 2 : whole < 1_000 ? 3 : whole < 10_000 ? 4 : 5;
        for (var i = digits - 1; i >= 0; i--)
        {
            (whole, var digit) = Math.DivRem(whole, 10);
            to[i] = (byte)('0' + digit);
        }
        return digits;
    }

    private static int Other(float value, Span<byte> to)
    {
        if (!float.IsFinite(value))
        {
            "null"u8.CopyTo(to);
            return 4;
        }
        value.TryFormat(to, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
