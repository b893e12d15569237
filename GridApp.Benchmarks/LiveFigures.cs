using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace GridApp.Benchmarks;

/// <summary>
/// From the report of an outage to what people see, while many pages are open, each with a circuit of its own. Two windows in front are looked at, a list and a plant's
/// page; the others, half lists and half plant pages, are windows in the background: they take in every change and are not drawn, as a browser does with such.
/// </summary>
internal sealed class LiveFigures(GridServer server, GridClient client) : IAsyncDisposable
{
    /// <summary>Keeps the moment at which the text of an element last changed.</summary>
    internal const string Watch = """
        selector => {
            const text = () => document.querySelector(selector)?.textContent ?? '';
            let last = text();
            new MutationObserver(() => { const now = text(); if (now !== last) { last = now; window.benchSeen = Date.now(); } })
                .observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    private const int Looked = 2;

    /// <summary>The pages that are looked at.</summary>
    private readonly List<IPage> pages = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Logs in once and opens so many pages; they share few renderer processes, so that the machine's cores are the server's to use.</summary>
    public async Task OpenAsync(int count, int plant)
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args =
            [
                "--no-sandbox", "--disable-quic", "--disable-background-networking", "--renderer-process-limit=4", "--disable-renderer-backgrounding",
                "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
            ],
        });
        var context = await browser.NewContextAsync(new() { Locale = "en-US", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 800 } });
        var first = await context.NewPageAsync();
        await first.GotoAsync(new Uri(server.Address, "/plants").ToString());
        await first.FillAsync("#login-name", "super_admin");
        await first.FillAsync("#login-password", GridServer.Password);
        await first.PressAsync("#login-password", "Enter");
        await first.WaitForURLAsync("**/plants**");
        for (var i = 0; i < count; i++)
        {
            var page = i == 0 ? first : await context.NewPageAsync();
            var list = i % 2 == 0;
            await page.GotoAsync(new Uri(server.Address, list ? "/plants?q=Bench+live" : FormattableString.Invariant($"/plants/{plant}")).ToString());
            await page.WaitForSelectorAsync(list ? "tbody tr[aria-rowindex='2']" : ".figures .figure");
            await page.EvaluateAsync(Watch, list ? "tbody tr[aria-rowindex='2']" : ".figures");
            if (i < count - Looked)
                await page.AddStyleTagAsync(new() { Content = "html { display: none }" });
            else
                pages.Add(page);
        }

        await Task.Delay(3000); // circuits that are still being made
    }

    /// <summary>Reports a derate and ends it again, so many times.</summary>
    /// <returns>Milliseconds from sending each report to its being drawn, for each page that is looked at; infinite where it was not within four seconds.</returns>
    public async Task<double[]> ReportAsync(int plant, int times)
    {
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            foreach (var page in pages)
                await page.EvaluateAsync("() => { window.benchSeen = 0; }");
            var sent = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var incident = await client.ReportAsync(plant, 1 + i);
            await Task.Delay(4000);
            foreach (var page in pages)
            {
                var seen = await page.EvaluateAsync<JsonElement>("() => window.benchSeen");
                taken.Add(seen.GetDouble() is > 0 and var at ? at - sent : double.PositiveInfinity);
            }

            await client.FinishAsync(incident);
            await Task.Delay(1000);
        }

        return [.. taken];
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Times as text, those that never came included.</summary>
    public static string Text(double milliseconds) => double.IsFinite(milliseconds) ? milliseconds.ToString("F0", CultureInfo.InvariantCulture) + " ms" : "not within 4 s";
}
