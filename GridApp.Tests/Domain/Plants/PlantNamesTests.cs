using GridApp.Domain.Plants;

namespace GridApp.Tests.Domain.Plants;

public sealed class PlantNamesTests
{
    [Theory]
    [InlineData("Burney Forest Power", "BURNEY FOREST POWER, L.L.C.")]
    [InlineData("SANTA CLARA CO-GEN", "Santa Clara Cogen")]
    [InlineData("Drum PH 1 Units 1 & 2", "Drum PH 1 Units 1 and 2")]
    [InlineData("Çayırhan", "CAYIRHAN")]
    public void Key_SameName_IsEqual(string one, string other) => Assert.Equal(PlantNames.Key(other), PlantNames.Key(one));

    [Theory]
    [InlineData("Alta Wind 1", "Alta Wind 11")]
    [InlineData("Sentinel Unit 7", "Sentinel Energy Center")]
    public void Key_AnotherPlant_Differs(string one, string other) => Assert.NotEqual(PlantNames.Key(other), PlantNames.Key(one));
}
