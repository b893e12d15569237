using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace GridApp.Benchmarks;

/// <summary>
/// The replay of a day in a browser of its own (headless, software rendering, 1280 x 800): CAISO's heat-wave day where the real files lie, and a made-up day of 10,000
/// nodes at five minutes. "First frame" is the one with map, figures and the prices of the moment, from the start of the navigation, in a browser that runs already and to which no debugger is attached meanwhile.
/// </summary>
internal sealed class ReplayFigures(GridServer server, GridClient client, Action<string> say, Action<string, string, string?> figure)
{
    private const string First = "replay-first-picture";

    /// <summary>
    /// Presses "back" and "on" in turn ten steps long, and times each from the click to the frame that shows it: words, list and cursor, and the map, whose surface another thread paints.
    /// </summary>
    private const string Steps = """
        count => new Promise(async resolve => {
          const replay = document.querySelector('.replay');
          const taken = [];
          for (let i = 0; i < count; i++) {
            const button = document.querySelector(i % 20 < 10 ? '[data-do=back]' : '[data-do=on]');
            await new Promise(requestAnimationFrame);
            const before = document.querySelector('[data-part=interval]').textContent;
            const painted = replay.dataset.painted;
            const start = performance.now();
            button.click();
            await new Promise(done => {
              const look = () => (document.querySelector('[data-part=interval]').textContent !== before && replay.dataset.painted !== painted ? done() : setTimeout(look));
              look();
            });
            // The frame in which the step is drawn ends before this task runs.
            await new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
            taken.push(performance.now() - start);
          }
          resolve(taken);
        })
        """;

    private const string LongTasks = """
        () => { window.benchLong = []; new PerformanceObserver(list => { for (const task of list.getEntries()) window.benchLong.push(task.duration); }).observe({ entryTypes: ['longtask'] }); }
        """;

    public async Task RunAsync()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--enable-precise-memory-info"],
        });
        var context = await browser.NewContextAsync(new() { Locale = "en-US", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/about").ToString());
        if (await page.Locator("#login-name").CountAsync() == 0)
            await page.GotoAsync(new Uri(server.Address, "/login?returnUrl=/account").ToString());
        await page.FillAsync("#login-name", "super_admin");
        await page.FillAsync("#login-password", GridServer.Password);
        await page.PressAsync("#login-password", "Enter");
        await page.WaitForSelectorAsync(".connection[data-state=live]");

        if (PlantFiles.Real("20220901_PRC_RTPD_LMP_2130nodes_15min.zip") is { } day && PlantFiles.Real("LMP_coordinates.csv") is { } nodes)
        {
            await ImportAsync(day, "prices");
            await ImportAsync(nodes, "nodes");
            await PlayAsync(playwright, page, "2,130 nodes x 96", "/replay?market=CAISO&kind=FMM&day=2022-09-01&at=2022-09-01T23:00:00Z", "800 ms", "33 ms, stretch 16");
        }
        else
        {
            say("CAISO's day does not lie here: its figures are left out.");
        }

        await MakeUpAsync(10_000, 288);
        await PlayAsync(playwright, page, "10,000 nodes x 288", "/replay?market=PJM&kind=RTM&day=2026-01-15&at=2026-01-15T18:00:00Z", "1,500 ms", "66 ms, stretch 33");
        await ViewersAsync(50);
    }

    private async Task PlayAsync(IPlaywright playwright, IPage page, string what, string path, string firstGoal, string stepGoal)
    {
        await using (var bare = await BareBrowser.StartAsync(playwright, server.Address))
        {
            await FirstAsync("in a new tab", () => bare.InNewTabAsync(path, First));
            await FirstAsync("from a page of ours", () => bare.FromOurPageAsync("/about", path, First));
        }
        await page.GotoAsync(new Uri(server.Address, path).ToString());
        await page.WaitForSelectorAsync(".replay[data-state=ready]");
        await page.WaitForTimeoutAsync(3000);
        await page.EvaluateAsync(LongTasks);
        var steps = await page.EvaluateAsync<double[]>(Steps, 60);
        figure($"Replay of {what}: a step, map, charts, figures and list together, p50 of {steps.Length}", $"{Load.Percentile(steps, 0.5):F0} ms (p95 {Load.Percentile(steps, 0.95):F0})", stepGoal);

        await page.EvaluateAsync("() => { window.benchLong.length = 0; }");
        var line = (await page.Locator("[data-part=timeline]").BoundingBoxAsync())!;
        var middle = line.Y + (line.Height / 2);
        await page.Mouse.MoveAsync(line.X + (line.Width * 0.1f), middle);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(line.X + (line.Width * 0.98f), middle, new() { Steps = 120 });
        await page.Mouse.MoveAsync(line.X + (line.Width * 0.1f), middle, new() { Steps = 120 });
        await page.Mouse.UpAsync();
        var longest = await page.EvaluateAsync<double>("() => Math.max(0, ...window.benchLong)");
        figure($"Replay of {what}: scrubbed end to end and back, longest task", longest > 0 ? $"{longest:F0} ms" : "none over 50 ms", "100 ms");

        // Looped at its fastest; what is kept may grow until every chunk is there, and not after.
        if (await page.GetAttributeAsync("[data-do=loop]", "aria-pressed") != "true")
            await page.ClickAsync("[data-do=loop]");
        for (var i = 0; i < 3 && !(await page.InnerTextAsync("[data-part=speed]")).Contains("10 s", StringComparison.Ordinal); i++)
            await page.ClickAsync("[data-do=speed]");
        await page.ClickAsync("[data-do=play]");
        await page.WaitForTimeoutAsync(25_000);
        var (before, cpu) = (await HeapAsync(page), server.ProcessorTime());
        await page.WaitForTimeoutAsync(60_000);
        var (after, used) = (await HeapAsync(page), server.ProcessorTime() - cpu);
        figure($"Replay of {what}: a minute of looping at a day in 10 s, memory of the scripts before and after", $"{before:F1} MB and {after:F1} MB", "no growth");
        figure($"Replay of {what}: processor time of the server in that minute, one viewer", $"{used.TotalSeconds:F2} s", "about 0");
        await page.ClickAsync("[data-do=play]");

        async Task FirstAsync(string how, Func<Task<double>> open)
        {
            // The first visit of this browser fetches the scripts.
            _ = await open();
            var opened = new List<double>();
            for (var i = 0; i < 9; i++)
                opened.Add(await open());
            figure($"Replay of {what}: open to first frame with its prices, {how}, p50 of {opened.Count}", $"{Load.Percentile([.. opened], 0.5):F0} ms ({opened.Min():F0}-{opened.Max():F0})", firstGoal);
        }
    }

    /// <summary>Megabytes in use after a collection.</summary>
    private static async Task<double> HeapAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        var bytes = await page.EvaluateAsync<double>("() => performance.memory.usedJSHeapSize");
        await session.DetachAsync();
        return bytes / 1e6;
    }

    /// <summary>What the server answers when so many open the same day at once: the requests of a first frame, by clients without a browser.</summary>
    private async Task ViewersAsync(int viewers)
    {
        const string Span = "start=2026-01-15T05:00:00Z&end=2026-01-16T05:00:00Z";
        string[] paths =
        [
            $"/api/v1/replay/incidents?market=PJM&{Span}", $"/api/v1/replay/system?market=PJM&{Span}", $"/api/v1/replay/prices?market=PJM&kind=RTM&{Span}",
            "/api/v1/prices/frames?market=PJM&kind=RTM&start=2026-01-15T17:00:00Z&end=2026-01-15T19:00:00Z&format=packed",
        ];
        var bytes = (await Task.WhenAll(paths.Select(client.BytesAsync))).Sum(answer => (long)answer.Length);
        var taken = await Task.WhenAll(Enumerable.Range(0, viewers).Select(async _ =>
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await Task.WhenAll(paths.Select(client.BytesAsync));
            return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }));
        figure($"{viewers} viewers at once, the answers of a first frame ({bytes:N0} bytes each), without browsers, p95", $"{Load.Percentile(taken, 0.95):F0} ms", "3,000 ms with them");
    }

    private async Task ImportAsync(string file, string dataset)
    {
        var (import, time) = await client.ImportAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file), dataset);
        say(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {import.GetProperty("status").GetString()}, {import.GetProperty("rowsWritten").GetInt64():N0} rows in {time.TotalSeconds:F2} s."));
    }

#pragma warning disable CA5394 // Made-up numbers, the same at every run.
    /// <summary>Nodes in PJM's area and a day of theirs.</summary>
    private async Task MakeUpAsync(int nodes, int intervals)
    {
        var random = new Random(20260115);
        var places = new StringBuilder("node_id,name,node_type,iso_region,latitude,longitude\n");
        var levels = new double[nodes];
        for (var i = 0; i < nodes; i++)
        {
            places.Append(CultureInfo.InvariantCulture, $"RP_{i:00000},Replay {i},generator,PJM,{36.5 + (random.NextDouble() * 6):F5},{-82 + (random.NextDouble() * 8):F5}\n");
            levels[i] = (random.NextDouble() * 16) - 8;
        }
        var prices = new StringBuilder("node_id,timestamp,lmp_total,lmp_energy,lmp_congestion,lmp_loss,iso_region,market_type\n");
        for (var k = 0; k < intervals; k++)
        {
            var at = new DateTime(2026, 1, 15, 5, 0, 0, DateTimeKind.Utc).AddMinutes(5 * k).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var energy = Math.Round(35 + (20 * Math.Sin(k * Math.Tau / intervals)), 2);
            for (var i = 0; i < nodes; i++)
            {
                var (congestion, loss) = (Math.Round(levels[i] * (1 + Math.Sin((k + i) * 0.05)), 2), Math.Round(levels[i] * 0.1, 2));
                prices.Append(CultureInfo.InvariantCulture, $"RP_{i:00000},{at},{energy + congestion + loss:F2},{energy:F2},{congestion:F2},{loss:F2},PJM,RTM\n");
            }
        }
        foreach (var (name, text, dataset) in new[] { ("replay-nodes.csv", places, "nodes"), ("replay-prices.csv", prices, "prices") })
        {
            var (import, time) = await client.ImportAsync(name, Encoding.UTF8.GetBytes(text.ToString()), dataset);
            say(string.Create(CultureInfo.InvariantCulture, $"{name}: {import.GetProperty("status").GetString()}, {import.GetProperty("rowsWritten").GetInt64():N0} rows in {time.TotalSeconds:F2} s."));
        }
    }
#pragma warning restore CA5394
}
