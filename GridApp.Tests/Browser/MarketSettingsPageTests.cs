using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>How late a market publishes and how long simulated days stay: set by a super admin, read by everybody.</summary>
[Collection(BrowserTests.Name)]
public sealed class MarketSettingsPageTests(BrowserHost host)
{
    [Fact]
    public async Task Retention_IsSaved_RefusedBesideItsRow_AndOthersOnlyReadIt()
    {
        await using var probe = await host.VisitAsync(GridAppHost.SuperAdmin, width: 1440);
        await probe.GoAsync("/market/settings");
        var row = probe.Page.Locator("tr[data-market=RTS]");
        var days = row.Locator("input[min='1']").First;
        var was = await days.InputValueAsync();

        await days.FillAsync("9");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(probe.Page.Locator("[role=status]").Filter(new() { HasText = "RTS" })).ToBeAttachedAsync();
        await probe.GoAsync("/market/settings");
        await Assertions.Expect(days).ToHaveValueAsync("9");

        await days.FillAsync("0");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(days).ToHaveValueAsync("0");

        await using (var analyst = await host.VisitAsync(GridAppHost.Analyst, width: 1440))
        {
            await analyst.GoAsync("/market/settings");
            await Assertions.Expect(analyst.Page.Locator("tr[data-market=RTS]")).ToContainTextAsync("9 days");
            Assert.Equal(0, await analyst.Page.Locator("main input").CountAsync());
        }

        await days.FillAsync(was);
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Empty(probe.Faults);
    }
}
