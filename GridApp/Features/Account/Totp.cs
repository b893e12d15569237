using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace GridApp.Features.Account;

/// <summary>Codes by time (RFC 6238): six digits, 30 seconds, SHA-1, as every authenticator app makes them.</summary>
internal static class Totp
{
    public const int SecretBytes = 20;

    private const int Digits = 6;
    private const int Seconds = 30;

    /// <summary>A clock may be this many steps off.</summary>
    private const int Drift = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] MakeSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The step that a code is of, or null when it is wrong or was used.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="code">As typed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="after">The last step whose code was used: none up to it works again.</param>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now, long after)
    {
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var c in code)
        {
            if (c is ' ' or '-')
                continue;
            if (!char.IsAsciiDigit(c) || count == Digits)
                return null;
            digits[count++] = c;
        }

        if (count != Digits)
            return null;
        var typed = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var step = now.ToUnixTimeSeconds() / Seconds;
        for (var candidate = step - Drift; candidate <= step + Drift; candidate++)
        {
            if (candidate > after && Number(secret, candidate) == typed)
                return candidate;
        }

        return null;
    }

    /// <summary>The code of a moment.</summary>
    public static string CodeAt(byte[] secret, DateTimeOffset at) => Number(secret, at.ToUnixTimeSeconds() / Seconds).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The secret as people type it into an app: Base32, RFC 4648.</summary>
    public static string Text(byte[] secret)
    {
        var text = new char[(secret.Length * 8 + 4) / 5];
        for (int i = 0, bit = 0; i < text.Length; i++, bit += 5)
        {
            var pair = (secret[bit / 8] << 8) | (bit / 8 + 1 < secret.Length ? secret[bit / 8 + 1] : 0);
            text[i] = Alphabet[(pair >> (11 - bit % 8)) & 31];
        }

        return new string(text);
    }

    /// <summary>The address that an app reads from the picture.</summary>
    public static string Address(byte[] secret, string userName) => $"otpauth://totp/GridApp:{Uri.EscapeDataString(userName)}?secret={Text(secret)}&issuer=GridApp";

    private static int Number(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as authenticator apps speak it; HMAC-SHA1 is not broken by collisions of SHA-1
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        return (BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fff_ffff) % 1_000_000;
    }
}
