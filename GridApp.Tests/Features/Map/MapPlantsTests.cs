using GridApp.Domain.Geography;
using GridApp.Domain.Plants;
using GridApp.Features.Map;
using GridApp.Features.Plants;
using GridApp.Tests.Features.Plants;

namespace GridApp.Tests.Features.Map;

public sealed class MapPlantsTests
{
    private static readonly BoundingBox World = BoundingBox.Of(-180, -90, 180, 90).Value;

    [Fact]
    public async Task InView_LimitIsLess_GivesTheBiggestAndTheTotal()
    {
        var plants = FixedPlants.Of(SomePlants.Plant(1, mw: 5), SomePlants.Plant(2, mw: 500), SomePlants.Plant(3, mw: 50));
        var (found, total) = await plants.InViewAsync(MapState.Default, World, 2, default);
        Assert.Equal([2, 3], found.Select(one => one.Plant.Id));
        Assert.Equal(3, total);
    }

    [Fact]
    public async Task InView_NoFuelShown_IsNothing()
    {
        var plants = FixedPlants.Of(SomePlants.Plant(1));
        var (found, total) = await plants.InViewAsync(MapState.Default.WithFuels(all: false), World, 10, default);
        Assert.Empty(found);
        Assert.Equal(0, total);
    }

    [Fact]
    public async Task InView_AcrossTheDateLine_FindsBothSides()
    {
        var plants = FixedPlants.Of(
            SomePlants.Plant(1, longitude: 179, latitude: 0), SomePlants.Plant(2, longitude: -179, latitude: 0), SomePlants.Plant(3, longitude: 0, latitude: 0));
        var (found, _) = await plants.InViewAsync(MapState.Default, BoundingBox.Of(170, -10, -170, 10).Value, 10, default);
        Assert.Equal([1, 2], found.Select(one => one.Plant.Id).Order());
    }

    [Fact]
    public async Task Search_WithoutPlace_IsNotOffered()
    {
        var plants = FixedPlants.Of(SomePlants.Plant(1, name: "Grand Coulee"), SomePlants.Plant(2, name: "Coulee Annex", longitude: null, latitude: null));
        var found = await plants.SearchAsync("coulee", 8, default);
        Assert.Equal([1], found.Select(one => one.Plant.Id));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("O'Brien \"x\"")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Search_AnyCharacters_MeanThemselves(string text)
    {
        var plants = FixedPlants.Of(SomePlants.Plant(1, name: "Plain"), SomePlants.Plant(2, name: $"a {text} b"));
        Assert.Equal([2], (await plants.SearchAsync(text, 8, default)).Select(one => one.Plant.Id));
    }

    [Fact]
    public async Task Markets_CountsOnlyWhatHasAPlace()
    {
        var plants = FixedPlants.Of(
            SomePlants.Plant(1, market: "PJM"), SomePlants.Plant(2, market: "PJM"), SomePlants.Plant(3), SomePlants.Plant(4, market: "ERCOT", longitude: null, latitude: null));
        Assert.Equal([(null, 1), ("PJM", 2)], await plants.MarketsAsync(default));
    }

    [Fact]
    public async Task BoxOf_Market_HoldsItsPlants()
    {
        var plants = FixedPlants.Of(
            SomePlants.Plant(1, market: "ERCOT", longitude: -100, latitude: 30), SomePlants.Plant(2, market: "ERCOT", longitude: -95, latitude: 33), SomePlants.Plant(3, longitude: 10, latitude: 50));
        var box = await plants.BoxOfAsync("ERCOT", default);
        Assert.Equal((-100d, 30d, -95d, 33d), (box!.Value.West, box.Value.South, box.Value.East, box.Value.North));
        Assert.Null(await plants.BoxOfAsync("PJM", default));
    }

    [Fact]
    public async Task BoxOf_OneMisplacedPlantAmongMany_IsLeftOut()
    {
        CataloguePlant[] all =
        [
            .. Enumerable.Range(1, 400).Select(id => SomePlants.Plant(id, market: "ERCOT", longitude: -100 + (id * 0.01), latitude: 30)),
            SomePlants.Plant(401, market: "ERCOT", longitude: 120, latitude: -40),
        ];
        var box = await FixedPlants.Of(all).BoxOfAsync("ERCOT", default);
        Assert.True(box!.Value.East < -90);
    }

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await FixedPlants.Of(SomePlants.Plant(1)).FindAsync(2, default));

    [Fact]
    public void Marks_EveryFuelAndStatus_HasAShape()
    {
        Assert.All(Enum.GetValues<Fuel>(), fuel => Assert.StartsWith("M", MapMarks.Shape(fuel), StringComparison.Ordinal));
        var shapes = Enum.GetValues<PlantStatus>().Select(MapMarks.Shape).ToArray();
        Assert.Equal(shapes.Length, shapes.Distinct().Count());
        Assert.Equal(shapes.Length, Enum.GetValues<PlantStatus>().Select(MapMarks.Colour).Distinct().Count());
    }
}
