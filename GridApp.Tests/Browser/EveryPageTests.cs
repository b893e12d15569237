using System.Globalization;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>Each page in light, dark and on a phone: a screenshot for eyes (artifacts/screens), and what machines can judge.</summary>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(BrowserHost host)
{
    public static TheoryData<string, string> Visits
    {
        get
        {
            var visits = new TheoryData<string, string>();
            foreach (var page in VisitedPage.All.Where(page => VisitedPage.Templates.Contains(page.Template)))
            {
                foreach (var look in new[] { "light", "dark", "phone" })
                    visits.Add(page.Address, look);
            }

            return visits;
        }
    }

    [Fact]
    public void EveryRoutablePage_IsVisited() => Assert.Empty(VisitedPage.Templates.Except(VisitedPage.All.Select(page => page.Template)));

    [Theory]
    [MemberData(nameof(Visits))]
    public async Task Page_InEachLook_IsCleanAccessibleAndFits(string address, string look)
    {
        var visited = VisitedPage.All.Single(page => page.Address == address);
        await using var probe = await host.VisitAsync(visited.UserName, look == "dark" ? "dark" : "light", look == "phone" ? 390 : 1440, look == "phone" ? 844 : 860);

        await probe.GoAsync(address.Replace("{plant}", await PlantIdAsync(address), StringComparison.Ordinal).Replace("{incident}", host.Incident.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await probe.Page.WaitForTimeoutAsync(400);
        await probe.Page.ScreenshotAsync(new PageScreenshotOptions { Path = SourceTree.Path($"artifacts/screens/{visited.FileName}-{look}.png") });

        Assert.Empty(await probe.AccessibilityFaultsAsync());
        Assert.False(await probe.ScrollsSidewaysAsync(), "The page is wider than the window.");
        // A page for a failed request is itself a failed request on the console.
        Assert.DoesNotContain(probe.Faults, fault => visited.Status == 200 || !fault.Contains($"status of {visited.Status}", StringComparison.Ordinal));
    }

    private async Task<string> PlantIdAsync(string address)
    {
        if (!address.Contains("{plant}", StringComparison.Ordinal))
            return "";
        using var client = await host.App.AsAsync(GridAppHost.Admin);
        using var plants = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/v1/plants?limit=1"));
        return plants.RootElement.GetProperty("features")[0].GetProperty("properties").GetProperty("id").GetRawText();
    }
}
