using System.Globalization;
using Microsoft.Playwright;

namespace GridApp.Benchmarks;

/// <summary>
/// The price surface on the map in a browser of its own (headless, software rendering, 1280 x 800): somebody steps through the intervals and the parts of the price; a picture counts from the last byte
/// of the heatmap's answer to the end of the frame in which it is on the screen. The server's time and the way are not in it.
/// </summary>
internal sealed class PriceMapFigures(GridServer server, Action<string> say, Action<string, string, string?> figure)
{
    private const string View = "/map?lat=39&lng=-96&z=4&plants=0&prices=surface&at=2026-01-15T12:00Z";

    private const string Painted = """
        () => new Promise(resolve => {
          const look = () => (document.querySelector('[data-prices-painted]') ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look));
          look();
        })
        """;

    /// <summary>Presses "on" and "back" in turn, ten times each, or chooses the next part of the price, and takes both ends of each picture.</summary>
    private const string Changes = """
        ([count, way]) => new Promise(async resolve => {
          performance.setResourceTimingBufferSize(100000);
          const taken = [];
          const heatmaps = () => performance.getEntriesByType('resource').filter(entry => entry.name.includes('/prices/heatmap?'));
          const map = () => document.querySelector('[data-prices-painted]');
          for (let i = 0; i < count; i++) {
            const known = heatmaps().length;
            const before = map().dataset.pricesPainted;
            if (way === 'time') document.querySelectorAll('.price-bar .steps button')[i % 20 < 10 ? 2 : 1].click();
            else {
              const parts = [...document.querySelectorAll('[aria-label="Part of the price"] button')];
              parts[(parts.findIndex(part => part.getAttribute('aria-pressed') === 'true') + 1) % parts.length].click();
            }
            await new Promise(done => {
              const look = () => (map().dataset.pricesPainted !== before && heatmaps().length > known ? done() : setTimeout(look));
              look();
            });
            // The frame in which it is drawn ends before this task runs.
            await new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
            const shown = performance.now();
            const answer = heatmaps().at(-1);
            taken.push([Number(map().dataset.pricesPainted) - answer.responseEnd, shown - answer.responseEnd, answer.encodedBodySize, answer.responseEnd - answer.startTime]);
            await new Promise(done => setTimeout(done, 100));
          }
          resolve(taken);
        })
        """;

    public async Task RunAsync()
    {
        if (!File.Exists(Browser))
        {
            say("No chromium-headless-shell: the price surface in a browser is left out.");
            return;
        }
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"] });
        var context = await browser.NewContextAsync(new() { Locale = "en-US", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/login?returnUrl=/account").ToString());
        await page.FillAsync("#login-name", "super_admin");
        await page.FillAsync("#login-password", GridServer.Password);
        await page.PressAsync("#login-password", "Enter");
        await page.WaitForSelectorAsync(".connection[data-state=live]");

        await page.GotoAsync(new Uri(server.Address, View).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        var opened = await page.EvaluateAsync<double>(Painted);
        figure("Map with the price surface of 10,000 nodes (l): open to first picture", $"{opened:F0} ms", null);
        await page.WaitForSelectorAsync(".connection[data-state=live]");
        await page.WaitForTimeoutAsync(2000);
        await ChangeAsync(page, "time", "another interval", 40);
        await ChangeAsync(page, "component", "another part of the price", 20);
    }

    private const string Browser = "/usr/bin/chromium-headless-shell";

    private async Task ChangeAsync(IPage page, string way, string what, int times)
    {
        var taken = await page.EvaluateAsync<double[][]>(Changes, new object[] { times, way });
        double[] Of(int column) => [.. taken.Select(one => one[column])];
        var (drawn, shown) = (Of(0), Of(1));
        figure(
            string.Create(CultureInfo.InvariantCulture, $"Price surface of 10,000 nodes, {what} ({Of(2).Max():N0} bytes), answer's last byte to the end of its frame, {times} times"),
            $"p50 {Load.Percentile(shown, 0.5):F0} ms, p95 {Load.Percentile(shown, 0.95):F0}, most {shown.Max():F0} (on the canvas p50 {Load.Percentile(drawn, 0.5):F0}; asked to last byte p50 {Load.Percentile(Of(3), 0.5):F0})", "150 ms");
    }
}
