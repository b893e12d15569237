using GridApp.Domain.Prices;
using GridApp.Domain.Time;

namespace GridApp.Tests.Domain.Prices;

public sealed class SpikeRuleTests
{
    [Fact]
    public void Above_MeansWhatIsMore_TheWorstFirst_AndNeverWhatIsMissing()
    {
        var hits = new SpikeRule(SpikeTest.Above, 100).Find([100, 101, float.NaN, 900, -500], null);
        Assert.Equal([(3, 900f), (1, 101f)], hits.Select(hit => (hit.Node, hit.Value)));
    }

    [Fact]
    public void Below_MeansNegativePrices_TheMostNegativeFirst()
    {
        var hits = new SpikeRule(SpikeTest.Below, -20).Find([-20, -20.5f, 0, -150, float.NaN], null);
        Assert.Equal([(3, -150f), (1, -20.5f)], hits.Select(hit => (hit.Node, hit.Value)));
    }

    [Fact]
    public void Unusual_IsFarFromTheSameHoursBefore_InEitherDirection()
    {
        var history = new HourHistory(3);
        foreach (var day in (float[][])[[20, -5, 40], [30, -15, 40], [40, -25, 40]])
            history.Add(day);
        // Means 30, -15, 40; deviations 10, 10, and none: the last counts as 2 % of the mean.
        var hits = new SpikeRule(SpikeTest.Unusual, 3, 3).Find([61, -46, 42.5f], history);
        Assert.Equal([0, 1, 2], hits.Select(hit => hit.Node).Order());
        Assert.Equal(3.1, hits.Single(hit => hit.Node == 0).Score!.Value, 6);
        Assert.Equal(-3.1, hits.Single(hit => hit.Node == 1).Score!.Value, 6);
        Assert.Equal(2.5 / 0.8, hits.Single(hit => hit.Node == 2).Score!.Value, 6);
        Assert.Empty(new SpikeRule(SpikeTest.Unusual, 3, 3).Find([59, -44, 42], history));
    }

    [Fact]
    public void Unusual_SaysNothing_OfTooLittleHistory()
    {
        var history = new HourHistory(2);
        history.Add([20, 20]);
        history.Add([30, float.NaN]);
        history.Add([40, 40]);
        Assert.Equal([0], new SpikeRule(SpikeTest.Unusual, 2, 3).Find([9000, 9000], history).Select(hit => hit.Node));
        Assert.Empty(new SpikeRule(SpikeTest.Unusual, 2, 3).Find([9000, 9000], null));
    }

    [Fact]
    public void SameHours_AreOfTheMarketsClock()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        // 9 March 2026, 14:35 in New York (EDT); the clock went forward the day before, and 7 March was EST.
        var hours = SameHours.Before(new DateTimeOffset(2026, 3, 9, 18, 35, 0, TimeSpan.Zero), 2, zone);
        Assert.Equal([new DateTimeOffset(2026, 3, 8, 18, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 7, 19, 0, 0, TimeSpan.Zero)], hours);
        // 02:30 did not exist on 8 March.
        Assert.Equal([new DateTimeOffset(2026, 3, 7, 7, 0, 0, TimeSpan.Zero)], SameHours.Before(new DateTimeOffset(2026, 3, 9, 6, 30, 0, TimeSpan.Zero), 2, zone));
        // 01:30 was there twice on 1 November.
        Assert.Equal(2, SameHours.Before(new DateTimeOffset(2026, 11, 2, 6, 30, 0, TimeSpan.Zero), 1, zone).Count);
    }
}
