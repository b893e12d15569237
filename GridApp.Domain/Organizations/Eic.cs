namespace GridApp.Domain.Organizations;

/// <summary>Energy Identification Codes of ENTSO-E: 15 characters that name something, and one that checks them.</summary>
public static class Eic
{
    /// <summary>Length of a code in characters.</summary>
    public const int Length = 16;

    private const string ObjectTypes = "XYZWTVA";

    /// <summary>Whether the text is a code: two digits of the issuing office, a letter of the object's type, twelve characters of 0-9, A-Z and '-', and the right check character.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length }
        && char.IsAsciiDigit(text[0])
        && char.IsAsciiDigit(text[1])
        && ObjectTypes.Contains(text[2], StringComparison.Ordinal)
        && CheckCharacter(text.AsSpan(0, Length - 1)) is { } check
        && check != '-'
        && text[^1] == check;

    /// <summary>The check character of the first 15 characters, or null when one of them may not stand in a code. A code whose check comes out as '-' is never issued.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> first15)
    {
        if (first15.Length != Length - 1)
            return null;
        int sum = 0;
        for (int i = 0; i < first15.Length; i++)
        {
            int value = ValueOf(first15[i]);
            if (value < 0)
                return null;
            sum += value * (Length - i);
        }

        // 36 - ((sum - 1) mod 37), with a modulus that is never negative.
        int check = 36 - ((sum + 36) % 37);
        return check < 10 ? (char)('0' + check) : check < 36 ? (char)('A' + check - 10) : '-';
    }

    private static int ValueOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'Z' => c - 'A' + 10,
        '-' => 36,
        _ => -1,
    };
}
