using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using GridApp.Live;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static GridApp.Tests.Features.Plants.SomePlants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantsPageTests : BunitContext
{
    private readonly LiveBus live = QuietBus.Make();

    private readonly Rows rows = new(
        Plant(1, 500, Fuel.Nuclear, "Diablo Canyon", market: "CAISO") with { MarketApproximate = true, Country = "USA", Owner = "PG&E" },
        Plant(2, 50, Fuel.Wind, "<script>alert(1)</script>", market: "ERCOT"),
        Plant(3, 5, Fuel.Wind, "Bandırma", simulated: true));

    public PlantsPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ILiveBus>(live);
        Services.AddSingleton(new PlantCatalogue(rows, TimeProvider.System));
        this.AddAuthorization().SetAuthorized("somebody");
    }

    private sealed class Rows(params CataloguePlant[] plants) : IPlantSource
    {
        public bool Away { get; set; }

        public PlantsOut Out { get; set; } = PlantsOut.Nothing;

        public int Incidents { get; set; } = 1;

        public Task<PlantVersions> VersionAsync(CancellationToken cancellation) => Away ? throw new Npgsql.NpgsqlException("away") : Task.FromResult(new PlantVersions(1, Incidents));

        public Task<PlantChanges> ChangesAsync(long since, CancellationToken cancellation) => Task.FromResult(new PlantChanges(1, true, plants));

        public Task<PlantsOut> OutAsync(DateTimeOffset at, CancellationToken cancellation) => Task.FromResult(Out);
    }

    private IRenderedComponent<PlantsPage> At(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<PlantsPage>();
    }

    private static string[] Names(IRenderedComponent<PlantsPage> page) => [.. page.FindAll("tbody th a").Select(link => link.TextContent)];

    private string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    [Fact]
    public void List_SomebodyReportsAnOutage_FollowsIt()
    {
        IRenderedComponent<PlantsPage> page = At("plants");
        rows.Out = new PlantsOut(DateTimeOffset.UtcNow.AddMinutes(-1), null, [new PlantOut(1, new Availability(PlantStatus.Derated, 123))]);
        rows.Incidents++;
        live.Publish(LiveTopic.Incidents);
        page.WaitForAssertion(() => Assert.Contains("123 MW", page.Find("tbody tr[aria-rowindex='2']").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains("Derated", page.Find("tbody tr[aria-rowindex='2']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void List_StatusFilter_FollowsWhatComesUnderIt()
    {
        IRenderedComponent<PlantsPage> page = At("plants?status=forced_outage");
        Assert.Empty(Names(page));
        rows.Out = new PlantsOut(DateTimeOffset.UtcNow.AddMinutes(-1), null, [new PlantOut(3, new Availability(PlantStatus.ForcedOutage, 0))]);
        rows.Incidents++;
        live.Publish(LiveTopic.Incidents);
        page.WaitForAssertion(() => Assert.Equal(["Bandırma"], Names(page)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void List_All_IsBiggestFirstWithItsMarks()
    {
        IRenderedComponent<PlantsPage> page = At("plants");
        Assert.Equal(["Diablo Canyon", "<script>alert(1)</script>", "Bandırma"], Names(page));
        Assert.Empty(page.FindAll("script"));
        IElement first = page.Find("tbody tr[aria-rowindex='2']");
        Assert.Contains("500 MW", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("approximate", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("plants/1", first.QuerySelector("a")?.GetAttribute("href"));
        Assert.Contains("3 of 3 plants", page.Find("p.count").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plants?fuel=wind", "2 of 3 plants")]
    [InlineData("plants?market=ERCOT", "1 of 3 plants")]
    [InlineData("plants?minMw=20&maxMw=100", "1 of 3 plants")]
    [InlineData("plants?q=bandirma", "1 of 3 plants")]
    [InlineData("plants?status=derated", "0 of 3 plants")]
    public void List_AddressWithFilter_Filters(string address, string count) => Assert.Contains(count, At(address).Find("p.count").TextContent, StringComparison.Ordinal);

    [Fact]
    public void List_FuelPressed_GoesIntoTheAddressAndTheFile()
    {
        IRenderedComponent<PlantsPage> page = At("plants");
        page.FindAll(".fuels button").Single(button => button.TextContent.Contains("Wind", StringComparison.Ordinal)).Click();
        Assert.Equal("/plants?fuel=wind", Address);
        page.WaitForAssertion(() => Assert.Equal("true", page.FindAll(".fuels button").Single(button => button.TextContent.Contains("Wind", StringComparison.Ordinal)).GetAttribute("aria-pressed")));
        Assert.Equal(2, Names(page).Length);
        Assert.Equal("api/v1/plants?format=csv&fuel=wind", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void List_HeadPressed_Sorts()
    {
        IRenderedComponent<PlantsPage> page = At("plants");
        page.Find("thead th button").Click();
        page.WaitForAssertion(() => Assert.Equal("ascending", page.Find("thead th").GetAttribute("aria-sort")));
        Assert.Equal("/plants?sort=name", Address);
        Assert.Equal(["<script>alert(1)</script>", "Bandırma", "Diablo Canyon"], Names(page));
    }

    [Fact]
    public void List_NothingMatches_OffersToClear()
    {
        IRenderedComponent<PlantsPage> page = At("plants?q=nowhere");
        page.Find(".empty-state button").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Length));
        Assert.Equal("/plants", Address);
    }

    [Fact]
    public void List_AddressThatMeansNothing_SaysSoAndShowsAll()
    {
        IRenderedComponent<PlantsPage> page = At("plants?fuel=%3Cscript%3E");
        Assert.NotNull(page.Find(".notice[role=alert]"));
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(3, Names(page).Length);
    }

    [Fact]
    public void List_DatabaseAway_OffersToTryAgain()
    {
        rows.Away = true;
        IRenderedComponent<PlantsPage> page = At("plants");
        rows.Away = false;
        page.Find(".error-state button").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Length));
    }

    [Fact]
    public void List_Turkish_SpeaksTurkish()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("tr-TR");
        Assert.Contains("3 santralden 3 tanesi", At("plants").Find("p.count").TextContent, StringComparison.Ordinal);
    }
}
