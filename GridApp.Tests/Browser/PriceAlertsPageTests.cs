using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>Where an administrator says which prices the organization wants to hear of, and everybody of it reads what was found.</summary>
[Collection(BrowserTests.Name)]
public sealed class PriceAlertsPageTests(BrowserHost host)
{
    [Fact]
    public async Task Administrator_SetsARule_ChangesIt_AndDeletesIt_AnAnalystReadsIt()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440);
        await probe.GoAsync("/prices");
        var page = probe.Page;
        await page.Locator("main, header").GetByRole(AriaRole.Link, new() { Name = "Alerts", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).ClickAsync();
        await page.Locator("#rule-node").FillAsync("NO-SUCH-NODE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#rule-name-note")).ToHaveTextAsync("A name of 1 to 120 characters.");
        await Assertions.Expect(page.Locator("#rule-node-note")).ToHaveTextAsync("The market has no node of this code.");
        await Assertions.Expect(page.Locator("#rule-node")).ToHaveValueAsync("NO-SUCH-NODE");

        var name = "<b>Scarcity</b> " + Guid.NewGuid().ToString("N")[..4];
        await page.Locator("#rule-name").FillAsync(name);
        await page.Locator("#rule-node").FillAsync("");
        await page.Locator("#rule-threshold").FillAsync("250.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var row = page.Locator("tbody tr").Filter(new() { HasText = name });
        await Assertions.Expect(row).ToContainTextAsync("above 250.5 $/MWh");

        await using (var analyst = await host.VisitAsync(GridAppHost.Analyst))
        {
            await analyst.GoAsync("/prices/alerts?edit=new");
            await Assertions.Expect(analyst.Page.Locator("tbody tr").Filter(new() { HasText = name })).ToBeVisibleAsync();
            Assert.Equal(0, await analyst.Page.Locator("main #rule-name, main a[href*='edit=']").CountAsync());
        }

        await row.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.Locator("#rule-test").SelectOptionAsync("unusual");
        await page.Locator("#rule-threshold").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("4 deviations from the same hours of 7 days");
        await row.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete with its alerts" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(probe.Faults);
    }
}
