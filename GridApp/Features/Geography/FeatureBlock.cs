using System.Buffers;
using System.IO.Pipelines;

namespace GridApp.Features.Geography;

/// <summary>GeoJSON features as UTF-8, one behind the other with a comma before each, so that an answer copies whole runs of them.</summary>
internal sealed class FeatureBlock
{
    /// <summary>Bytes between flushes: each is a hand-over between threads.</summary>
    private const int FlushEvery = 256 * 1024;

    private readonly byte[] bytes;
    private readonly int[] starts;

    private FeatureBlock(byte[] bytes, int[] starts)
    {
        this.bytes = bytes;
        this.starts = starts;
    }

    /// <summary>A block of so many features.</summary>
    /// <param name="count">How many.</param>
    /// <param name="write">Writes the feature of an index.</param>
    public static FeatureBlock Of(int count, Action<ArrayBufferWriter<byte>, int> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        var starts = new int[count + 1];
        for (int i = 0; i < count; i++)
        {
            starts[i] = buffer.WrittenCount;
            buffer.Write(","u8);
            write(buffer, i);
        }

        starts[count] = buffer.WrittenCount;
        return new FeatureBlock(buffer.WrittenSpan.ToArray(), starts);
    }

    /// <summary>One feature, without its comma.</summary>
    public ReadOnlyMemory<byte> this[int index] => bytes.AsMemory(starts[index] + 1, starts[index + 1] - starts[index] - 1);

    /// <summary>Bytes that these features take, commas between them.</summary>
    public long Length(ReadOnlySpan<int> indexes)
    {
        long length = indexes.Length > 0 ? -1 : 0;
        foreach (int index in indexes)
            length += starts[index + 1] - starts[index];
        return length;
    }

    /// <summary>Copies these features; false when the reader is gone.</summary>
    public async Task<bool> WriteAsync(ReadOnlyMemory<int> indexes, PipeWriter output, CancellationToken ct)
    {
        for (int next = 0; next < indexes.Length;)
        {
            next = Fill(indexes.Span, next, output);
            if ((await output.FlushAsync(ct)).IsCompleted)
                return false;
        }

        return true;
    }

    private int Fill(ReadOnlySpan<int> indexes, int from, PipeWriter output)
    {
        int written = 0;
        int next = from;
        while (next < indexes.Length && written < FlushEvery)
        {
            int first = next;
            while (++next < indexes.Length && indexes[next] == indexes[next - 1] + 1)
            {
                // neighbours in the answer that are neighbours in memory: one copy
            }

            int start = starts[indexes[first]] + (first == 0 ? 1 : 0);
            int length = starts[indexes[next - 1] + 1] - start;
            output.Write(bytes.AsSpan(start, length));
            written += length;
        }

        return next;
    }
}
