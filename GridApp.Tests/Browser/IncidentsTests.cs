using System.Globalization;
using System.Text.RegularExpressions;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>What a person does with incidents: report one in three clicks from where they stand, and see what others reported without asking.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class IncidentsTests(BrowserHost host)
{
    private string OwnPlant => host.OwnPlant.ToString(CultureInfo.InvariantCulture);

    private static ILocator ReportButton(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Report incident" });

    /// <summary>Types what only the person knows, and sends it.</summary>
    private static async Task SendAsync(IPage page, string reason, string mw)
    {
        var drawer = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(drawer.Locator("#incident-mw")).ToBeVisibleAsync();
        await drawer.Locator("#incident-mw").FillAsync(mw);
        await drawer.Locator("#incident-reason").FillAsync(reason);
        await ReportButton(drawer.Page).Last.ClickAsync();
        await Assertions.Expect(drawer).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Report_FromTheMap_InThreeClicks_IsSeenByAnotherBrowser()
    {
        await using var watching = await host.VisitAsync(GridAppHost.Analyst, width: 1440);
        await watching.GoAsync("/incidents?q=Map%20press");
        await Assertions.Expect(watching.Page.GetByText("No incident matches these filters")).ToBeVisibleAsync();

        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/map?lat=40.7&lng=29.6&z=9");
        await Assertions.Expect(probe.Page.Locator(".counts")).ToContainTextAsync("plants in view");
        var map = await probe.Page.Locator(".map").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no map.");
        await probe.Page.Mouse.ClickAsync(map.X + (map.Width / 2), map.Y + (map.Height / 2));
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Heading, new() { Name = "Marmara CCGT" })).ToBeVisibleAsync();
        await ReportButton(probe.Page).ClickAsync();
        await SendAsync(probe.Page, "Map press", "11");

        await Assertions.Expect(probe.Page.Locator(".plant-incidents li").First).ToContainTextAsync("Forced outage");
        await Assertions.Expect(watching.Page.GetByRole(AriaRole.Link, new() { Name = "Marmara CCGT" })).ToBeVisibleAsync();
        await Assertions.Expect(watching.Page.Locator("tbody")).ToContainTextAsync("11 of 880 MW");
        Assert.Empty(probe.Faults);
        Assert.Empty(watching.Faults);
    }

    [Fact]
    public async Task Report_FromThePlant_ShowsInItsTimelineAtOnce()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/plants/" + OwnPlant);
        await ReportButton(probe.Page).ClickAsync();
        await SendAsync(probe.Page, "Plant press", "12");
        await Assertions.Expect(probe.Page.GetByText("Plant press")).ToBeVisibleAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Report_FromTheList_GoesToTheIncidentsStory()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin, width: 1440);
        await probe.GoAsync("/incidents");
        await ReportButton(probe.Page).ClickAsync();
        await probe.Page.Locator("#incident-subject").FillAsync("marmara");
        await probe.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Filter(new() { HasText = "Marmara CCGT" }).ClickAsync();
        await SendAsync(probe.Page, "List press", "13");

        var row = probe.Page.Locator("tbody tr").Filter(new() { HasText = "List press" });
        await Assertions.Expect(row).ToContainTextAsync("13 of 880 MW");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(probe.Page.Locator(".sentence")).ToContainTextAsync("13 of 880 MW out since");
        await Assertions.Expect(probe.Page.Locator(".steps")).ToContainTextAsync("reported 13 MW out");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Analyst_SeesNoWayToReport()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        foreach (string address in (string[])["/incidents", "/plants/" + OwnPlant, "/map?plant=" + OwnPlant, "/incidents/" + host.Incident.ToString(CultureInfo.InvariantCulture)])
        {
            await probe.GoAsync(address);
            await Assertions.Expect(probe.Page.Locator("main")).ToContainTextAsync(Something());
            Assert.Equal(0, await ReportButton(probe.Page).CountAsync());
            Assert.Equal(0, await probe.Page.Locator(".incident-actions").CountAsync());
        }
    }

    [Fact]
    public async Task Incident_AnotherRadius_IsInTheAddress_AndByKeyboard()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/incidents/" + host.Incident.ToString(CultureInfo.InvariantCulture));
        await Assertions.Expect(probe.Page.Locator(".list")).ToContainTextAsync("Kocaeli Rüzgâr");
        await probe.Page.GetByRole(AriaRole.Link, new() { Name = "25 km", Exact = true }).FocusAsync();
        await probe.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(probe.Page).ToHaveURLAsync(Narrow());
        await Assertions.Expect(probe.Page.GetByText("Nothing else was out")).ToBeVisibleAsync();
        Assert.Empty(probe.Faults);
    }

    [GeneratedRegex("km=25$")]
    private static partial Regex Narrow();

    [GeneratedRegex("\\w")]
    private static partial Regex Something();
}
