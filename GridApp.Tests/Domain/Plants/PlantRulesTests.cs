using GridApp.Domain.Plants;

namespace GridApp.Tests.Domain.Plants;

public class PlantRulesTests
{
    private static readonly PlantFacts Good = new("TR-1", "Keban", 1330, 38.8, 38.75, 1974);

    [Fact]
    public void Check_GoodPlant_FindsNothing() => Assert.Empty(PlantRules.Check(Good));

    [Fact]
    public void Check_CapacityZeroWithoutLocation_IsAllowed() =>
        Assert.Empty(PlantRules.Check(new("USA0062781", "10 Briggs Solar", 0)));

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(2e6)]
    [InlineData(null)]
    public void Check_ImpossibleCapacity_NamesTheField(double? capacity) => AssertOnly("capacityMw", Good with { CapacityMw = capacity });

    [Theory]
    [InlineData(91.0)]
    [InlineData(425.2461)]
    [InlineData(-90.0001)]
    [InlineData(double.NaN)]
    public void Check_ImpossibleLatitude_NamesTheField(double latitude) => AssertOnly("latitude", Good with { Latitude = latitude });

    [Theory]
    [InlineData(180.0001)]
    [InlineData(-181.0)]
    [InlineData(double.NegativeInfinity)]
    public void Check_ImpossibleLongitude_NamesTheField(double longitude) => AssertOnly("longitude", Good with { Longitude = longitude });

    [Theory]
    [InlineData(90, 180)]
    [InlineData(-90, -180)]
    [InlineData(0, 0)]
    public void Check_EdgesOfTheWorld_AreAllowed(double latitude, double longitude) =>
        Assert.Empty(PlantRules.Check(Good with { Latitude = latitude, Longitude = longitude }));

    [Fact]
    public void Check_HalfALocation_NamesTheMissingHalf()
    {
        AssertOnly("latitude", Good with { Latitude = null });
        AssertOnly("longitude", Good with { Longitude = null });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Check_NameOrCodeMissing_NamesTheField(string? text)
    {
        AssertOnly("code", Good with { Code = text });
        AssertOnly("name", Good with { Name = text });
    }

    [Fact]
    public void Check_TextsTooLong_NameTheirFields()
    {
        AssertOnly("code", Good with { Code = new('x', 65) });
        AssertOnly("name", Good with { Name = new('x', 201) });
        AssertOnly("owner", Good with { Owner = new('x', 301) });
        AssertOnly("zone", Good with { Zone = new('x', 101) });
        AssertOnly("sourceFuel", Good with { SourceFuel = new('x', 101) });
    }

    [Fact]
    public void Check_NulInAText_IsAFault() => AssertOnly("name", Good with { Name = "Ke\0ban" });

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("O'Brien \"B\"\nline")]
    public void Check_StrangeName_IsAllowed(string name) => Assert.Empty(PlantRules.Check(Good with { Name = name }));

    [Theory]
    [InlineData(1799)]
    [InlineData(2101)]
    public void Check_YearOutOfRange_NamesTheField(int year) => AssertOnly("commissioningYear", Good with { CommissioningYear = year });

    [Fact]
    public void Check_Eic_IsCheckedByItsCheckCharacter()
    {
        Assert.Empty(PlantRules.Check(Good with { Eic = "10YTR-TEIAS----W" }));
        AssertOnly("eic", Good with { Eic = "10YTR-TEIAS----X" });
        AssertOnly("eic", Good with { Eic = "" });
    }

    [Theory]
    [InlineData("tur")]
    [InlineData("TU")]
    [InlineData("TÜR")]
    public void Check_CountryNotAlpha3_NamesTheField(string country) => AssertOnly("country", Good with { Country = country });

    private static void AssertOnly(string field, PlantFacts facts)
    {
        var fault = Assert.Single(PlantRules.Check(facts));
        Assert.Equal(field, fault.Field);
        Assert.EndsWith(".", fault.Sentence, StringComparison.Ordinal);
    }
}
