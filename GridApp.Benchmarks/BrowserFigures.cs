using Microsoft.Playwright;

namespace GridApp.Benchmarks;

/// <summary>What a person sees: Debian's chromium, headless, software rendering, 1440 x 900.</summary>
internal sealed class BrowserFigures(GridServer server) : IAsyncDisposable
{
    private const string FrameCounter = """
        () => new Promise(resolve => {
            const times = []; const long = [];
            const watcher = new PerformanceObserver(list => { for (const task of list.getEntries()) long.push(task.duration); });
            watcher.observe({ entryTypes: ['longtask'] });
            window.benchStop = () => { watcher.disconnect(); window.benchStop = null; resolve({ times, long }); };
            const frame = now => { times.push(now); if (window.benchStop) requestAnimationFrame(frame); };
            requestAnimationFrame(frame);
        })
        """;

    private readonly List<IBrowserContext> contexts = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task StartAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Logs in and waits for the map. Interactive: the map's canvas is drawn and the layer panel answers.</summary>
    /// <returns>The page, and milliseconds from pressing "log in" to the map.</returns>
    public async Task<(IPage Page, double Milliseconds)> OpenMapAsync()
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-US" });
        contexts.Add(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/map").ToString());
        await page.FillAsync("#login-name", "super_admin");
        await page.FillAsync("#login-password", GridServer.Password);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await page.PressAsync("#login-password", "Enter");
        await page.WaitForURLAsync("**/map**");
        await page.WaitForSelectorAsync(".leaflet-container canvas");
        return (page, watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>Drags and zooms the map for some seconds.</summary>
    /// <returns>Frames a second, and the longest task in milliseconds (0: none over 50).</returns>
    public static async Task<(double FramesPerSecond, double LongestTask)> MoveAsync(IPage page)
    {
        var counting = page.EvaluateAsync<Frames>(FrameCounter);
        for (var turn = 0; turn < 6; turn++)
        {
            await page.Mouse.MoveAsync(700, 450);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(400 + (turn * 40), 300, new() { Steps = 30 });
            await page.Mouse.UpAsync();
            await page.Mouse.WheelAsync(0, turn % 2 == 0 ? -240 : 240);
            await page.WaitForTimeoutAsync(400);
        }
        await page.EvaluateAsync("() => window.benchStop()");
        var frames = await counting;
        var seconds = (frames.Times[^1] - frames.Times[0]) / 1000;
        return ((frames.Times.Length - 1) / seconds, frames.Long.DefaultIfEmpty(0).Max());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
            await context.DisposeAsync();
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    internal sealed class Frames
    {
        public double[] Times { get; set; } = [];

        public double[] Long { get; set; } = [];
    }
}
