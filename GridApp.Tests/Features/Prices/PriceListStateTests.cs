using GridApp.Domain.Prices;
using GridApp.Features.Prices;

namespace GridApp.Tests.Features.Prices;

public sealed class PriceListStateTests
{
    [Theory]
    [InlineData("prices")]
    [InlineData("prices?market=CAISO&kind=RTM&at=2026-01-15T18%3A05%3A00Z&q=hub&type=gen&sort=code&node=7&node=3")]
    [InlineData("prices?sort=-dart")]
    public void AnAddress_ComesBackAsItWas(string address) =>
        Assert.Equal(address, PriceListState.Of(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "").Address());

    [Theory]
    [InlineData("?market=ATLANTIS&kind=SPOT&at=yesterday&sort=colour&node=-1&node=x")]
    [InlineData("?market=CAISO&market=PJM")]
    public void WhatMeansNothing_IsLeftOut(string query) => Assert.Equal("prices", PriceListState.Of(query).Address());

    [Fact]
    public void TheBasket_HoldsTenAndEachOnce()
    {
        var state = PriceListState.Of("?" + string.Join('&', Enumerable.Range(1, 14).Select(id => $"node={id}")) + "&node=1");
        Assert.Equal(Enumerable.Range(1, 10), state.Basket);
        Assert.Equal(10, state.Toggled(99).Basket.Count);
        Assert.Equal([1, 2], PriceListState.Of("?node=1&node=2&node=5").Toggled(5).Basket);
    }

    [Fact]
    public void AColumnThatIsPressed_BeginsWithItsLargestNumberOrFirstLetter_AndTurnsAround()
    {
        var state = new PriceListState().By(NodeSort.Congestion);
        Assert.True(state.Descending);
        Assert.False(state.By(NodeSort.Congestion).Descending);
        Assert.False(state.By(NodeSort.Code).Descending);
    }

    [Fact]
    public void NodesWithoutAPrice_ComeLast_WhicheverWay()
    {
        NodePriceRow[] rows = [Row(1, "B", 5), Row(2, "A", 5), Row(3, "C", float.NaN), Row(4, "D", -7)];
        Assert.Equal([2, 1, 4, 3], Ids(NodeSort.Total, true));
        Assert.Equal([4, 2, 1, 3], Ids(NodeSort.Total, false));
        Assert.Equal([2, 1, 3, 4], Ids(NodeSort.Code, false));

        IEnumerable<int> Ids(NodeSort sort, bool descending) => NodePriceTable.Ordered(rows, sort, descending).Select(row => row.Node.Id);

        static NodePriceRow Row(int id, string code, float total) =>
            new(new CatalogueNode(id, "CAISO", code, code, "hub", null, null, null, null, false, null, 1), total, float.NaN, float.NaN, float.NaN, float.NaN);
    }

    [Fact]
    public void ASpan_OfDays_IsOfTheMarketsOwn()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var span = PriceSpan.Of(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["from"] = "2026-03-08", ["to"] = "2026-03-08" }, new DateOnly(2026, 1, 1));
        Assert.Equal(23, (span.End(zone) - span.Start(zone)).TotalHours);
        Assert.Equal("start=2026-03-08T05:00:00Z&end=2026-03-09T04:00:00Z", span.Query(zone));
        Assert.Equal(new PriceSpan(new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 8)), span.Last(7));
        Assert.Equal(new PriceSpan(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1)), PriceSpan.Of(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["from"] = "x" }, new DateOnly(2026, 1, 1)));
    }

    [Fact]
    public void ComparedPrices_StandAtTheTimesOfTheShortest()
    {
        var (hours, fives) = (new PricePoints(), new PricePoints());
        hours.Add(At(0), 60);
        hours.Set(PriceComponent.Total, 0, 40);
        foreach (var (minute, value) in new[] { (0, 30f), (5, 31f), (15, 33f) })
        {
            fives.Add(At(minute), 5);
            fives.Set(PriceComponent.Total, fives.Count - 1, value);
        }
        var node = new CatalogueNode(7, "CAISO", "A", "A", "hub", null, null, null, null, false, null, 1);
        var compared = ComparedPrices.Of(GridApp.Domain.Markets.MarketCatalogue.Find("CAISO")!, PriceComponent.Total, [new("n7dam", node, "DAM", hours), new("n7rtm", node, "RTM", fives)]);
        Assert.Equal(5, compared.IntervalMinutes);
        Assert.Equal(12, compared.At.Count);
        Assert.All(compared.Values[0], value => Assert.Equal(40, value));
        Assert.Equal([30, 31, float.NaN, 33, float.NaN], compared.Values[1].Take(5));

        static DateTime At(int minute) => new(2026, 1, 15, 8, minute, 0, DateTimeKind.Utc);
    }
}
