using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace GridApp.Importing.Files;

/// <summary>The text is not UTF-8 after all: whoever reads it starts anew in another encoding.</summary>
internal sealed class NotUtf8Exception : Exception;

/// <summary>
/// A delimited text as rows of UTF-8 bytes, read forward once and without a string for each cell: for files of millions of rows. Any of , ; tab | may delimit; rows are
/// counted as a spreadsheet does.
/// </summary>
internal sealed class Utf8Table : IDisposable
{
    /// <summary>No row is longer; a quote that is never closed makes one that is.</summary>
    private const int MaxRowBytes = 1 << 20;

    private const int BlockBytes = 1 << 18;

    private static readonly byte[] Delimiters = ",;\t|"u8.ToArray();

    private readonly Stream source;
    private readonly byte delimiter;
    private byte[] buffer = new byte[BlockBytes];
    private int start;
    private int end;
    private int valid;
    private bool ended;
    private int[] from = new int[32];
    private int[] to = new int[32];

    private Utf8Table(Stream source)
    {
        this.source = source;
        Fill(out _);
        if (buffer.AsSpan(0, end) is [0xEF, 0xBB, 0xBF, ..])
            start = 3;
        RefuseBinary(buffer.AsSpan(start, end - start));
        delimiter = Guess(buffer.AsSpan(start, end - start));
    }

    /// <summary>The current row's number: the first is row 1, blank ones count, a cell with line breaks stays in one row.</summary>
    public int Row { get; private set; }

    /// <summary>Cells of the current row.</summary>
    public int CellCount { get; private set; }

    /// <summary>Text follows a closing quote in the current row, so that where its cells end is a guess.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>What delimits the cells.</summary>
    public char Delimiter => (char)delimiter;

    /// <summary>Begins to read a text.</summary>
    /// <param name="open">Opens its bytes from their beginning.</param>
    /// <param name="encoding">How to read them; null: as UTF-8, or as UTF-16 where a mark says so.</param>
    /// <exception cref="UnreadableFileException">It is empty or no text.</exception>
    public static Utf8Table Open(Func<Stream> open, Encoding? encoding)
    {
        encoding ??= Marked(open);
        var content = open();
        try
        {
            return new Utf8Table(encoding is null ? content : Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8));
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>A cell of the current row without its quotes; empty beyond the last. It holds until the next row is read.</summary>
    public ReadOnlySpan<byte> this[int cell] => (uint)cell < (uint)CellCount ? buffer.AsSpan(from[cell], to[cell] - from[cell]) : default;

    /// <summary>A cell as text, trimmed.</summary>
    public string Text(int cell) => Encoding.UTF8.GetString(this[cell]).Trim();

    /// <summary>The whole row as texts.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, CellCount).Select(Text)];

    /// <summary>Goes to the next row that is not blank; false at the end.</summary>
    /// <exception cref="UnreadableFileException">A quote is opened and never closed, or the content is damaged.</exception>
    /// <exception cref="NotUtf8Exception">Its bytes are not UTF-8.</exception>
    public bool Next()
    {
        do
        {
            if (!Split())
                return false;
        }
        while (CellCount <= 1 && this[0].Trim(" \t\f"u8).IsEmpty);
        return true;
    }

    public void Dispose() => source.Dispose();

    /// <summary>Finds the cells of the row at <see cref="start"/>.</summary>
    private bool Split()
    {
        if (start == end && !Fill(out _))
            return false;
        Row++;
        CellCount = 0;
        IsMalformed = false;
        var at = start;
        while (true)
        {
            // A cell begins here.
            if (at == end)
            {
                Fill(out var moved);
                at -= moved;
            }
            if (at < end && buffer[at] == '"')
            {
                at = Quoted(at);
            }
            else
            {
                var begins = at;
                var stop = buffer.AsSpan(at, end - at).IndexOfAny(delimiter, (byte)'\n');
                while (stop < 0)
                {
                    at = end;
                    var more = Fill(out var moved);
                    (at, begins) = (at - moved, begins - moved);
                    if (!more)
                        break;
                    stop = buffer.AsSpan(at, end - at).IndexOfAny(delimiter, (byte)'\n');
                }
                at += Math.Max(stop, 0);
                Cell(begins, at > begins && (at == end || buffer[at] == '\n') && buffer[at - 1] == '\r' ? at - 1 : at);
            }
            if (at == end)
            {
                start = end;
                return true;
            }
            if (buffer[at++] == '\n')
            {
                start = at;
                return true;
            }
        }
    }

    /// <summary>Reads a quoted cell that begins at a quote; gives the place of what ends it.</summary>
    private int Quoted(int quote)
    {
        var (read, write, begins) = (quote + 1, quote + 1, quote + 1);
        while (true)
        {
            var next = buffer.AsSpan(read, end - read).IndexOf((byte)'"');
            if (next < 0)
            {
                Move(end);
                var more = Fill(out var moved);
                (read, write, begins) = (read - moved, write - moved, begins - moved);
                if (!more)
                    throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"Row {Row} opens a quote that is never closed, so what follows cannot be told apart."));
                continue;
            }
            Move(read + next);
            if (read + 1 == end)
            {
                Fill(out var moved);
                (read, write, begins) = (read - moved, write - moved, begins - moved);
            }
            if (read + 1 < end && buffer[read + 1] == '"')
            {
                buffer[write++] = (byte)'"';
                read += 2;
                continue;
            }
            break;
        }
        Cell(begins, write);
        return AfterQuote(read + 1);

        // Doubled quotes leave one less: what follows them moves forward.
        void Move(int until)
        {
            if (write != read)
                buffer.AsSpan(read, until - read).CopyTo(buffer.AsSpan(write));
            write += until - read;
            read = until;
        }
    }

    private int AfterQuote(int at)
    {
        while (true)
        {
            if (at == end)
            {
                var more = Fill(out var moved);
                at -= moved;
                if (!more)
                    return at;
            }
            if (buffer[at] == delimiter || buffer[at] == '\n')
                return at;
            if (buffer[at] is not ((byte)'\r' or (byte)' ' or (byte)'\t'))
                IsMalformed = true;
            at++;
        }
    }

    private void Cell(int begins, int ends)
    {
        if (CellCount == from.Length)
        {
            Array.Resize(ref from, from.Length * 2);
            Array.Resize(ref to, to.Length * 2);
        }
        from[CellCount] = begins;
        to[CellCount++] = ends;
    }

    /// <summary>Reads on; the current row moves to the buffer's beginning, its cells with it.</summary>
    /// <param name="moved">By how many bytes.</param>
    private bool Fill(out int moved)
    {
        moved = 0;
        if (ended)
            return false;
        moved = start;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            for (var i = 0; i < CellCount; i++)
                (from[i], to[i]) = (from[i] - start, to[i] - start);
            (start, end, valid) = (0, end - start, Math.Max(0, valid - start));
        }
        if (end == buffer.Length)
        {
            if (end >= MaxRowBytes)
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"Row {Row} is longer than {ByteSize.Words(MaxRowBytes)}, so its cells cannot be told apart: a quote is opened and never closed, or this is no table."));
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = source.ReadAtLeast(buffer.AsSpan(end), Math.Min(buffer.Length - end, BlockBytes / 2), throwOnEndOfStream: false);
        end += read;
        ended = read == 0;
        if (ended && end == 0 && Row == 0)
            throw new UnreadableFileException("The file is empty.");
        Validate();
        return read > 0;
    }

    private void Validate()
    {
        var whole = ended ? end : end - Unfinished(buffer.AsSpan(valid, end - valid));
        if (!Utf8.IsValid(buffer.AsSpan(valid, whole - valid)))
            throw new NotUtf8Exception();
        valid = whole;
    }

    /// <summary>How many bytes at the end begin a character that goes on in the next block.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
                return back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
            if (b < 0x80)
                return 0;
        }
        return 0;
    }

    private static UnicodeEncoding? Marked(Func<Stream> open)
    {
        using var content = open();
        var head = new byte[2];
        content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head switch
        {
            [0xFF, 0xFE] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            [0xFE, 0xFF] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            _ => null,
        };
    }

    private static void RefuseBinary(ReadOnlySpan<byte> head)
    {
        if (head is [0x1F, 0x8B, ..] or [(byte)'P', (byte)'K', 3, 4, ..])
            throw new UnreadableFileException("The file is compressed twice; unpack it once and send it again.");
        foreach (var b in head[..Math.Min(head.Length, 4096)])
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The file is not text: it contains the byte 0x{b:X2}. Export it as CSV (UTF-8)."));
        }
    }

    /// <summary>What stands most often in the first row, outside of quotes.</summary>
    private static byte Guess(ReadOnlySpan<byte> head)
    {
        Span<int> counts = stackalloc int[4];
        var quoted = false;
        foreach (var b in head.TrimStart("\r\n"u8))
        {
            if (b == '"')
                quoted = !quoted;
            else if (b == '\n' && !quoted)
                break;
            else if (!quoted && Array.IndexOf(Delimiters, b) is >= 0 and var which)
                counts[which]++;
        }
        var most = 0;
        for (var i = 1; i < counts.Length; i++)
            most = counts[i] > counts[most] ? i : most;
        return Delimiters[most];
    }
}
