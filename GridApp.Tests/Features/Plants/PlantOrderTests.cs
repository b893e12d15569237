using GridApp.Features.Plants;
using static GridApp.Tests.Features.Plants.SomePlants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantOrderTests
{
    private static int[] Ordered(PlantSnapshot snapshot, PlantSort sort, bool descending) =>
        [.. PlantOrder.Of(snapshot.Find(PlantFilter.All), sort, descending).Select(index => snapshot[index].Id)];

    [Fact]
    public void Of_Name_KnowsNoCaseOrAccents()
    {
        PlantSnapshot snapshot = Snapshot(Plant(1, name: "ada"), Plant(2, name: "Çan"), Plant(3, name: "BURSA"), Plant(4, name: "Denizli"));
        Assert.Equal([1, 3, 2, 4], Ordered(snapshot, PlantSort.Name, descending: false));
        Assert.Equal([4, 2, 3, 1], Ordered(snapshot, PlantSort.Name, descending: true));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_Market_PutsPlantsWithoutOneLast(bool descending)
    {
        PlantSnapshot snapshot = Snapshot(Plant(1, 90), Plant(2, 50, market: "PJM"), Plant(3, 40, market: "CAISO"));
        Assert.Equal(descending ? [2, 3, 1] : [3, 2, 1], Ordered(snapshot, PlantSort.Market, descending));
    }

    [Fact]
    public void Of_Equals_StayBiggestFirst() =>
        Assert.Equal([3, 2, 1], Ordered(Snapshot(Plant(1, 10), Plant(2, 20), Plant(3, 30)), PlantSort.Fuel, descending: true));

    [Fact]
    public void Of_Capacity_TurnsAround() =>
        Assert.Equal([1, 2, 3], Ordered(Snapshot(Plant(1, 10), Plant(2, 20), Plant(3, 30)), PlantSort.Capacity, descending: false));
}
