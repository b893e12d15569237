using System.Globalization;
using Bunit;
using GridApp.Domain.Organizations;
using GridApp.Features.Geography;
using GridApp.Live;
using GridApp.Tests.Contract;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Geography;

public sealed class GeographyPageTests : BunitContext, IClassFixture<GeographyWorld>
{
    public GeographyPageTests(GeographyWorld world)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Services.AddLocalization();
        Services.AddSingleton(world.Database.Database);
        Services.AddSingleton<TimeProvider>(new At(new DateTimeOffset(2026, 1, 15, 12, 7, 0, TimeSpan.Zero)));
        Services.AddSingleton<ILiveBus>(QuietBus.Make());
        Services.AddGeography();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("somebody").SetRoles(Roles.Analyst);
    }

    [Fact]
    public void Zones_StandLargestFirst_WithWhatIsNotToBeTakenAtFaceValue()
    {
        var page = Page("geography");
        page.WaitForAssertion(() => Assert.Equal(["Texas", "California, about", "West Şehir", "Across the line", "Hub"], Names(page)));
        Assert.Contains("Approximate", Rows(page)[1], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Market boundary", Rows(page)[0], StringComparison.Ordinal);
        Assert.Matches(@"^map\?lat=-?\d+(\.\d+)?&lng=-?\d+(\.\d+)?&z=\d+$", page.Find("tbody a").GetAttribute("href"));
        Assert.Equal("5 of 5", page.Find(".said").TextContent);
        Assert.Equal("api/v1/zones?format=csv", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Lines_SayWhatFlowsNow_AndHowMuchOfTheirLimitThatIs()
    {
        var page = Page("geography?tab=lines&market=RTS&sort=-loading");
        page.WaitForAssertion(() => Assert.Equal(["One", "Transformer", "Two"], Names(page)));
        var one = Rows(page)[0];
        Assert.Contains("-160 MW", one, StringComparison.Ordinal);
        Assert.Contains("80.0%", one, StringComparison.Ordinal);
        Assert.Contains("230 kV", one, StringComparison.Ordinal);
        Assert.Contains("3 of 4 · flows of 15 Jan 2026 12:05 UTC, real time", page.Find(".said").TextContent, StringComparison.Ordinal);
        Assert.Equal("descending", page.FindAll("thead th").Single(head => head.TextContent.Contains("Loading", StringComparison.Ordinal)).GetAttribute("aria-sort"));
    }

    [Fact]
    public void FiltersAndSorting_GoIntoTheAddress()
    {
        var page = Page("geography");
        page.Find("#geography-market").Change("ERCOT");
        page.WaitForAssertion(() => Assert.Equal(["Texas", "West Şehir", "Hub"], Names(page)));
        page.Find("#geography-kind").Change("load_zone");
        page.WaitForAssertion(() => Assert.Equal(["West Şehir"], Names(page)));
        page.FindAll("thead button")[0].Click();
        page.WaitForAssertion(() => Assert.EndsWith("/geography?market=ERCOT&type=load_zone&sort=name", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        page.Find("#geography-text").Change("nowhere");
        page.WaitForAssertion(() => Assert.Contains("Nothing matches", page.Markup, StringComparison.Ordinal));
        page.Find(".empty-state button").Click();
        page.WaitForAssertion(() => Assert.Equal(5, Names(page).Count()));
    }

    [Fact]
    public void AnAddressThatMeansNothing_ShowsEverythingAndSaysSo()
    {
        var page = Page("geography?type=county");
        Assert.Contains("county", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(5, Names(page).Count()));
    }

    [Theory]
    [InlineData("geography")]
    [InlineData("geography?tab=lines")]
    [InlineData("geography?market=ERCOT&type=hub&q=x%20y&sort=-name")]
    [InlineData("geography?tab=lines&market=none&kind=dc_line&minKv=230&sort=from")]
    public void Addresses_AreReadAsTheyAreWritten(string address) =>
        Assert.Equal(address, GeographyState.Of(new Uri("http://here/" + address)).Value.Address());

    private static IEnumerable<string> Names(IRenderedComponent<GeographyPage> page) => page.FindAll("tbody th .name, tbody th a, tbody th > span:not(.tag)").Select(name => name.TextContent.Trim());

    private static string[] Rows(IRenderedComponent<GeographyPage> page) => [.. page.FindAll("tbody tr[aria-rowindex]").Select(row => row.TextContent)];

    private IRenderedComponent<GeographyPage> Page(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<GeographyPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeletons")), TimeSpan.FromSeconds(10));
        return page;
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
