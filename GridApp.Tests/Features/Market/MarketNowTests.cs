using GridApp.Features.Market;

namespace GridApp.Tests.Features.Market;

public sealed class MarketNowTests
{
    [Fact]
    public void Movers_AreTheLargestChanges_UpOrDown_OfNodesThatBothFramesHave()
    {
        var moves = MarketNow.Largest([1, 2, 3, 4, 5], [10, 20, float.NaN, 5, 7], [2, 1, 4, 3, 9], [50, 12, 5.001f, 1, 1], 2);
        Assert.Equal([(2, 20.0, 50.0), (1, 10.0, 12.0)], moves);
        Assert.Empty(MarketNow.Largest([4], [5], [4], [5.001f], 5));
    }

    [Theory]
    [InlineData(30, 25, 5)]
    [InlineData(10, 25, -15)]
    public void Spread_IsBalancingLessDayAhead(double smf, double ptf, double spread) => Assert.Equal(spread, new SmfNow(default, smf, ptf, false).Spread);

    [Fact]
    public void Spread_WithoutADayAheadPrice_IsNotKnown() => Assert.Null(new SmfNow(default, 1, null, false).Spread);

    [Fact]
    public void Error_IsAShareOfTheForecast()
    {
        Assert.Equal(0.05, new LoadNow(default, 105, 100).Error!.Value, 9);
        Assert.Null(new LoadNow(default, 105, null).Error);
        Assert.Null(new LoadNow(default, 105, 0).Error);
    }

    [Fact]
    public void RenewableShare_LeavesWhatStoresTakeOut()
    {
        var view = new MarketNowView
        {
            Market = GridApp.Domain.Markets.MarketCatalogue.Find("RTS")!, PriceUnit = "$/MWh", Day = default, IsStale = false,
            Fuels = [new("wind", 60), new("gas", 30), new("hydro", 10), new("storage", -20)],
        };
        Assert.Equal(0.7, view.RenewableShare!.Value, 9);
        Assert.Null((view with { Fuels = [] }).RenewableShare);
    }
}
