using System.Globalization;
using System.Text.RegularExpressions;
using GridApp.Tests.Contract;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace GridApp.Tests.Browser;

/// <summary>Prices, consumption and generation as a person sees them: what is drawn, told, saved and kept in the address.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class SeriesPagesTests(BrowserHost host, ITestOutputHelper output)
{
    private const string Drawn = ".board[data-state=ready][data-drawn]";

    [Fact]
    public async Task Market_OnOpening_DrawsFourChartsAndSaysUnitZoneAndThatItIsSimulated()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/market");
        await probe.Page.Locator(Drawn).WaitForAsync();

        Assert.Equal(4, await probe.Page.Locator(".main-svg").CountAsync() / 3);
        Assert.Contains("$/MWh · UTC−8", await probe.Page.Locator("[data-chart=prices] .panel-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("simulated", await probe.Page.Locator("[data-chart=prices] .panel-head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("UTC−8", await probe.Page.Locator("[data-chart=prices] .xtitle").TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("–", await probe.Page.Locator("[data-figure='ptf.mean']").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await probe.Page.Locator("[data-chart=prices] .points path").CountAsync() > 0, "negative hours and spikes are marked");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Span_Chosen_IsInTheAddressAndComesBackWithIt()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/consumption");
        await probe.Page.Locator(Drawn).WaitForAsync();

        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Day", Exact = true }).ClickAsync();
        await Assertions.Expect(probe.Page).ToHaveURLAsync(OneDay());
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Earlier" }).ClickAsync();
        await probe.Page.WaitForFunctionAsync("() => document.querySelectorAll('input[type=date]')[0].value === document.querySelectorAll('input[type=date]')[1].value");
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Tables" }).ClickAsync();
        await Assertions.Expect(probe.Page).ToHaveURLAsync(new Regex("view=table"));
        await probe.Page.Locator("[data-chart=consumption] table").WaitForAsync();

        await probe.Page.ReloadAsync();
        await probe.Page.Locator("[data-chart=consumption] table").WaitForAsync();
        Assert.Contains("Actual (MW)", await probe.Page.Locator("[data-chart=consumption] thead").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("289", await probe.Page.Locator("[data-chart=consumption] table").GetAttributeAsync("aria-rowcount"));
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Crosshair_OverOneChart_StandsInTheOthersAndMovesByKeys()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/market");
        await probe.Page.Locator(Drawn).WaitForAsync();

        await probe.Page.Locator("[data-chart=prices] .plot").HoverAsync();
        await Assertions.Expect(probe.Page.Locator(".chart-reading:not([hidden])")).ToHaveCountAsync(2);
        await probe.Page.Mouse.MoveAsync(2, 2);
        await probe.Page.Locator("[data-chart=prices] .plot").FocusAsync();
        await probe.Page.Keyboard.PressAsync("ArrowRight");
        await probe.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Contains("01:00–02:00", await probe.Page.Locator(".board:has([data-chart=prices]) [data-part=told]").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Zoom_ByButtons_HoldsForEveryChartInTime_AndGoesBack()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/market");
        await probe.Page.Locator(Drawn).WaitForAsync();

        await probe.Page.Locator("[data-chart=prices] [data-do=zoom-in]").ClickAsync();
        await probe.Page.Locator(".board[data-zoomed]:has([data-chart=prices])").WaitForAsync();
        await probe.Page.Locator("[data-chart=spread] [data-do=unzoom]").ClickAsync();
        await probe.Page.Locator(".board:not([data-zoomed]):has([data-chart=prices])").WaitForAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Files_OfAChart_AreAPictureAndTheNumbers()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/generation");
        await probe.Page.Locator("[data-chart=fuels] .main-svg").First.WaitForAsync();

        var picture = await probe.Page.RunAndWaitForDownloadAsync(() => probe.Page.Locator("[data-chart=fuels] [data-do=png]").ClickAsync());
        Assert.Matches(@"^generation-RTS-\d{8}-fuels\.png$", picture.SuggestedFilename);
        Assert.True(new FileInfo(await picture.PathAsync()).Length > 10_000);
        var numbers = await probe.Page.RunAndWaitForDownloadAsync(() => probe.Page.Locator("[data-chart=fuels] a[download]").ClickAsync());
        Assert.Contains("fuel,mw", await File.ReadAllTextAsync(await numbers.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Generation_OfOwnPlants_IsGroupedAsChosen_AndStaysInTheOrganization()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/generation?by=plant");
        await probe.Page.Locator("[data-chart=own-groups] tbody tr").First.WaitForAsync();
        Assert.Equal(["Unit 1", "Unit 2"], (await probe.Page.Locator("[data-chart=own-groups] tbody th").AllInnerTextsAsync()).Order(StringComparer.Ordinal));
        Assert.Empty(probe.Faults);

        await using var stranger = await host.VisitAsync(GridAppHost.OtherAdmin);
        await stranger.GoAsync("/generation?by=plant");
        await stranger.Page.GetByText("No generation of your plants of RTS in these days").WaitForAsync();
        await stranger.Page.Locator("[data-chart=fuels] .main-svg").First.WaitForAsync();
        Assert.Empty(stranger.Faults);
    }

    [Fact]
    public async Task Market_WithoutNumbers_SaysWhatWouldBeHereAndHowItComes()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, locale: "tr-TR");
        await probe.GoAsync("/market?market=EPIAS&from=2026-11-01&to=2026-11-02");
        await probe.Page.GetByText("Bu günlerde EPIAS için fiyat verisi yok").WaitForAsync();
        Assert.True(await probe.Page.GetByText("market-prices veri kümesiyle").IsVisibleAsync());

        await probe.GoAsync("/market?market=RTS&from=2020-01-01&to=2020-01-02");
        await probe.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("tarihine kadarki") }).ClickAsync();
        await probe.Page.Locator(Drawn).WaitForAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Month_OfFiveMinutes_IsDrawnSoonAfterTheClick()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/consumption");
        await probe.Page.Locator(Drawn).WaitForAsync();
        List<double> times = [];
        for (var i = 0; i < 5; i++)
        {
            times.Add(await ClickAndDrawAsync(probe.Page, "Month"));
            await ClickAndDrawAsync(probe.Page, "Day");
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A month of consumption in five minutes, click to drawn: median {times[2]:0} ms, slowest {times[4]:0} ms"));
        // The figure is 500 ms on a machine of its own; here others build and test beside it.
        Assert.InRange(times[2], 0, 2000);
    }

    [Fact]
    public async Task Page_FromTheRail_IsDrawnSoonAfterTheClick()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/consumption");
        await probe.Page.Locator(Drawn).WaitForAsync();
        await probe.GoAsync("/about");
        var time = await probe.Page.EvaluateAsync<double>("""
            () => new Promise(resolve => {
              const start = performance.now();
              const look = () => document.querySelector('.board[data-state=ready][data-drawn]') ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
              document.querySelector('nav a[href="consumption"]').click();
              look();
            })
            """);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The page of consumption from another one, click to drawn: {time:0} ms"));
        Assert.InRange(time, 0, 4000);
    }

    private static Task<double> ClickAndDrawAsync(IPage page, string button) => page.EvaluateAsync<double>("""
        button => new Promise(resolve => {
          const board = document.querySelector('.board');
          const before = board.dataset.drawn;
          const start = performance.now();
          const look = () => board.dataset.state === 'ready' && board.dataset.drawn !== before ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
          [...document.querySelectorAll('.segments button')].find(one => one.textContent === button).click();
          look();
        })
        """, button);

    [GeneratedRegex(@"from=(\d{4}-\d\d-\d\d)&to=\1")]
    private static partial Regex OneDay();
}
