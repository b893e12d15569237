using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>The dashboard as a trader opens it in the morning.</summary>
[Collection(BrowserTests.Name)]
public sealed class DashboardTests(BrowserHost host)
{
    [Fact]
    public async Task OnOpening_ItIsTheMarketThatLives_WithItsNumbersAndCharts_AndSaysThatItIsSimulated()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst, width: 1440, height: 1250);
        await probe.GoAsync("/dashboard");
        foreach (string tile in (string[])["load", "ptf", "smf", "generation"])
            await Assertions.Expect(probe.Page.Locator($"[data-tile={tile}] .value")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\d (MW|\$/MWh)"));
        await Assertions.Expect(probe.Page.Locator("[data-tile=smf] .context")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("system (short|long)|balanced"));
        Assert.Equal("simulated", await probe.Page.Locator(".bar .tag").InnerTextAsync());
        Assert.Equal("RTS", await probe.Page.Locator("#dashboard-market").InputValueAsync());
        foreach (string chart in (string[])["prices", "fuels", "consumption"])
        {
            await probe.Page.Locator($"[data-chart={chart}] .main-svg").First.WaitForAsync();
            Assert.Contains("UTC−8", await probe.Page.Locator($"[data-chart={chart}] .panel-head").InnerTextAsync(), StringComparison.Ordinal);
        }

        // Pointing at one chart reads the others at the same moment: one of yesterday, which all of them have, however young the market's own day is.
        await probe.GoAsync("/dashboard?market=RTS&days=2");
        foreach (string chart in (string[])["prices", "fuels", "consumption"])
            await probe.Page.Locator($"[data-chart={chart}] .main-svg").First.WaitForAsync();
        await probe.Page.Locator("[data-chart=consumption] .plot").HoverAsync(new() { Position = new() { X = 120, Y = 80 } });
        await Assertions.Expect(probe.Page.Locator(".chart-reading:not([hidden])")).ToHaveCountAsync(3);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task MarketAndDays_AreInTheAddress_AndAMarketWithoutNumbersShowsItsOutagesAlone()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440, height: 1250);
        await probe.GoAsync("/dashboard");
        await probe.Page.GetByRole(AriaRole.Button, new() { Name = "Two days" }).ClickAsync();
        await Assertions.Expect(probe.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"dashboard\?market=RTS&days=2$"));
        await probe.GoAsync("/dashboard?market=RTS&days=2");
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Button, new() { Name = "Two days" })).ToHaveAttributeAsync("aria-pressed", "true");

        await probe.Page.Locator("#dashboard-market").SelectOptionAsync("EPIAS");
        await Assertions.Expect(probe.Page.Locator("[data-tile]")).ToHaveCountAsync(0);
        await Assertions.Expect(probe.Page.Locator("main").GetByText("Sakarya Kömür").First).ToBeVisibleAsync();
        await probe.Page.Locator("#dashboard-market").SelectOptionAsync("all");
        await Assertions.Expect(probe.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("market=all"));
        await Assertions.Expect(probe.Page.Locator("main").GetByText("Sakarya Kömür").First).ToBeVisibleAsync();
        Assert.Empty(probe.Faults);
    }
}
