using System.ComponentModel.DataAnnotations;

namespace GridApp.Importing;

/// <summary>Limits of importing; configuration section <c>Grid:Imports</c>.</summary>
public sealed class ImportOptions
{
    /// <summary>Largest file that may be sent, as it is sent, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 512L << 20;

    /// <summary>Largest content of a compressed file, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUnpackedBytes { get; set; } = 2L << 30;

    /// <summary>Most rejected rows that are kept with their reasons; further ones are only counted.</summary>
    [Range(1, 1_000_000)]
    public int MaxRejectionsKept { get; set; } = 10_000;
}
