using GridApp.Domain.Plants;

namespace GridApp.Tests.Domain.Plants;

public class FuelWordsTests
{
    [Fact]
    public void Code_EveryFuel_IsLowerCaseAndReadsBack()
    {
        foreach (var fuel in Enum.GetValues<Fuel>())
        {
            Assert.Equal(fuel.ToString().ToLowerInvariant(), fuel.Code());
            Assert.Equal(fuel, FuelWords.Parse(fuel.Code()));
            Assert.Equal(fuel, FuelWords.FromSource(fuel.Code()));
        }
    }

    [Theory]
    [InlineData("Gas")]
    [InlineData("steam")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("3")]
    public void Parse_NotACode_IsNull(string? text) => Assert.Null(FuelWords.Parse(text));

    [Theory]
    [InlineData("Solar", Fuel.Solar)]
    [InlineData("natural_gas", Fuel.Gas)]
    [InlineData("Natural Gas", Fuel.Gas)]
    [InlineData("NG", Fuel.Gas)]
    [InlineData("battery", Fuel.Storage)]
    [InlineData("Wave and Tidal", Fuel.Marine)]
    [InlineData("Cogeneration", Fuel.Cogeneration)]
    [InlineData("Petcoke", Fuel.Petcoke)]
    [InlineData("PC", Fuel.Petcoke)]
    [InlineData(" hydro ", Fuel.Hydro)]
    [InlineData("WAT", Fuel.Hydro)]
    [InlineData("SUB", Fuel.Coal)]
    [InlineData("DFO", Fuel.Oil)]
    [InlineData("MWH", Fuel.Storage)]
    [InlineData("LFG", Fuel.Biomass)]
    [InlineData("MSW", Fuel.Waste)]
    [InlineData("Fossil Hard coal", Fuel.Coal)]
    [InlineData("Hydro Run-of-river and poundage", Fuel.Hydro)]
    [InlineData("Wind Onshore", Fuel.Wind)]
    [InlineData("Doğal Gaz", Fuel.Gas)]
    [InlineData("DOĞALGAZ", Fuel.Gas)]
    [InlineData("Rüzgâr", Fuel.Wind)]
    [InlineData("GÜNEŞ", Fuel.Solar)]
    [InlineData("İthal Kömür", Fuel.Coal)]
    [InlineData("LİNYİT", Fuel.Coal)]
    [InlineData("Barajlı", Fuel.Hydro)]
    public void FromSource_KnownWord_IsItsFuel(string word, Fuel fuel)
    {
        Assert.Equal(fuel, FuelWords.FromSource(word));
        Assert.True(FuelWords.IsKnown(word));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void FromSource_Empty_IsUnknownAndNothingToWarnAbout(string? word)
    {
        Assert.Equal(Fuel.Unknown, FuelWords.FromSource(word));
        Assert.True(FuelWords.IsKnown(word));
    }

    [Theory]
    [InlineData("Unobtainium")]
    [InlineData("0")]
    [InlineData("---")]
    [InlineData("<script>")]
    public void FromSource_WordNobodyKnows_IsUnknown(string word)
    {
        Assert.Equal(Fuel.Unknown, FuelWords.FromSource(word));
        Assert.False(FuelWords.IsKnown(word));
    }
}
