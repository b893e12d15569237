using System.Globalization;

namespace GridApp.Importing.Files;

/// <summary>Sizes for sentences.</summary>
internal static class ByteSize
{
    /// <summary>For example "512 MB" (powers of 1,024).</summary>
    public static string Words(long bytes) => bytes switch
    {
        >= 1L << 30 => Number(bytes / (double)(1L << 30), "GB"),
        >= 1L << 20 => Number(bytes / (double)(1L << 20), "MB"),
        >= 1L << 10 => Number(bytes / (double)(1L << 10), "KB"),
        _ => Number(bytes, "bytes"),
    };

    private static string Number(double value, string unit) => value.ToString("0.#", CultureInfo.InvariantCulture) + " " + unit;
}
