using System.Text;
using System.Text.Json;
using GridApp.Domain.Geography;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using static GridApp.Tests.Features.Plants.SomePlants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantSnapshotTests
{
    [Fact]
    public void Find_All_IsBiggestFirstThenById() =>
        Assert.Equal([7, 2, 5, 9], Snapshot(Plant(9, 10), Plant(5, 50), Plant(2, 50), Plant(7, 80)).Ids(PlantFilter.All));

    [Fact]
    public void Find_Limit_KeepsTheBiggestAndSaysHowManyThereAre()
    {
        PlantMatches matches = Snapshot(Plant(1, 10), Plant(2, 20), Plant(3, 30)).Find(PlantFilter.All, 2);
        Assert.Equal([3, 2], matches.Ids());
        Assert.Equal(3, matches.Total);
        Assert.True(matches.Truncated);
    }

    [Fact]
    public void Find_LimitReachedExactly_IsNotTruncated() => Assert.False(Snapshot(Plant(1), Plant(2)).Find(PlantFilter.All, 2).Truncated);

    [Fact]
    public void Find_Box_LeavesOutPlantsWithoutALocation()
    {
        PlantSnapshot snapshot = Snapshot(Plant(1), Plant(2, longitude: null, latitude: null), Plant(3, longitude: 10));
        Assert.Equal([1], snapshot.Ids(new PlantFilter { Box = BoundingBox.Parse("-125,30,-110,40").Value }));
        Assert.Equal([1, 3], snapshot.Ids(new PlantFilter { Box = BoundingBox.Parse("-500,-90,500,90").Value }));
        Assert.Equal([1, 2, 3], snapshot.Ids(PlantFilter.All));
        Assert.Equal([1, 3], snapshot.Ids(new PlantFilter { LocatedOnly = true }));
    }

    [Fact]
    public void Find_EachFilter_Filters()
    {
        PlantSnapshot snapshot = Snapshot(
            Plant(1, 10, Fuel.Wind, market: "ERCOT", organization: 4),
            Plant(2, 20, Fuel.Solar, market: "CAISO", simulated: true),
            Plant(3, 30, Fuel.Unknown));
        Assert.Equal([2, 1], snapshot.Ids(new PlantFilter { Fuels = [Fuel.Wind, Fuel.Solar] }));
        Assert.Equal([3], snapshot.Ids(new PlantFilter { Fuels = [Fuel.Unknown] }));
        Assert.Equal([1], snapshot.Ids(new PlantFilter { Markets = ["ERCOT"] }));
        Assert.Equal([3, 2], snapshot.Ids(new PlantFilter { Markets = ["CAISO", PlantFilter.NoMarket] }));
        Assert.Equal([], snapshot.Ids(new PlantFilter { Markets = ["PJM"] }));
        Assert.Equal([1], snapshot.Ids(new PlantFilter { OrganizationId = 4 }));
        Assert.Equal([], snapshot.Ids(new PlantFilter { OrganizationId = 0 }));
        Assert.Equal([2], snapshot.Ids(new PlantFilter { Simulated = true }));
        Assert.Equal([3, 1], snapshot.Ids(new PlantFilter { Simulated = false }));
        Assert.Equal([2], snapshot.Ids(new PlantFilter { MinMw = 15, MaxMw = 25 }));
        Assert.Equal([3, 2], snapshot.Ids(new PlantFilter { MinMw = 20 }));
        Assert.Equal([3, 2, 1], snapshot.Ids(new PlantFilter { Statuses = [PlantStatus.Available] }));
        Assert.Equal([], snapshot.Ids(new PlantFilter { Statuses = [PlantStatus.ForcedOutage, PlantStatus.Derated] }));
    }

    [Theory]
    [InlineData("iskenderun", "İskenderun Termik", true)]
    [InlineData("ISKENDERUN", "İskenderun Termik", true)]
    [InlineData("İSKENDERUN", "iskenderun", true)]
    [InlineData("sao paulo", "Usina São Paulo", true)]
    [InlineData("kizilirmak", "Kızılırmak", true)]
    [InlineData("%", "100% Green", true)]
    [InlineData("%", "Green", false)]
    [InlineData("_", "Green", false)]
    [InlineData("'", "O'Neill", true)]
    [InlineData("' or 1=1 --", "O'Neill", false)]
    [InlineData("\\", "back\\slash", true)]
    [InlineData(".*", "Anything", false)]
    public void Find_Name_IsLiteralAndKnowsNoCaseOrAccents(string asked, string name, bool found) =>
        Assert.Equal(found, Snapshot(Plant(1, name: name)).Find(new PlantFilter { Name = asked }).Total == 1);

    [Fact]
    public void With_ChangedAndNewPlants_KeepsTheOrderAndTheOthers()
    {
        PlantSnapshot before = Snapshot(Plant(1, 10), Plant(2, 20), Plant(3, 30));
        PlantSnapshot after = before.With(2, [Plant(2, 40, name: "Renamed"), Plant(4, 25)]);
        Assert.Equal([2, 3, 4, 1], after.Ids(PlantFilter.All));
        Assert.Equal("Renamed", after.Find(2)?.Name);
        Assert.Equal([2], after.Ids(new PlantFilter { Name = "renamed" }));
        Assert.Equal([3, 2, 1], before.Ids(PlantFilter.All));
        Assert.Equal("Plant 2", before.Find(2)?.Name);
        Assert.Equal(2, after.Version);
    }

    [Fact]
    public void Under_SomePlantsOut_TellsItInFiltersAndBytes_AndLeavesTheOthers()
    {
        PlantSnapshot whole = Snapshot([.. Enumerable.Range(1, 300).Select(id => Plant(id, 1000 - id))]);
        PlantSnapshot out3 = whole.Under(new PlantsOut(default, null, [new(64, new(PlantStatus.ForcedOutage, 0)), new(2, new(PlantStatus.Derated, 12.5)), new(3, new(PlantStatus.Derated, 1)), new(999, new(PlantStatus.Derated, 1)), new(5, new(PlantStatus.Available, 995))]));
        Assert.Equal([2, 3], out3.Ids(new PlantFilter { Statuses = [PlantStatus.Derated] }));
        Assert.Equal([64], out3.Ids(new PlantFilter { Statuses = [PlantStatus.ForcedOutage] }));
        Assert.Equal(297, out3.Ids(new PlantFilter { Statuses = [PlantStatus.Available] }).Length);
        Assert.Equal(300, whole.Ids(new PlantFilter { Statuses = [PlantStatus.Available] }).Length);
        for (int index = 0; index < 300; index++)
        {
            JsonElement properties = JsonDocument.Parse(out3.FeatureAt(index).Whole.ToArray()).RootElement.GetProperty("properties");
            Assert.Equal(out3.AvailabilityAt(index), new Availability(Enum.GetValues<PlantStatus>().Single(status => status.Code() == properties.GetProperty("status").GetString()), properties.GetProperty("availableMw").GetDouble()));
            Assert.Equal(out3[index].Name, properties.GetProperty("name").GetString());
            Assert.Equal(whole.AvailabilityAt(index).AvailableMw, JsonDocument.Parse(whole.FeatureAt(index).Whole.ToArray()).RootElement.GetProperty("properties").GetProperty("availableMw").GetDouble());
        }
    }

    [Fact]
    public void Under_EqualContents_HaveEqualMarks()
    {
        PlantOut[] plants = [new(1, new(PlantStatus.Derated, 3)), new(2, new(PlantStatus.ForcedOutage, 0))];
        string mark = new PlantsOut(default, null, plants).Mark;
        Assert.Equal(mark, new PlantsOut(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, plants.Reverse()).Mark);
        Assert.NotEqual(mark, new PlantsOut(default, null, [plants[0]]).Mark);
        Assert.Equal("0", PlantsOut.Nothing.Mark);
    }

    [Fact]
    public void Feature_HostileText_StaysText()
    {
        CataloguePlant plant = Plant(1, name: "<script>alert('x')</script> \"Ş\" & \u2028");
        string json = Encoding.UTF8.GetString(PlantFeature.Of([plant])[0].Whole);
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.Contains("Ş", json, StringComparison.Ordinal);
        Assert.Equal(plant.Name, JsonDocument.Parse(json).RootElement.GetProperty("properties").GetProperty("name").GetString());
    }

    [Fact]
    public void Feature_EveryNamedProperty_IsPresent()
    {
        CataloguePlant plant = Plant(1, 12.5, longitude: null, latitude: null);
        JsonElement feature = JsonDocument.Parse(PlantFeature.Of([plant])[0].Whole.ToArray()).RootElement;
        Assert.Equal(JsonValueKind.Null, feature.GetProperty("geometry").ValueKind);
        string[] named = ["id", "code", "name", "fuel", "sourceFuel", "capacityMw", "availableMw", "market", "zone", "owner", "status", "eic", "organizationId", "simulated"];
        Assert.All(named, name => Assert.True(feature.GetProperty("properties").TryGetProperty(name, out _), name));
        Assert.Equal(12.5, feature.GetProperty("properties").GetProperty("availableMw").GetDouble());
    }

    [Fact]
    public void Feature_Coordinates_HaveAtMostSevenDecimals()
    {
        JsonElement feature = JsonDocument.Parse(PlantFeature.Of([Plant(1, longitude: -120.123456789, latitude: 0.1 + 0.2)])[0].Whole.ToArray()).RootElement;
        Assert.Equal("[-120.1234568,0.3]", feature.GetProperty("geometry").GetProperty("coordinates").GetRawText());
    }
}
