using System.Text.RegularExpressions;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>The simulated market played back as a person plays it: with buttons, keys and the address.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReplayTests(BrowserHost host, SimulationHost grid)
{
    [Fact]
    public async Task Day_IsPlayed_Stepped_AndSharedByItsAddress()
    {
        await using var probe = await OpenAsync("/replay?market=RTS");
        var page = probe.Page;
        await Assertions.Expect(Part(page, "price").Locator(".number")).Not.ToHaveTextAsync("–");
        // Keys: to the start of the span, an interval on, an hour on.
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:00"));
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:05"));
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^01:05"));
        await Assertions.Expect(Part(page, "told")).ToContainTextAsync("01:05");

        // The address is the moment: opened again it is the same one.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("at="));
        var figure = await Part(page, "price").Locator(".number").InnerTextAsync();
        await page.ReloadAsync();
        await ReadyAsync(page);
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^01:05"));
        await Assertions.Expect(Part(page, "price").Locator(".number")).ToHaveTextAsync(figure);

        // Played, the clock moves without the server: nothing goes over the circuit meanwhile.
        await Do(page, "play").ClickAsync();
        await Assertions.Expect(page.Locator(".replay")).ToHaveAttributeAsync("data-playing", "true");
        await Assertions.Expect(Part(page, "interval")).Not.ToHaveTextAsync(new Regex("^01:05"));
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".replay")).ToHaveAttributeAsync("data-playing", "false");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Table_FollowsTheClock_AndSaysWhatTheMapShows()
    {
        await using var probe = await OpenAsync("/replay?market=RTS&table=nodes");
        var page = probe.Page;
        await Do(page, "hour-back").ClickAsync();
        var interval = await Part(page, "interval").InnerTextAsync();
        await Assertions.Expect(Part(page, "table-moment")).ToContainTextAsync(interval.Split('–')[0]);
        await Assertions.Expect(Part(page, "table").Locator("tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(Part(page, "table").Locator("tbody tr")).ToHaveCountAsync(73);

        // Zones are not drawn by default; their table has them all the same, with their types in words.
        await page.Locator("[data-table=zones]").ClickAsync();
        await Assertions.Expect(Part(page, "table").Locator("tbody tr").Filter(new() { HasText = "Load zone" }).First).ToBeVisibleAsync();
        foreach (var table in new[] { "lines", "system", "plants", "events" })
        {
            await page.Locator($"[data-table={table}]").ClickAsync();
            await Assertions.Expect(Part(page, "table").Locator("table, p").First).ToBeVisibleAsync();
        }

        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Span_Bookmarked_IsInTheListAndOpensAgain()
    {
        await using var probe = await OpenAsync("/replay?market=RTS");
        var page = probe.Page;
        await page.Keyboard.PressAsync("Home");
        await page.Locator("[popovertarget=replay-bookmarks]").ClickAsync();
        var list = page.Locator("#replay-bookmarks");
        var name = "Ramp " + Guid.NewGuid().ToString("N")[..6];
        await list.Locator("form input").FillAsync(name);
        await list.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(list.GetByText(name)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await ReadyAsync(page);
        await page.Locator("[popovertarget=replay-bookmarks]").ClickAsync();
        await page.Locator("#replay-bookmarks").GetByText(name).ClickAsync();
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:00"));
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task MomentOutsideTheSpan_SpanWithoutData_AndNonsense_AreAnsweredInSentences()
    {
        await using var probe = await OpenAsync("/replay?market=RTS");
        // The notice goes by itself after some seconds: it is waited for from the first moment.
        await probe.Page.GotoAsync("/replay?market=RTS&day=1999-01-01&at=2030-01-01T00:00:00Z", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(Part(probe.Page, "notice")).ToBeVisibleAsync();
        await Assertions.Expect(Part(probe.Page, "nothing")).ToBeVisibleAsync();
        await probe.GoAsync("/replay?market=RTS&day=banana&at=yesterday&speed=fast&component=gold");
        await ReadyAsync(probe.Page);
        await Assertions.Expect(Part(probe.Page, "nothing")).ToBeHiddenAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Replay_IsThereBeforeTheCircuit_AndStaysWhatItIsWhenTheCircuitComes()
    {
        await using var probe = await OpenAsync("/replay?market=RTS");
        var page = probe.Page;
        var circuit = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await circuit.Task;
            await route.ContinueAsync();
        });
        // Nor does the first picture wait for a worker: the page's own thread paints it.
        var workers = new List<string>();
        await page.RouteAsync("**/*-worker.js", async route =>
        {
            workers.Add(route.Request.Url);
            await circuit.Task;
            await route.ContinueAsync();
        });
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await ReadyAsync(page);
        await Assertions.Expect(page.Locator(".replay[data-prices=here][data-painted]")).ToHaveCountAsync(1);
        Assert.NotEmpty(await page.EvaluateAsync<double[]>("() => performance.getEntriesByName('replay-first-picture').map(mark => mark.startTime)"));
        await page.Keyboard.PressAsync("Home");
        await Do(page, "on").ClickAsync();
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:05"));
        await Assertions.Expect(page.Locator(".replay-host[data-early]")).ToHaveCountAsync(1);
        await page.EvaluateAsync("() => { document.querySelector('.replay').dataset.mine = 'yes'; }");

        await page.Locator("[popovertarget=replay-keys]").ClickAsync();
        await Assertions.Expect(page.Locator("#replay-keys")).ToBeVisibleAsync();
        await Do(page, "on").FocusAsync();

        Assert.NotEmpty(workers);
        circuit.SetResult();
        await Assertions.Expect(page.Locator(".connection[data-state=live]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".replay-host:not([data-early]) > .replay[data-mine=yes]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".replay")).ToHaveCountAsync(1);
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:05"));
        await Assertions.Expect(Do(page, "on")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#replay-keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Part(page, "interval")).ToHaveTextAsync(new Regex("^00:10"));
        Assert.Empty(probe.Faults);
    }

    private async Task<PageProbe> OpenAsync(string address)
    {
        var probe = await host.VisitAsync(grid, GridAppHost.Analyst, address);
        await ReadyAsync(probe.Page);
        return probe;
    }

    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator(".replay[data-state=ready]")).ToHaveCountAsync(1);

    private static ILocator Part(IPage page, string name) => page.Locator($"[data-part={name}]");

    private static ILocator Do(IPage page, string name) => page.Locator($"[data-do={name}]").First;
}
