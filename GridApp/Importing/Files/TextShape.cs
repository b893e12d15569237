using System.Buffers;
using System.Globalization;
using System.Text;

namespace GridApp.Importing.Files;

/// <summary>How a text file is written, found by reading it once from end to end before anything of it is believed.</summary>
/// <param name="Encoding">How its bytes become characters; a byte order mark is skipped by the reader.</param>
/// <param name="Warning">What was assumed about the encoding, or null when nothing had to be.</param>
/// <param name="Bytes">Its unpacked size.</param>
/// <param name="Lines">How many line ends it has: about its rows.</param>
internal sealed record TextShape(Encoding Encoding, string? Warning, long Bytes, int Lines)
{
    private const int BlockSize = 1 << 16;

    static TextShape() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What a text is read as that is not UTF-8.</summary>
    public static Encoding OtherThanUtf8 => Encoding.GetEncoding(1254);

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="UnreadableFileException">It is empty, cut off, damaged, too large, or no text.</exception>
    public static TextShape Of(string path, long maxUnpackedBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var content = Unpacking.Open(path, maxUnpackedBytes);
            var shape = Read(content, cancellationToken);
            if (GzipTrailer.IsMissing(path, content.BytesRead))
                throw new UnreadableFileException("The gzip file is incomplete: its end is missing. Send it again.");
            return shape;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new UnreadableFileException("The compressed file is damaged or incomplete. Send it again.", e);
        }
    }

    private static TextShape Read(LimitedStream content, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        var characters = ArrayPool<char>.Shared.Rent(BlockSize + 16);
        try
        {
            var length = content.ReadAtLeast(block.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
            if (length == 0)
                throw new UnreadableFileException("The file is empty.");
            var head = block.AsSpan(0, length);
            Encoding encoding = OfMark(head) is { } marked ? marked : new UTF8Encoding(false, throwOnInvalidBytes: true);
            if (encoding is UTF8Encoding)
                RefuseBinary(head);

            var decoder = encoding.GetDecoder();
            var readable = true;
            var lines = 0;
            while (length > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                lines += block.AsSpan(0, length).Count((byte)'\n');
                readable = readable && Decodes(decoder, block.AsSpan(0, length), characters, flush: false);
                length = content.Read(block.AsSpan(0, BlockSize));
            }

            readable = readable && Decodes(decoder, [], characters, flush: true);
            if (!readable && encoding is not UTF8Encoding)
                throw new UnreadableFileException("The file is marked as UTF-16, but is not: it is damaged or written in another encoding.");
            var found = readable ? encoding : OtherThanUtf8;
            return new TextShape(
                found,
                readable ? null : "The file is not UTF-8; it was read as Turkish and Western European text (windows-1254, ISO-8859-9).",
                content.BytesRead,
                lines);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, Span<char> characters, bool flush)
    {
        try
        {
            decoder.GetChars(bytes, characters, flush);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static UnicodeEncoding? OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    private static void RefuseBinary(ReadOnlySpan<byte> head)
    {
        if (head is [0x1F, 0x8B, ..] or [(byte)'P', (byte)'K', 3, 4, ..])
            throw new UnreadableFileException("The file is compressed twice; unpack it once and send it again.");
        foreach (var b in head)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The file is not text: it contains the byte 0x{b:X2}. Export it as CSV (UTF-8)."));
        }
    }
}
