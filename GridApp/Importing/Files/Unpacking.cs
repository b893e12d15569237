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

    /// <summary>
    /// The data files in a file: all of a zip archive, else the file itself. Each can be opened from its beginning, more than once. Reading may throw as <see cref="Open"/> says.
    /// </summary>
    /// <param name="fileName">What the person calls it.</param>
    /// <exception cref="UnreadableFileException">The file is empty or damaged, or an archive without a data file.</exception>
    public static IReadOnlyList<PackedFile> Files(string path, string fileName, long maxUnpackedBytes)
    {
        Span<byte> magic = stackalloc byte[4];
        using (var file = File.OpenRead(path))
        {
            if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 0)
                throw new UnreadableFileException("The file is empty.");
            if (magic is not [(byte)'P', (byte)'K', 3, 4] and not [(byte)'P', (byte)'K', 5, 6])
                return [new PackedFile(fileName, () => Open(path, maxUnpackedBytes))];
        }

        using var archive = OpenArchive(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        var entries = DataOf(archive);
        if (entries.Sum(entry => entry.Length) > maxUnpackedBytes)
            throw TooLarge(maxUnpackedBytes);
        return [.. entries.Select(entry => entry.FullName).Select(name => new PackedFile(name, () => OpenMember(path, name, maxUnpackedBytes)))];
    }

    private static LimitedStream OpenMember(string path, string name, long maxUnpackedBytes)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            var archive = OpenArchive(file);
            return OpenEntry(archive, archive.GetEntry(name)!, file.Length, maxUnpackedBytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static LimitedStream OpenZip(FileStream file, long maxUnpackedBytes)
    {
        var archive = OpenArchive(file);
        var data = DataOf(archive);
        return data.Count == 1
            ? OpenEntry(archive, data[0], file.Length, maxUnpackedBytes)
            : throw new UnreadableFileException(
                $"The zip file holds several data files ({string.Join(", ", data.Take(3).Select(one => one.Name))}{(data.Count > 3 ? ", ..." : "")}); send one at a time.");
    }

    private static ZipArchive OpenArchive(FileStream file)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new UnreadableFileException("The zip file is damaged or incomplete.", e);
        }
    }

    private static List<ZipArchiveEntry> DataOf(ZipArchive archive)
    {
        var files = archive.Entries.Where(IsFile).ToList();
        var data = files.Count == 1 ? files : files.Where(IsData).ToList();
        if (data.Count == 0)
            throw new UnreadableFileException("The zip file holds no data file; it needs at least one, for example a CSV.");
        return data.Any(entry => entry.IsEncrypted) ? throw new UnreadableFileException("The zip file is protected by a password; send it without.") : data;
    }

    private static LimitedStream OpenEntry(ZipArchive archive, ZipArchiveEntry entry, long packedBytes, long maxUnpackedBytes) =>
        entry.Length > maxUnpackedBytes
            ? throw TooLarge(maxUnpackedBytes)
            : new LimitedStream(new CheckedStream(entry.Open(), entry.Length, entry.Crc32), maxUnpackedBytes, packedBytes, archive);

    private static UnreadableFileException TooLarge(long maxUnpackedBytes) => new($"The file unpacks to more than {ByteSize.Words(maxUnpackedBytes)}, which is the limit.");

    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.Name.StartsWith('.') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private static bool IsData(ZipArchiveEntry entry) =>
        DataExtensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase);
}

/// <summary>A data file in what was sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Open">Opens its unpacked content from the beginning.</param>
internal sealed record PackedFile(string Name, Func<LimitedStream> Open);
