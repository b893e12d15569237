using GridApp.Domain.Simulation;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>What holds of every cleared interval.</summary>
internal static class Cleared
{
    /// <summary>Energy balances, flows keep their limits, dead branches carry nothing, components sum to prices, and nobody gives more than it can.</summary>
    public static void Sound(ClearedInterval interval)
    {
        var supply = Sum(interval.UnitMw) + Sum(interval.ShedMw) - Sum(interval.SpillMw);
        Assert.Equal(Sum(interval.LoadMw) + interval.LossMw, supply, 0.02);
        for (var k = 0; k < interval.FlowMw.Length; k++)
        {
            var rating = interval.OutOfService.Contains(k) ? 0 : Rts.Grid.Branches[k].RatingMw;
            Assert.True(Math.Abs(interval.FlowMw[k]) <= rating + 0.001, $"{Rts.Grid.Branches[k].Uid} carries {interval.FlowMw[k]} MW of {rating} at {interval.Start:u}.");
        }
        for (var bus = 0; bus < interval.Price.Length; bus++)
        {
            Assert.Equal(interval.Price[bus], interval.Energy[bus] + interval.Congestion[bus] + interval.Loss[bus], 0.01f);
        }
        for (var g = 0; g < interval.UnitMw.Length; g++)
        {
            Assert.True(interval.UnitMw[g] <= interval.AvailableMw[g] + 0.001, $"{Rts.Grid.Units[g].Uid} gives {interval.UnitMw[g]} MW of {interval.AvailableMw[g]} at {interval.Start:u}.");
        }
        Assert.All(interval.Binding, line => Assert.True(line.ShadowPrice > 0));
        Assert.InRange(interval.LossMw, 0, Sum(interval.LoadMw) * 0.08 + 1);
    }

    public static void Same(ClearedInterval expected, ClearedInterval actual)
    {
        Assert.Equal(expected.Start, actual.Start);
        Assert.Equal(expected.Price, actual.Price);
        Assert.Equal(expected.UnitMw, actual.UnitMw);
        Assert.Equal(expected.FlowMw, actual.FlowMw);
        Assert.Equal(expected.Cost, actual.Cost);
        Assert.Equal(expected.Binding, actual.Binding);
    }

    private static double Sum(float[] values) => values.Sum(value => (double)value);
}
