using Bunit;
using Bunit.TestDoubles;
using GridApp.Components;
using GridApp.Domain.Plants;
using GridApp.Domain.Prices;
using GridApp.Features.Map;
using GridApp.Hosting;
using GridApp.Live;
using GridApp.Tests.Features.Plants;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Map;

public sealed class MapPageTests : BunitContext
{
    private readonly BunitJSModuleInterop module;
    private readonly BunitJSModuleInterop map;
    private readonly LiveBus live = QuietBus.Make();
    private readonly FixedNodes nodes = new() { Values = [new MapNodeValue(FixedNodes.Node(7), 31.5f, "$/MWh")] };
    private MapOptions configured = new();

    public MapPageTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ILiveBus>(live);
        Services.AddSingleton(_ => new GridOptions { Map = configured });
        Services.AddSingleton(FixedPlants.Of(
            SomePlants.Plant(1, mw: 2400, fuel: Fuel.Hydro, name: "Atatürk <Dam>", longitude: 38.3, latitude: 37.5, market: "EPIAS") with { MarketApproximate = true, Source = "A data set", SourceUrl = "javascript:alert(1)", SourceYear = 2019 },
            SomePlants.Plant(2, mw: 50, fuel: Fuel.Wind, name: "Breezy", longitude: 30, latitude: 39)));
        Services.AddSingleton<IMapNodes>(nodes);
        Services.AddSingleton<IMapGrid>(new FixedGrid());
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        module = JSInterop.SetupModule(SiteFiles.Module("features/Map/map.js"));
        map = module.SetupModule(invocation => invocation.Identifier == "create");
        map.Mode = JSRuntimeMode.Loose;
    }

    private string Url => Services.GetRequiredService<NavigationManager>().Uri["http://localhost/".Length..];

    private static MapView View(int shown = 2, bool wide = true) =>
        new(39, 35, 6, 26, 36, 45, 42, wide, shown, 2450, [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0], [new MapSize(1000, 12)]);

    [Fact]
    public void Open_WithAView_MakesTheMapThere()
    {
        Open("map?lat=39&lng=35&z=6&color=status&fuel=wind&market=EPIAS");
        var options = Assert.IsType<MapScriptOptions>(module.Invocations["create"][0].Arguments[1]);
        Assert.Equal((39d, 35d, 6d), (options.Latitude, options.Longitude, options.Zoom));
        Assert.Equal("status", options.ColorBy);
        Assert.Equal(["wind"], options.Layers.Fuels);
        Assert.Equal(["market", "EPIAS"], options.Filters.Single());
    }

    [Fact]
    public void Open_WithAPlantAlone_StartsAtThePlant()
    {
        var page = Open("map?plant=1");
        var options = Assert.IsType<MapScriptOptions>(module.Invocations["create"][0].Arguments[1]);
        Assert.Equal((37.5, 38.3), (options.Latitude, options.Longitude));
        Assert.Equal("Atatürk <Dam>", page.Find("#plant-name").TextContent);
        Assert.Single(map.Invocations["select"]);
    }

    [Fact]
    public void Open_TilesConfigured_GivesThemToTheMapAndCreditsThem()
    {
        configured = new MapOptions { TileUrl = "https://tiles.example/{z}/{x}/{y}.png", TileAttribution = "© Example <tiles>" };
        var page = Open("map");
        var options = Assert.IsType<MapScriptOptions>(module.Invocations["create"][0].Arguments[1]);
        Assert.Equal(configured.TileUrl, options.TileUrl);
        Assert.Contains("© Example &lt;tiles&gt;", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Details_ApproximateMarketAndVintage_AreMarked()
    {
        var page = Open("map?plant=1");
        Assert.Contains("EPIAS", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".facts .tag"));
        Assert.Contains("2019", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[href='plants/1']"));
    }

    [Fact]
    public void Details_AddressThatIsNoWebAddress_IsNoLink() => Assert.DoesNotContain("javascript:", Open("map?plant=1").Markup, StringComparison.Ordinal);

    [Fact]
    public void Details_UnknownPlant_SaysSo()
    {
        var page = Open("map?plant=99");
        Assert.Equal("No such plant", page.Find("#plant-name").TextContent);
        page.Find(".details .icon-button").Click();
        Assert.Equal("map", Url);
    }

    [Fact]
    public async Task View_Moved_IsInTheUrl()
    {
        var page = Open("map?fuel=wind");
        await page.InvokeAsync(() => page.Instance.OnView(View()));
        Assert.Equal("map?lat=39&lng=35&z=6&fuel=wind", Url);
        Assert.True(Services.GetRequiredService<BunitNavigationManager>().History.First().Options.ReplaceHistoryEntry);
    }

    [Fact]
    public async Task Fuel_Clicked_IsHiddenOnTheMapAndInTheUrl()
    {
        var page = Open("map");
        await page.InvokeAsync(() => page.Instance.OnView(View()));
        await page.Find("button.switch[title=Wind]").ClickAsync(new());
        Assert.Equal("false", page.Find("button.switch[title=Wind]").GetAttribute("aria-pressed"));
        Assert.DoesNotContain("wind", Assert.IsType<MapLayers>(map.Invocations["setLayers"][0].Arguments[0]).Fuels);
        Assert.DoesNotContain("fuel=wind", Url, StringComparison.Ordinal);
        Assert.Contains("fuel=hydro", Url, StringComparison.Ordinal);
        Assert.Equal("1", page.Find("button.switch[title=Wind] .count").TextContent);
    }

    [Fact]
    public async Task Market_Chosen_FiltersAndFits()
    {
        var page = Open("map");
        await page.Find("#market").ChangeAsync(new ChangeEventArgs { Value = "EPIAS" });
        Assert.Contains("market=EPIAS", Url, StringComparison.Ordinal);
        Assert.Single(map.Invocations["setFilters"]);
        Assert.Equal([38.3, 37.5, 38.3, 37.5], map.Invocations["fit"][0].Arguments);
    }

    [Fact]
    public async Task Table_Opened_ListsWhatIsInView()
    {
        var page = Open("map?table=plants");
        await page.InvokeAsync(() => page.Instance.OnView(View()));
        Assert.Equal(["Atatürk <Dam>", "Breezy"], page.FindAll("tbody th").Select(cell => cell.TextContent.Trim()));
        var csv = page.Find("a[download]").GetAttribute("href");
        Assert.StartsWith("api/v1/plants?bbox=26,36,45,42", Uri.UnescapeDataString(csv!), StringComparison.Ordinal);
        await page.Find("tbody button").ClickAsync(new());
        Assert.Contains("plant=1", Url, StringComparison.Ordinal);
        Assert.Single(map.Invocations["flyTo"]);
    }

    [Fact]
    public async Task Feed_Fails_SaysWhatToDoAndTriesAgain()
    {
        var page = Open("map");
        await page.InvokeAsync(() => page.Instance.OnFeed("error", "offline"));
        Assert.Contains("cannot be reached", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("[role=alert] button").ClickAsync(new());
        Assert.Single(map.Invocations["retry"]);
        await page.InvokeAsync(() => page.Instance.OnFeed("ready", null));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Nothing_InView_OffersToShowAll()
    {
        var page = Open("map?fuel=nothing");
        await page.InvokeAsync(() => page.Instance.OnFeed("ready", null));
        await page.InvokeAsync(() => page.Instance.OnView(View(shown: 0)));
        await page.Find(".banner button").ClickAsync(new());
        Assert.Equal("map?lat=39&lng=35&z=6", Url);
    }

    [Fact]
    public async Task Counts_AreSaidInALiveRegion()
    {
        var page = Open("map");
        await page.InvokeAsync(() => page.Instance.OnFeed("ready", null));
        await page.InvokeAsync(() => page.Instance.OnView(View()));
        Assert.Contains("2 plants in view", page.Find("[role=status].counts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherLink_WhileOpen_IsFollowed()
    {
        var page = Open("map");
        await page.InvokeAsync(() => page.Instance.OnView(View()));
        Services.GetRequiredService<NavigationManager>().NavigateTo("map?plant=2");
        page.WaitForAssertion(() => Assert.Equal("Breezy", page.Find("#plant-name").TextContent));
        Assert.NotEmpty(map.Invocations["flyTo"]);
    }

    [Theory]
    [InlineData(LiveTopic.Plants)]
    [InlineData(LiveTopic.Incidents)]
    public void Change_Somewhere_IsFollowedByTheScript(string topic)
    {
        var page = Open("map");
        live.Publish(topic);
        page.WaitForAssertion(() => Assert.Single(map.Invocations["update"]), TimeSpan.FromSeconds(10));
        live.Publish(LiveTopic.Notifications);
        Assert.Single(map.Invocations["update"]);
    }

    [Fact]
    public async Task Disposed_GivesTheMapBack()
    {
        Open("map");
        await DisposeComponentsAsync();
        Assert.Single(map.Invocations["dispose"]);
    }

    [Fact]
    public async Task Prices_SwitchedOn_AreDrawnFittedAndInTheUrl()
    {
        nodes.Newest = [(PriceKinds.DayAhead, DateTimeOffset.UtcNow), (PriceKinds.RealTime, DateTimeOffset.UtcNow)];
        var page = Open("map");
        Assert.True(page.Find(".price-bar").HasAttribute("hidden"));
        await page.Find("#layer-prices").ClickAsync(new());
        var choice = Assert.IsType<MapPriceChoice>(map.Invocations["setPrices"][0].Arguments[0]);
        Assert.True(choice is { Surface: true, Kind: "RTM", Component: "total", At: null });
        Assert.Single(map.Invocations["fitPrices"]);
        Assert.Contains("prices=surface", Url, StringComparison.Ordinal);
        Assert.False(page.Find(".price-bar").HasAttribute("hidden"));
        Assert.Contains(page.FindAll(".segments button"), button => button.TextContent == "DA − RT");
    }

    [Fact]
    public async Task Prices_OfAMarketThatEnded_AreShownOfItsNewestMoment()
    {
        nodes.Newest = [(PriceKinds.RealTime, new DateTimeOffset(2025, 8, 21, 17, 0, 0, TimeSpan.Zero))];
        var page = Open("map");
        await page.Find("#layer-prices").ClickAsync(new());
        Assert.Contains("at=2025-08-21T17:00Z", Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_OfAnotherComponent_ForgetTheLimits()
    {
        var page = Open("map?prices=points&min=10&max=90");
        await page.FindAll(".segments button").Single(button => button.TextContent == "Congestion").ClickAsync(new());
        Assert.Equal("map?prices=points&component=congestion", Url);
    }

    [Fact]
    public async Task Prices_Told_StandInTheBarWithTheirTimeUnitAndTag()
    {
        var page = Open("map?prices=surface");
        await page.InvokeAsync(() => page.Instance.OnPrices(new MapShownPrices(
            new DateTimeOffset(2026, 11, 27, 22, 35, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 27, 22, 40, 0, TimeSpan.Zero), 5, "$/MWh", "all", ["RTS"], [], 73, 2, 0)));
        var bar = page.Find(".price-bar").TextContent;
        Assert.Contains("14:35–14:40", bar, StringComparison.Ordinal);
        Assert.Contains("22:35 UTC", bar, StringComparison.Ordinal);
        Assert.Contains("$/MWh", bar, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".price-bar .tag"));
    }

    [Fact]
    public async Task Prices_NoneThen_OffersTheNewest()
    {
        nodes.Newest = [(PriceKinds.RealTime, new DateTimeOffset(2025, 8, 21, 17, 0, 0, TimeSpan.Zero))];
        var page = Open("map?prices=surface&at=2024-01-01T00:00Z");
        await page.InvokeAsync(() => page.Instance.OnPriceFeed("none", null));
        Assert.Contains("No such prices", page.Find(".moment").TextContent, StringComparison.Ordinal);
        await page.Find(".price-bar .link").ClickAsync(new());
        Assert.Contains("at=2025-08-21T17:00Z", Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_Found_IsTheNewMoment_AndNowForgetsIt()
    {
        map.Setup<string?>("stepPrices", 1, "interval").SetResult("2026-11-27T10:05:00.000Z");
        var page = Open("map?prices=surface&at=2026-11-27T10:00Z");
        await page.Find("button[title='One interval on']").ClickAsync(new());
        Assert.Equal("map?prices=surface&at=2026-11-27T10:05Z", Url);
        await page.Find("button.now").ClickAsync(new());
        Assert.Equal("map?prices=surface", Url);
    }

    [Fact]
    public async Task Node_Clicked_OpensItsPanel()
    {
        var page = Open("map?prices=points");
        await page.InvokeAsync(() => page.Instance.OnNodeSelected(7));
        page.WaitForAssertion(() => Assert.Equal("ABEL", page.Find("#node-name").TextContent));
        Assert.Contains("node=7", Url, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[href='prices/nodes/7']"));
    }

    [Fact]
    public async Task Layer_Fails_SaysWhichAndTriesAgain()
    {
        var page = Open("map?lines=1");
        await page.InvokeAsync(() => page.Instance.OnGridFeed("lines", "server"));
        Assert.Contains("Lines:", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("[role=alert] button").ClickAsync(new());
        Assert.Single(map.Invocations["retry"]);
        await page.InvokeAsync(() => page.Instance.OnGridFeed("lines", null));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Lines_Told_CanBeNarrowedByVoltage()
    {
        var page = Open("map?lines=1");
        await page.InvokeAsync(() => page.Instance.OnLines(new MapShownLines(121, 2, true, [new MapLineClass(230, 84), new MapLineClass(115, 37)])));
        Assert.Contains("2 at the limit", page.Find(".layers").TextContent, StringComparison.Ordinal);
        await page.FindAll(".layers .chip").First(chip => chip.TextContent.Contains("230", StringComparison.Ordinal)).ClickAsync(new());
        var choice = Assert.IsType<MapGridChoice>(map.Invocations["setGrid"][0].Arguments[0]);
        Assert.Equal([500, 345, 115, 1, 0], choice.Classes);
        Assert.DoesNotContain("kv=230", Url, StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_ChangeSomewhere_AsksForNothingElse()
    {
        var page = Open("map?prices=surface");
        live.Publish(LiveTopic.Prices);
        page.WaitForAssertion(() => Assert.Single(map.Invocations["update"]), TimeSpan.FromSeconds(10));
        Assert.Equal([LiveTopic.Prices], Assert.IsType<string[]>(map.Invocations["update"][0].Arguments[0]));
    }

    [Fact]
    public void Page_FromTheServer_HasAllThatTheScriptNeedsToBegin()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var page = Open("map?lat=39&lng=35&z=6&prices=surface");
        var begun = System.Text.Json.JsonDocument.Parse(page.Find(".map").GetAttribute("data-options")!).RootElement;
        Assert.Equal(39, begun.GetProperty("latitude").GetDouble());
        Assert.True(begun.GetProperty("prices").GetProperty("surface").GetBoolean());
    }

    private IRenderedComponent<MapPage> Open(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        return Render<MapPage>();
    }
}
