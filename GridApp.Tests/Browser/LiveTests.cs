using GridApp.Tests.Contract;
using GridApp.Tests.Data;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>What one person reports, others see without doing anything.</summary>
[Collection(BrowserTests.Name)]
public sealed class LiveTests(BrowserHost host)
{
    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 15_000 };

    [Fact]
    public async Task Outage_ReportedElsewhere_AppearsOnTheMapTheListAndThePlantsPage()
    {
        int plant = await SomeOutages.NumberAsync(host.App.OwnerConnectionString, "select id from plants where code = 'GB-GAS'");
        await using var map = await host.VisitAsync(GridAppHost.Analyst);
        await using var list = await host.VisitAsync(GridAppHost.Admin);
        await using var page = await host.VisitAsync(GridAppHost.OtherAdmin, locale: "tr-TR");
        await map.GoAsync($"/map?plant={plant}");
        await list.GoAsync("/plants?q=Pembroke");
        await page.GoAsync($"/plants/{plant}");
        var row = list.Page.Locator("tbody tr[aria-rowindex='2']");
        var panel = map.Page.Locator(".details");
        await Assertions.Expect(panel).ToContainTextAsync("2,180", new() { Timeout = 15_000 });
        await Assertions.Expect(row).ToContainTextAsync("2,180");

        var fetched = map.Page.WaitForRequestAsync("**/api/v1/plants/availability");
        int incident = await SomeOutages.NumberAsync(host.App.OwnerConnectionString, SomeOutages.Sql(plant, "forced", 2180, DateTimeOffset.UtcNow.AddMinutes(-5)));
        await Assertions.Expect(row).ToContainTextAsync("Forced outage", Soon);
        await Assertions.Expect(panel).ToContainTextAsync("Forced outage", Soon);

        // Drawn anew by somebody else's write, the page still speaks its reader's language.
        await Assertions.Expect(page.Page.Locator(".figures")).ToContainTextAsync("Arıza", Soon);
        await fetched;

        await SomeOutages.NumberAsync(host.App.OwnerConnectionString, $"""
            with ended as (update incident_segments set end_at = now() where incident_id = {incident} returning incident_id)
            update incidents set end_at = now() where id = {incident} returning id
            """);
        await Assertions.Expect(row).Not.ToContainTextAsync("Forced outage", new() { Timeout = 15_000 });
        await Assertions.Expect(panel).Not.ToContainTextAsync("Forced outage", new() { Timeout = 15_000 });
        Assert.Empty(map.Faults.Concat(list.Faults).Concat(page.Faults));
    }
}
