using System.Text.RegularExpressions;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>What a person does with plants: narrow the list, find one on the map, share the address.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PlantsAndMapTests(BrowserHost host)
{
    [Fact]
    public async Task PlantsList_FilterInTheAddress_IsWhatTheControlsShow()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/plants?market=EPIAS&fuel=hydro");
        await Assertions.Expect(probe.Page.Locator("#plants-market")).ToHaveValueAsync("EPIAS");
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Link, new() { Name = "Atatürk Barajı ve HES" })).ToBeVisibleAsync();

        // Another choice changes the other filters' counts under the select; what was chosen stays chosen.
        await probe.Page.Locator("#plants-market").SelectOptionAsync("");
        await Assertions.Expect(probe.Page).ToHaveURLAsync(WithoutMarket());
        await Assertions.Expect(probe.Page.Locator("#plants-market")).ToHaveValueAsync("");
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Map_SearchFliesAndOpensThePlant_AndTheAddressBringsItBack()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/map");
        await Assertions.Expect(probe.Page.Locator(".counts")).ToContainTextAsync("plants in view");
        await probe.Page.Locator("#map-search").FillAsync("palo");
        var option = probe.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Palo Verde" });
        await Assertions.Expect(option).ToBeVisibleAsync();

        // A slow finger on a slow circuit: the server has time to hear of whatever the press alone does.
        await option.ClickAsync(new() { Delay = 600 });
        var title = probe.Page.GetByRole(AriaRole.Heading, new() { Name = "Palo Verde" });
        await Assertions.Expect(title).ToBeVisibleAsync();
        await Assertions.Expect(probe.Page).ToHaveURLAsync(WithPlant());

        await probe.Page.ReloadAsync();
        await Assertions.Expect(title).ToBeVisibleAsync();
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task Map_TableTwin_ShowsWhatIsInView_NamesAsText()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Analyst);
        await probe.GoAsync("/map?lat=54&lng=8&z=7&table=1");
        await Assertions.Expect(probe.Page.Locator(".table-panel")).ToContainTextAsync("Windpark <b>Nord</b>");
        await Assertions.Expect(probe.Page.Locator(".table-panel")).Not.ToContainTextAsync("Palo Verde");
        Assert.Empty(probe.Faults);
    }

    [GeneratedRegex("/plants\\?fuel=hydro$")]
    private static partial Regex WithoutMarket();

    [GeneratedRegex("plant=\\d+")]
    private static partial Regex WithPlant();
}
