using GridApp.Domain;
using GridApp.Features.Plants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantListStateTests
{
    private static Outcome<PlantListState> Of(string address) => PlantListState.Of(new Uri("http://localhost/" + address));

    [Theory]
    [InlineData("plants")]
    [InlineData("plants?fuel=wind&q=a%20b")]
    [InlineData("plants?sort=name")]
    [InlineData("plants?sort=-available")]
    [InlineData("plants?market=ERCOT&minMw=5&sort=capacity")]
    public void Address_ReadBack_IsTheSame(string address) => Assert.Equal(address, Of(address).Value.Address());

    [Theory]
    [InlineData("plants?sort=colour")]
    [InlineData("plants?sort=17")]
    [InlineData("plants?fuel=plutonium")]
    [InlineData("plants?minMw=x")]
    public void Of_AddressThatMeansNothing_IsAFailure(string address) => Assert.NotNull(Of(address).Failure);

    [Fact]
    public void By_SameColumn_TurnsAround()
    {
        PlantListState byName = PlantListState.Default.By(PlantSort.Name);
        Assert.False(byName.Descending);
        Assert.True(byName.By(PlantSort.Name).Descending);
        Assert.True(byName.By(PlantSort.Capacity).Descending);
    }

    [Fact]
    public void CsvAddress_Filter_IsTheListsOwn() =>
        Assert.Equal("api/v1/plants?format=csv&fuel=wind&q=%25", Of("plants?q=%25&fuel=wind&sort=name").Value.CsvAddress());
}
