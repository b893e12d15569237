using GridApp.Domain.Prices;

namespace GridApp.Tests.Domain.Prices;

public sealed class PriceStatisticsTests
{
    [Fact]
    public void Nothing_IsNothing_NeverZeros()
    {
        Assert.Null(PriceStatistics.Of([]));
        Assert.Null(PriceStatistics.Of([float.NaN, float.NaN]));
    }

    [Fact]
    public void ValuesThatAreNotThere_DoNotCount()
    {
        var all = PriceStatistics.Of([float.NaN, -3.5f, 12.34f, float.NaN, 0f]);
        Assert.Equal(new PriceStatistics(3, 1, -3.5, -3.15, 0, 2.9467, 11.106, 12.34), all);
    }

    [Fact]
    public void One_IsAllOfThem() => Assert.Equal(new PriceStatistics(1, 0, 7.25, 7.25, 7.25, 7.25, 7.25, 7.25), PriceStatistics.Of([7.25f]));

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(10_001)]
    public void Many_AreOrderedAsNumbers(int count)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-3, 5)))).ToArray();
        var sorted = values.Order().ToArray();
        var found = PriceStatistics.Of(values)!.Value;
        Assert.Equal(Math.Round((double)sorted[0], 4), found.Min);
        Assert.Equal(Math.Round((double)sorted[^1], 4), found.Max);
        Assert.Equal(sorted.Count(value => value < 0), found.Negative);
        foreach (var (share, value) in new[] { (0.05, found.P05), (0.5, found.Median), (0.95, found.P95) })
        {
            var place = share * (count - 1);
            var low = sorted[(int)place];
            var expected = low + (((double)sorted[Math.Min((int)place + 1, count - 1)] - low) * (place - (int)place));
            Assert.Equal(expected, value, 4);
        }
    }
}
