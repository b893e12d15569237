using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>Names and reasons that are markup, shown everywhere that names and reasons are shown: nothing of them runs.</summary>
[Collection(BrowserTests.Name)]
public sealed class StoredScriptTests(BrowserHost host)
{
    private const string Markup = "<img src=x onerror=\"window.stolen=1\"><script>window.stolen=1</script>";

    [Fact]
    public async Task StoredXss_InEveryTextThatIsShown_StaysText()
    {
        using var super = await host.App.AsAsync(GridAppHost.SuperAdmin);
        using var admin = await host.App.AsAsync(GridAppHost.Admin);
        var mark = Guid.NewGuid().ToString("N")[..6];
        var organization = await IdAsync(super.PostAsJsonAsync("/api/v1/organizations", new { name = mark + Markup }));
        var person = await IdAsync(super.PostAsJsonAsync("/api/v1/users", new { userName = "xss" + mark, firstName = Markup, lastName = Markup, role = "analyst", organizationId = organization }));
        var plant = await IdAsync(admin.PostAsJsonAsync("/api/v1/plants", new
        {
            name = Markup + mark, code = "<b>" + mark, owner = Markup, zone = Markup, sourceFuel = Markup, fuel = "gas", capacityMw = 1000, latitude = 10.0, longitude = -30.0,
            units = new[] { new { code = "<i>1</i>", capacityMw = 1000 } },
        }));
        (await admin.PutAsJsonAsync($"/api/v1/plants/{plant}", new { owner = Markup + "2" })).EnsureSuccessStatusCode();
        var incident = await IdAsync(admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant, type = "forced", reason = Markup, description = Markup, affectedMw = 100 }));

        await using var probe = await host.VisitAsync(GridAppHost.SuperAdmin, width: 1440, height: 900);
        foreach (var address in new[]
        {
            "/organizations?q=" + mark, $"/organizations/{organization}", "/users?q=xss" + mark, $"/users/{person}", "/plants?q=" + mark, $"/plants/{plant}", $"/plants/{plant}/edit",
            "/incidents", $"/incidents/{incident}", "/dashboard?market=all", $"/map?plant={plant}",
        })
        {
            await probe.GoAsync(address);
            // On a page that changes it, the text stands in a field.
            await SaysAsync(probe.Page, address, "() => [document.querySelector('main').textContent, ...[...document.querySelectorAll('main input, main textarea')].map(field => field.value)].some(text => text.includes('window.stolen=1'))");
            await CleanAsync(probe.Page, address);
        }

        // The map's own tooltip: the plant stands alone in the ocean, in the middle of its map.
        var map = probe.Page.Locator(".map");
        var box = (await map.BoundingBoxAsync())!;
        await probe.GoAsync("/map?lat=10&lng=-30&z=6");
        for (var i = 0; i < 50 && await probe.Page.Locator(".map-tooltip:not([hidden])").CountAsync() == 0; i++)
        {
            await probe.Page.Mouse.MoveAsync(box.X + (box.Width / 2) + (i % 2), box.Y + (box.Height / 2));
            await Task.Delay(100);
        }

        await Assertions.Expect(probe.Page.Locator(".map-tooltip-name")).ToContainTextAsync("window.stolen=1");
        await CleanAsync(probe.Page, "the tooltip");

        // The search box, which shows names of everything.
        await probe.Page.Locator("#search").FillAsync(mark);
        await Assertions.Expect(probe.Page.Locator("#search-results .option").First).ToBeVisibleAsync();
        await CleanAsync(probe.Page, "the search");
    }

    private static async Task SaysAsync(IPage page, string address, string function)
    {
        try
        {
            await page.WaitForFunctionAsync(function, null, new PageWaitForFunctionOptions { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{address} does not show the text: {await page.Locator("main").InnerTextAsync()}");
        }
    }

    private static async Task CleanAsync(IPage page, string where)
    {
        Assert.False(await page.EvaluateAsync<bool>("() => 'stolen' in window"), "Something ran on " + where);
        Assert.True(await page.Locator("img[src=x]").CountAsync() == 0, "Markup became markup on " + where);
    }

    private static async Task<int> IdAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }
}
