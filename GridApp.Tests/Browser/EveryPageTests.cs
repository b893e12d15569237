using System.Globalization;
using System.Text.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>
/// Each page on a desk in English and on a phone in Turkish, both in light and dark: what machines can judge, and with <c>GRID_SCREENS=1</c> screenshots for eyes (artifacts/screens).
/// A page is loaded once for the desk and once for the phone, side by side; between light and dark only the theme turns.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(BrowserHost host, OpenWindows windows) : IClassFixture<OpenWindows>
{
    private static readonly bool Pictures = Environment.GetEnvironmentVariable("GRID_SCREENS") == "1";

    public static TheoryData<string> Addresses => [.. VisitedPage.All.Where(page => VisitedPage.Templates.Contains(page.Template)).Select(page => page.Address)];

    [Fact]
    public void EveryRoutablePage_IsVisited() => Assert.Empty(VisitedPage.Templates.Except(VisitedPage.All.Select(page => page.Template)));

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_InEachLook_IsCleanAccessibleAndFits(string address)
    {
        var visited = VisitedPage.All.Single(page => page.Address == address);
        string path = address.Replace("{plant}", await PlantIdAsync(address), StringComparison.Ordinal).Replace("{incident}", host.Incident.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{node}", host.Node.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{user}", host.Analyst.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{organization}", host.App.FirstOrganization.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        string[][] faults = await Task.WhenAll(LookAsync(visited, path, isPhone: false), LookAsync(visited, path, isPhone: true));

        Assert.Empty(faults.SelectMany(found => found));
    }

    private async Task<string[]> LookAsync(VisitedPage visited, string path, bool isPhone)
    {
        var probe = await windows.TakeAsync(visited.UserName, isPhone);
        var faults = new List<string>();
        await probe.SetThemeAsync("light");
        await probe.GoAsync(path);
        await JudgeAsync("light", colours: false);
        await probe.TurnAsync("dark");
        await JudgeAsync("dark", colours: true);

        // A page for a failed request is itself a failed request on the console.
        faults.AddRange(probe.Faults.Where(fault => visited.Status == 200 || !fault.Contains($"status of {visited.Status}", StringComparison.Ordinal)));
        return [.. faults];

        async Task JudgeAsync(string theme, bool colours)
        {
            string look = (isPhone ? "phone-tr-" : "") + theme;
            if (Pictures)
                await probe.Page.ScreenshotAsync(new PageScreenshotOptions { Path = SourceTree.Path($"artifacts/screens/{visited.FileName}-{look}.png") });
            faults.AddRange((await probe.AccessibilityFaultsAsync(colours)).Select(fault => $"{look}: {fault}"));
            if (await probe.ScrollsSidewaysAsync())
                faults.Add($"{look}: The page is wider than the window.");
            if (await probe.CutsTheTitleAsync())
                faults.Add($"{look}: Hardly anything is seen of the title.");
        }
    }

    private async Task<string> PlantIdAsync(string address)
    {
        if (!address.Contains("{plant}", StringComparison.Ordinal))
            return "";
        using var client = await host.App.AsAsync(GridAppHost.Admin);
        using var plants = JsonDocument.Parse(await client.GetStringAsync("/api/v1/plants?limit=1"));
        return plants.RootElement.GetProperty("features")[0].GetProperty("properties").GetProperty("id").GetRawText();
    }
}
