using System.Diagnostics;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>Knows when a page has come to rest: no request is open, and neither a request nor a word of the circuit has passed for a moment.</summary>
internal sealed class PageTraffic
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int open;
    private long last = Stopwatch.GetTimestamp();

    public PageTraffic(IPage page)
    {
        page.Request += (_, _) => Hear(1);
        page.RequestFinished += (_, _) => Hear(-1);
        page.RequestFailed += (_, _) => Hear(-1);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => Hear(0);
            socket.FrameSent += (_, _) => Hear(0);
        };
    }

    /// <summary>Another document comes; what the old one asked for is nobody's business any more.</summary>
    public void Restart()
    {
        Volatile.Write(ref open, 0);
        Hear(0);
    }

    /// <summary>Waits for the rest. A page that never rests (it follows something that moves) is judged as it stands.</summary>
    public async Task RestAsync()
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience && (Volatile.Read(ref open) > 0 || Stopwatch.GetElapsedTime(Volatile.Read(ref last)) < Silence))
            await Task.Delay(20);
    }

    private void Hear(int opened)
    {
        Interlocked.Add(ref open, opened);
        Volatile.Write(ref last, Stopwatch.GetTimestamp());
    }
}
