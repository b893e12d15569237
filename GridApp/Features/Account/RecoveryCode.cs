using System.Security.Cryptography;
using GridApp.Hosting.Security;

namespace GridApp.Features.Account;

/// <summary>Codes for the day when the device with the authenticator app is lost: each works once.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    /// <summary>16 letters and digits without look-alikes: about 79 bits, too many to guess, so that a plain hash keeps them.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public static string[] MakeSet() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4))))];

    /// <summary>What is kept of it; however it is grouped or capitalized.</summary>
    public static byte[] Hash(string code) => Secret.Hash(new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]));
}
