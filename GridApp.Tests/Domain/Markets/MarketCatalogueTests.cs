using GridApp.Domain.Markets;

namespace GridApp.Tests.Domain.Markets;

public class MarketCatalogueTests
{
    [Theory]
    [InlineData("CAISO", "America/Los_Angeles", "USD")]
    [InlineData("PJM", "America/New_York", "USD")]
    [InlineData("MISO", "Etc/GMT+5", "USD")]
    [InlineData("ERCOT", "America/Chicago", "USD")]
    [InlineData("NYISO", "America/New_York", "USD")]
    [InlineData("ISONE", "America/New_York", "USD")]
    [InlineData("SPP", "America/Chicago", "USD")]
    [InlineData("EPIAS", "Europe/Istanbul", "TRY")]
    [InlineData("DE_LU", "Europe/Berlin", "EUR")]
    [InlineData("DK_1", "Europe/Copenhagen", "EUR")]
    [InlineData("FR", "Europe/Paris", "EUR")]
    [InlineData("RTS", "Etc/GMT+8", "USD")]
    public void Find_ContractCode_HasItsZoneAndCurrency(string code, string timeZone, string currency)
    {
        var market = MarketCatalogue.Find(code);
        Assert.NotNull(market);
        Assert.Equal((timeZone, currency, code == "RTS"), (market.TimeZone, market.Currency, market.Simulated));
    }

    [Fact]
    public void All_EveryMarket_HasARealZoneAUniqueCodeAndADayAheadSeries()
    {
        Assert.Equal(MarketCatalogue.All.Count, MarketCatalogue.All.Select(market => market.Code).Distinct().Count());
        Assert.All(MarketCatalogue.All, market =>
        {
            Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(market.TimeZone, out _), market.TimeZone);
            Assert.Contains(market.Kinds, kind => kind.Kind == "DAM");
            Assert.All(market.Kinds, kind => Assert.Contains(kind.Kind, new[] { "DAM", "FMM", "RTM" }));
            Assert.All(market.Kinds, kind => Assert.Contains(kind.IntervalMinutes, new[] { 5, 15, 30, 60 }));
            Assert.Same(market, MarketCatalogue.FromSource(market.Code));
        });
        Assert.Single(MarketCatalogue.All, market => market.Simulated);
    }

    [Theory]
    [InlineData("ISO-NE", "ISONE")]
    [InlineData("iso ne", "ISONE")]
    [InlineData("NEISO", "ISONE")]
    [InlineData("CISO", "CAISO")]
    [InlineData("EPİAŞ", "EPIAS")]
    [InlineData("epiaş", "EPIAS")]
    [InlineData("de-lu", "DE_LU")]
    [InlineData("DK1", "DK_1")]
    public void FromSource_Alias_IsItsMarket(string word, string code) => Assert.Equal(code, MarketCatalogue.FromSource(word)?.Code);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("AESO-X")]
    [InlineData("'; drop table plants")]
    public void FromSource_AnythingElse_IsNull(string? word) => Assert.Null(MarketCatalogue.FromSource(word));

    [Fact]
    public void Find_OtherCase_IsNull() => Assert.Null(MarketCatalogue.Find("caiso"));
}
