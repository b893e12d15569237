using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GridApp.Benchmarks;

/// <summary>
/// One keep-alive connection that repeats one GET on a blocking socket and reads each answer to its last byte into one buffer, as wrk does. The load
/// shares the machine with what it measures, so it must cost little itself: HttpClient took as long for a megabyte as the server did.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] buffer = new byte[1 << 18];
    private readonly byte[] request;

    /// <param name="path">Path and query.</param>
    /// <param name="token">Sent as a bearer token.</param>
    public Wire(Uri address, string path, string token)
    {
        request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n");
        socket.Connect(IPAddress.Loopback, address.Port);
    }

    /// <summary>One request, from its first byte sent to the last byte of the answer read.</summary>
    /// <exception cref="InvalidDataException">The answer is not 200, or tells neither its length nor its end.</exception>
    public TimeSpan Get()
    {
        var started = Stopwatch.GetTimestamp();
        socket.Send(request);
        int read = 0, head;
        do
        {
            read += Receive(read);
            head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }
        while (head < 0);

        if (IsChunked(buffer.AsSpan(0, head)))
        {
            // Read to the last chunk's end; of a long answer only the end is kept.
            var last = "\r\n0\r\n\r\n"u8;
            while (!buffer.AsSpan(0, read).EndsWith(last))
            {
                if (read == buffer.Length)
                {
                    buffer.AsSpan(read - last.Length).CopyTo(buffer);
                    read = last.Length;
                }
                read += Receive(read);
            }
            return Stopwatch.GetElapsedTime(started);
        }

        for (var left = LengthIn(buffer.AsSpan(0, head)) - (read - head - 4); left > 0;)
            left -= Receive(0);
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose() => socket.Dispose();

    private int Receive(int from) => socket.Receive(buffer.AsSpan(from)) is > 0 and var bytes ? bytes : throw new InvalidDataException("The server closed the connection.");

    private static bool IsChunked(ReadOnlySpan<byte> head) => head.StartsWith("HTTP/1.1 200 "u8) && head.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0;

    private static long LengthIn(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return head.StartsWith("HTTP/1.1 200 "u8) && at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out long length, out _)
            ? length
            : throw new InvalidDataException("Not an answer of known length: " + Encoding.ASCII.GetString(head));
    }
}
