using System.IO.Hashing;

namespace GridApp.Importing.Files;

/// <summary>What comes out of a zip archive, held against the length and the checksum that the archive states: a damaged file often unpacks without a complaint.</summary>
internal sealed class CheckedStream(Stream source, long length, uint checksum) : Stream
{
    private readonly Crc32 crc = new();
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        return buffer.IsEmpty ? got : Counted(buffer[..got]);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var got = await source.ReadAsync(buffer, cancellationToken);
        return buffer.IsEmpty ? got : Counted(buffer.Span[..got]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(ReadOnlySpan<byte> got)
    {
        crc.Append(got);
        read += got.Length;
        if (got.IsEmpty && (read != length || crc.GetCurrentHashAsUInt32() != checksum))
            throw new InvalidDataException("The checksum of the archive is another.");
        return got.Length;
    }
}
