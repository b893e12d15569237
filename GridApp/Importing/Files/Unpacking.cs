using System.IO.Compression;

namespace GridApp.Importing.Files;

/// <summary>Opens a file for reading, through gzip or zip when its first bytes say so, whatever its name.</summary>
internal static class Unpacking
{
    private static readonly string[] DataExtensions = [".csv", ".tsv", ".txt", ".json", ".geojson", ".xml"];

    /// <summary>The unpacked content from its beginning. Reading may throw <see cref="UnreadableFileException"/> (too large) or <see cref="InvalidDataException"/> (damaged).</summary>
    /// <exception cref="UnreadableFileException">The file is empty, damaged, or an archive without exactly one data file.</exception>
    public static LimitedStream Open(string path, long maxUnpackedBytes)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            if (file.Length == 0)
                throw new UnreadableFileException("The file is empty.");
            Span<byte> magic = stackalloc byte[4];
            var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return magic[..read] switch
            {
                [0x1F, 0x8B, ..] => new LimitedStream(new GZipStream(file, CompressionMode.Decompress), maxUnpackedBytes, file.Length),
                [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6] => OpenZip(file, maxUnpackedBytes),
                _ => new LimitedStream(file, maxUnpackedBytes, packedBytes: 0),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static LimitedStream OpenZip(FileStream file, long maxUnpackedBytes)
    {
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException e)
        {
            throw new UnreadableFileException("The zip file is damaged or incomplete.", e);
        }

        var files = archive.Entries.Where(IsFile).ToList();
        var data = files.Count == 1 ? files : files.Where(IsData).ToList();
        var entry = data.Count switch
        {
            1 => data[0],
            0 => throw new UnreadableFileException("The zip file holds no data file; it needs exactly one, for example a CSV."),
            _ => throw new UnreadableFileException(
                $"The zip file holds several data files ({string.Join(", ", data.Take(3).Select(one => one.Name))}{(data.Count > 3 ? ", ..." : "")}); send one at a time."),
        };
        if (entry.IsEncrypted)
            throw new UnreadableFileException("The zip file is protected by a password; send it without.");
        if (entry.Length > maxUnpackedBytes)
            throw new UnreadableFileException($"The file unpacks to more than {ByteSize.Words(maxUnpackedBytes)}, which is the limit.");
        return new LimitedStream(entry.Open(), maxUnpackedBytes, file.Length, archive);
    }

    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.Name.StartsWith('.') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private static bool IsData(ZipArchiveEntry entry) =>
        DataExtensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase);
}
