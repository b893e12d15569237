using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Plants;
using GridApp.Live;
using GridApp.Tests.Data;
using GridApp.Tests.Live;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantPageTests : BunitContext, IClassFixture<TestDatabase>
{
    private static readonly Actor Super = new(Roles.SuperAdmin, null, null);

    private readonly LiveBus live = QuietBus.Make();
    private readonly TestDatabase database;

    public PlantPageTests(TestDatabase database)
    {
        this.database = database;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        Services.AddLocalization();
        Services.AddSingleton(database.Database);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ILiveBus>(live);
        Services.AddPlants();
        this.AddAuthorization().SetAuthorized("somebody").SetRoles(Roles.SuperAdmin);
    }

    private async Task<PlantDetail> CreateAsync(PlantDraft draft) => (await new CreatePlant(database.Database, TimeProvider.System).RunAsync(draft, Super, default)).Value;

    private IRenderedComponent<PlantPage> Page(int id)
    {
        IRenderedComponent<PlantPage> page = Render<PlantPage>(parameters => parameters.Add(p => p.Id, id));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeletons")), TimeSpan.FromSeconds(10));
        return page;
    }

    [Fact]
    public async Task Page_Plant_ShowsFiguresUnitsAndTheWayToTheMap()
    {
        PlantDetail plant = await CreateAsync(new PlantDraft { Name = "Page", Fuel = "hydro", CapacityMw = 54.4, Latitude = 39.9, Longitude = 33.4, Units = [new() { Code = "U1", CapacityMw = 54.4 }] });
        IRenderedComponent<PlantPage> page = Page(plant.Id);
        Assert.Contains("Hydro", page.Markup, StringComparison.Ordinal);
        Assert.Contains("U1", page.Find(".table").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find($"a[href='map?plant={plant.Id}']"));
        Assert.Contains("100.0%", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ChangedPlant_TellsWhatChanged()
    {
        PlantDetail plant = await CreateAsync(new PlantDraft { Name = "Old name", CapacityMw = 10 });
        await new ChangePlant(database.Database, TimeProvider.System).RunAsync(plant.Id, JsonDocument.Parse("""{"name":"New name","capacityMw":12}""").RootElement, null, Super, default);
        IElement steps = Page(plant.Id).Find(".steps");
        Assert.Contains("Old name", steps.TextContent, StringComparison.Ordinal);
        Assert.Contains("New name", steps.TextContent, StringComparison.Ordinal);
        Assert.Contains("Capacity, MW", steps.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_SourceThatIsNoWebAddress_IsNoLink()
    {
        PlantDetail plant = await CreateAsync(new PlantDraft { Name = "<img src=x onerror=alert(1)>", CapacityMw = 10 });
        await database.AsOwnerAsync<int>($"update plants set source_url = 'javascript:alert(1)', source = 'Somewhere' where id = {plant.Id} returning id");
        IRenderedComponent<PlantPage> page = Page(plant.Id);
        Assert.DoesNotContain("javascript:", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
        Assert.Contains("Somewhere", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_SomebodyReportsAnOutage_FollowsWithoutBlinking()
    {
        PlantDetail plant = await CreateAsync(new PlantDraft { Name = "Watched", CapacityMw = 400 });
        IRenderedComponent<PlantPage> page = Page(plant.Id);
        Assert.Contains("100.0%", page.Markup, StringComparison.Ordinal);
        await database.OutAsync(plant.Id, "forced", 100, DateTimeOffset.UtcNow.AddMinutes(-1));
        live.Publish(LiveTopic.Incidents);
        page.WaitForAssertion(() => Assert.Contains("75.0%", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(page.FindAll(".skeletons"));
        Assert.Contains("Derated", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NoSuchPlant_SaysSoAndLeadsBack()
    {
        IRenderedComponent<PlantPage> page = Page(int.MaxValue);
        Assert.Equal("plants", page.Find(".empty-state a").GetAttribute("href"));
    }
}
