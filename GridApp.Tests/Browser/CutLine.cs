using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>The line between a page and its circuit, which a test can cut, mend, or make silent in one direction.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private const string Negotiation = "**/_blazor/negotiate**";

    private readonly IPage page;
    private readonly List<IWebSocketRoute> sockets = [];
    private volatile bool isCut;
    private volatile bool isDeaf;
    private volatile bool deafensWithTheReply;

    private CutLine(IPage page) => this.page = page;

    /// <summary>Stands between; before the page is opened.</summary>
    public static async Task<CutLine> ThroughAsync(IPage page)
    {
        var line = new CutLine(page);
        await page.RouteAsync(Negotiation, route => line.isCut ? route.AbortAsync() : route.ContinueAsync());
        await page.RouteWebSocketAsync(address => address.Contains("/_blazor", StringComparison.Ordinal), line.Carry);
        return line;
    }

    /// <summary>No circuit any more, and none to be had.</summary>
    public async Task CutAsync()
    {
        isCut = true;
        IWebSocketRoute[] open = [.. sockets];
        sockets.Clear();
        foreach (var socket in open)
            await socket.CloseAsync();
    }

    /// <summary>Once the page has told the server what its fields hold, it is still heard, but hears nothing any more.</summary>
    public void DeafenWithTheReply() => deafensWithTheReply = true;

    public void Mend()
    {
        isCut = false;
        isDeaf = false;
        deafensWithTheReply = false;
    }

    public async ValueTask DisposeAsync() => await page.UnrouteAsync(Negotiation);

    private void Carry(IWebSocketRoute socket)
    {
        sockets.Add(socket);
        var server = socket.ConnectToServer();
        socket.OnMessage(frame =>
        {
            isDeaf |= deafensWithTheReply && frame.Binary is { } bytes && bytes.AsSpan().IndexOf("EndInvokeJSFromDotNet"u8) >= 0;
            Pass(frame, server);
        });
        server.OnMessage(frame =>
        {
            if (!isDeaf)
                Pass(frame, socket);
        });
    }

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
    {
        if (frame.Binary is { } bytes)
            to.Send(bytes);
        else
            to.Send(frame.Text ?? "");
    }
}
