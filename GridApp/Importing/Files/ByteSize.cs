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

    /// <summary>The same for a page: the number as the reader writes numbers, and units that need no translation.</summary>
    public static string Read(long bytes, CultureInfo culture) => bytes switch
    {
        >= 1L << 30 => Read(bytes / (double)(1L << 30), "GB", culture),
        >= 1L << 20 => Read(bytes / (double)(1L << 20), "MB", culture),
        >= 1L << 10 => Read(bytes / (double)(1L << 10), "KB", culture),
        _ => Read(bytes, "B", culture),
    };

    private static string Read(double value, string unit, CultureInfo culture) => value.ToString("0.#", culture) + " " + unit;

    private static string Number(double value, string unit) => value.ToString("0.#", CultureInfo.InvariantCulture) + " " + unit;
}
