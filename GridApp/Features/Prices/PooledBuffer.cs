using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace GridApp.Features.Prices;

/// <summary>Bytes of an answer, in an array that goes back to the pool: half a megabyte at a time would otherwise be garbage of the large kind.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256));

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return bytes.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> more)
    {
        Room(more.Length);
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Text of a program's own: names and times, no characters that JSON escapes.</summary>
    public void WriteAscii(string text)
    {
        Room(text.Length);
        Length += Encoding.ASCII.GetBytes(text, bytes.AsSpan(Length));
    }

    /// <summary>A number, or <c>null</c> for none.</summary>
    public void WriteNumber(float value)
    {
        Room(PriceNumber.MostBytes);
        Length += PriceNumber.Format(value, bytes.AsSpan(Length));
    }

    public void WriteWhole(int value)
    {
        Room(16);
        value.TryFormat(bytes.AsSpan(Length), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A moment as <c>2026-01-15T18:00:00Z</c>, without quotes.</summary>
    public void WriteMoment(DateTime at)
    {
        Room(32);
        Length += MomentBytes.Format(at, bytes.AsSpan(Length));
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Room(int count)
    {
        if (bytes.Length - Length < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + count));
        bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
