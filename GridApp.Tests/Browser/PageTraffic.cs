using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>Knows when a page has come to rest: no request is open, and neither a request nor a word of the circuit has passed for a moment.</summary>
internal sealed class PageTraffic
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IRequest, bool> open = new();
    private long last = Stopwatch.GetTimestamp();
    private bool leaving;

    public PageTraffic(IPage page)
    {
        page.Request += (_, request) =>
        {
            leaving |= request.IsNavigationRequest && request.Frame == page.MainFrame;
            open[request] = true;
            Hear();
        };
        // Another document is here: how the requests of the one before ended is often never told. (Addresses that change within a document come here, too.)
        page.FrameNavigated += (_, frame) =>
        {
            if (!leaving || frame != page.MainFrame)
                return;
            leaving = false;
            open.Clear();
        };
        page.RequestFinished += (_, request) => End(request);
        page.RequestFailed += (_, request) => End(request);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => Hear();
            socket.FrameSent += (_, _) => Hear();
        };
    }

    /// <summary>Waits for the rest. A page that never rests (it follows something that moves) is judged as it stands.</summary>
    public async Task RestAsync()
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience && (!open.IsEmpty || Stopwatch.GetElapsedTime(Volatile.Read(ref last)) < Silence))
            await Task.Delay(20);
    }

    private void End(IRequest request)
    {
        open.TryRemove(request, out _);
        Hear();
    }

    private void Hear() => Volatile.Write(ref last, Stopwatch.GetTimestamp());
}
