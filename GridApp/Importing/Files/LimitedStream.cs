using System.Globalization;

namespace GridApp.Importing.Files;

/// <summary>Reads a stream and refuses to go on beyond a limit, so that a small file cannot unpack into an endless one. Also counts.</summary>
/// <param name="source">What is unpacked.</param>
/// <param name="limit">Most bytes that may come out.</param>
/// <param name="packedBytes">Size of the file as sent; 0 when it is not compressed.</param>
/// <param name="archive">What has to be closed with the stream, beside it.</param>
internal sealed class LimitedStream(Stream source, long limit, long packedBytes, IDisposable? archive = null) : Stream
{
    /// <summary>No table of numbers packs better than this; repeated filler does.</summary>
    private const int MaxRatio = 200;

    private const long RatioCountsFrom = 64L << 20;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(source.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(source.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await source.ReadAsync(buffer, cancellationToken));

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
        {
            source.Dispose();
            archive?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        BytesRead += read;
        if (BytesRead > limit)
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The file unpacks to more than {ByteSize.Words(limit)}, which is the limit."));
        if (packedBytes > 0 && BytesRead > RatioCountsFrom && BytesRead / packedBytes > MaxRatio)
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture, $"The file unpacks to more than {MaxRatio} times its size, as no table does; it was not read."));
        return read;
    }
}
