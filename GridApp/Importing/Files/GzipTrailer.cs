using System.Buffers.Binary;
using System.IO.Compression;

namespace GridApp.Importing.Files;

/// <summary>Finds gzip files that were cut off: the decompressor hands out what is there and says nothing about what is missing.</summary>
internal static class GzipTrailer
{
    private const int SmallestMember = 18;

    /// <summary>Whether the file is a gzip file whose end is missing.</summary>
    /// <param name="path">The file as sent.</param>
    /// <param name="unpackedBytes">How much came out of it.</param>
    public static bool IsMissing(string path, long unpackedBytes)
    {
        using var file = File.OpenRead(path);
        if (file.ReadByte() != 0x1F || file.ReadByte() != 0x8B)
            return false;
        if (file.Length < SmallestMember)
            return true;
        file.Seek(-4, SeekOrigin.End);
        Span<byte> trailer = stackalloc byte[4];
        file.ReadExactly(trailer);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        return stated != unchecked((uint)unpackedBytes) && stated != LastMemberSize(file);
    }

    /// <summary>Files may be several gzip members in a row, of which the trailer only knows the last: its size, or -1 when there is none that can be read.</summary>
    private static long LastMemberSize(FileStream file)
    {
        // The last member of a blocked gzip file is small; looking further back than this would only find accidents.
        var tail = new byte[Math.Min(file.Length - 1, 1 << 20)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        var start = tail.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]);
        if (start < 0)
            return -1;
        try
        {
            using var member = new GZipStream(new MemoryStream(tail, start, tail.Length - start), CompressionMode.Decompress);
            long size = 0;
            var buffer = new byte[8192];
            int read;
            while ((read = member.Read(buffer)) > 0)
                size += read;
            return size;
        }
        catch (InvalidDataException)
        {
            return -1;
        }
    }
}
