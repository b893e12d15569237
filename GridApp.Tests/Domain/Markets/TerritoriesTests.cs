using GridApp.Domain.Markets;

namespace GridApp.Tests.Domain.Markets;

public class TerritoriesTests
{
    [Theory]
    [InlineData("CA", "CAISO")]
    [InlineData("TX", "ERCOT")]
    [InlineData("NY", "NYISO")]
    [InlineData("VT", "ISONE")]
    [InlineData("DC", "PJM")]
    [InlineData("MI", "MISO")]
    [InlineData("NE", "SPP")]
    public void OfUsState_ServedNearlyAlone_IsItsMarket(string state, string market) => Assert.Equal(market, Territories.OfUsState(state));

    [Theory]
    [InlineData("IL")]
    [InlineData("ND")]
    [InlineData("AR")]
    [InlineData("PR")]
    [InlineData("HI")]
    [InlineData(null)]
    public void OfUsState_SharedOrUnserved_IsNull(string? state) => Assert.Null(Territories.OfUsState(state));

    [Theory]
    [InlineData("TUR", "EPIAS")]
    [InlineData("FRA", "FR")]
    [InlineData("DEU", "DE_LU")]
    [InlineData("LUX", "DE_LU")]
    [InlineData("IRL", "IE_SEM")]
    public void OfCountry_ServedNearlyAlone_IsItsMarket(string country, string market) => Assert.Equal(market, Territories.OfCountry(country));

    [Theory]
    [InlineData("ITA")]
    [InlineData("SWE")]
    [InlineData("NOR")]
    [InlineData("DNK")]
    [InlineData("USA")]
    [InlineData("CHN")]
    [InlineData(null)]
    public void OfCountry_SharedOrUnknown_IsNull(string? country) => Assert.Null(Territories.OfCountry(country));

    [Fact]
    public void EveryTerritory_NamesAMarketOfTheCatalogue()
    {
        string[] states = ["CA", "TX", "NY", "CT", "ME", "MA", "NH", "RI", "VT", "PA", "NJ", "DE", "MD", "DC", "OH", "WV", "VA", "MN", "WI", "IA", "MI", "KS", "OK", "NE"];
        Assert.All(states, state => Assert.NotNull(MarketCatalogue.Find(Territories.OfUsState(state))));
        string[] countries = ["TUR", "DEU", "LUX", "IRL", "GBR", "ALB", "AUT", "BEL", "BGR", "CHE", "CZE", "EST", "ESP", "FIN", "FRA", "GRC", "HRV", "HUN",
            "LTU", "LVA", "MNE", "MKD", "NLD", "POL", "PRT", "ROU", "SRB", "SVN", "SVK"];
        Assert.All(countries, country => Assert.NotNull(MarketCatalogue.Find(Territories.OfCountry(country))));
    }
}
