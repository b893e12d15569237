using System.Security.Cryptography;
using System.Text;

namespace GridApp.Hosting.Security;

/// <summary>
/// Secrets that the app makes up: 256 random bits. Nobody can guess one, so a plain hash keeps it as well as a slow one would, and it can be looked up.
/// </summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>A new one, in letters, digits, '-' and '_'.</summary>
    public static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
