using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Features.Map;
using GridApp.Features.Prices;

namespace GridApp.Tests.Features.Map;

public sealed class PriceDayChartTests
{
    [Fact]
    public void Area_WhatIsAboveAndBelowZero_IsStackedApart()
    {
        // 20 of energy and 5 of loss upwards, 10 of congestion downwards.
        var series = FixedNodes.Hours(PriceKinds.DayAhead, hour => hour == 6 ? (20, -10, 5) : null);
        var chart = PriceDayChart.Of(Detail(series), series)!;
        Assert.Equal((-10 - 2.1, 25 + 2.1), (Math.Round(chart.Least, 2), Math.Round(chart.Most, 2)));

        double Y(double price) => 1000 - ((price - chart.Least) / (chart.Most - chart.Least) * 1000);
        Assert.Equal(Path(Y(0), Y(20)), chart.Area(series, PriceComponent.Energy));
        Assert.Equal(Path(Y(20), Y(25)), chart.Area(series, PriceComponent.Loss));
        Assert.Equal(Path(Y(0), Y(-10)), chart.Area(series, PriceComponent.Congestion));

        static string Path(double from, double to) => FormattableString.Invariant($"M250 {from:0.##}V{to:0.##}H291.67V{from:0.##}Z");
    }

    [Fact]
    public void Line_WhereNothingIs_HasAGap()
    {
        var series = FixedNodes.Hours(PriceKinds.RealTime, hour => hour is 0 or 1 or 3 ? (10, 0, 0) : null);
        var line = PriceDayChart.Of(Detail(series), series)!.Line(series);
        Assert.Equal(2, line.Count(letter => letter == 'M'));
        Assert.StartsWith("M0 ", line, StringComparison.Ordinal);
        Assert.Contains("M125 ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DayWithoutAnyPrice_IsNone() => Assert.Null(PriceDayChart.Of(Detail(FixedNodes.Hours(PriceKinds.RealTime, _ => null)), null));

    [Fact]
    public void Point_OfAMoment_IsTheIntervalThatCoversIt()
    {
        var series = FixedNodes.Hours(PriceKinds.RealTime, hour => hour is 12 or 14 ? (10, 0, 0) : null);
        var detail = Detail(series);
        Assert.Equal(0, detail.PointOf(series));
        Assert.Equal(-1, (detail with { At = FixedNodes.Day.AddHours(13.5) }).PointOf(series));
    }

    private static MapNodeDetail Detail(NodeSeries series) =>
        new(FixedNodes.Node(1), MarketCatalogue.Find("RTS")!, FixedNodes.Day.AddHours(12.5), FixedNodes.Day, FixedNodes.Day.AddHours(24), [series], []);
}
