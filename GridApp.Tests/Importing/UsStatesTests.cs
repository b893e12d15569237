using GridApp.Importing;

namespace GridApp.Tests.Importing;

public class UsStatesTests
{
    [Theory]
    [InlineData(-121.5, 38.6, "CA")] // Sacramento
    [InlineData(-97.74, 30.27, "TX")] // Austin
    [InlineData(-73.98, 40.75, "NY")] // Manhattan
    [InlineData(-77.04, 38.90, "DC")]
    [InlineData(-87.63, 41.88, "IL")] // Chicago, at the lake
    [InlineData(-84.50, 46.50, "MI")] // the upper peninsula is a part of its own
    [InlineData(-157.86, 21.31, "HI")]
    [InlineData(-149.9, 61.2, "AK")]
    [InlineData(-102.552, 31.2, "TX")]
    [InlineData(-119.813, 39.53, "NV")] // Reno, behind the bent border of California
    public void At_Place_IsItsState(double longitude, double latitude, string state) => Assert.Equal(state, Atlas.States.At(longitude, latitude));

    [Theory]
    [InlineData(-70.62, 41.33, "MA")] // off Martha's Vineyard
    [InlineData(-122.52, 37.70, "CA")] // a little way into the Pacific
    [InlineData(-71.57, 41.12, "RI")] // Block Island wind farm
    public void At_JustOffTheCoast_IsTheNearestState(double longitude, double latitude, string state) => Assert.Equal(state, Atlas.States.At(longitude, latitude));

    [Theory]
    [InlineData(-130, 38)] // the Pacific
    [InlineData(-66.1, 18.4)] // Puerto Rico
    [InlineData(144.8, 13.5)] // Guam
    [InlineData(29, 41)] // Istanbul
    [InlineData(-79.4, 43.7)] // Toronto
    [InlineData(0, 0)]
    [InlineData(180, 90)]
    public void At_Elsewhere_IsNull(double longitude, double latitude) => Assert.Null(Atlas.States.At(longitude, latitude));

    [Fact]
    public void Territory_CountryGoesBeforePlace_AndSharedOnesAreNobodys()
    {
        var territory = new MarketTerritory(Atlas.States);
        Assert.Equal("EPIAS", territory.Of("TUR", null, null));
        Assert.Equal("CAISO", territory.Of("USA", -121.5, 38.6));
        Assert.Equal("CAISO", territory.Of(null, -121.5, 38.6));
        Assert.Null(territory.Of("CAN", -84.35, 46.51)); // Sault Ste. Marie, a stone's throw from Michigan
        Assert.Null(territory.Of("USA", -87.63, 41.88)); // Illinois is shared
        Assert.Null(territory.Of("USA", null, null));
        Assert.Null(territory.Of(null, null, null));
    }
}
