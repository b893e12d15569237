using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Single hours of RTS-GMLC with every unit free from its minimum down to nothing: a plain DC optimal power flow.</summary>
public sealed class DispatchOfRtsTests
{
    [Fact]
    public void WithAllLimitsLifted_ThereIsOnePrice_ButForLosses()
    {
        var interval = Plain(Rts.Summer, 19) with { Limits = false };
        var result = new Dispatcher(Rts.Grid, SmallGrids.Solver).Solve(interval);
        Assert.Empty(result.Binding);
        Assert.All(result.Congestion, congestion => Assert.Equal(0, congestion, 9));
        Assert.Single(result.Energy.Distinct());
        Assert.All(Enumerable.Range(0, 73), bus => Assert.Equal(result.Energy[0], result.Price(bus) - result.Loss[bus], 9));

        var lossless = new Dispatcher(Rts.Grid, SmallGrids.Solver).Solve(interval with { Losses = false });
        Assert.Single(Enumerable.Range(0, 73).Select(bus => Math.Round(lossless.Price(bus), 6)).Distinct());
    }

    [Fact]
    public void Cost_IsNotAbove_FeasibleDispatchesFoundOtherwise()
    {
        // Merit order with everything scaled into place: every vector between "all at minimum" and "all at maximum" that balances without losses and limits is feasible.
        var interval = Plain(Rts.Summer, 15) with { Losses = false, Limits = false };
        var best = new Dispatcher(Rts.Grid, SmallGrids.Solver).Solve(interval);
        var random = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            var (low, high) = (interval.LowMw, interval.HighMw);
            var wish = low.Zip(high, (from, to) => from + random.NextDouble() * (to - from)).ToArray();
            var load = interval.LoadMw.Sum();
            // Towards the maxima or the minima, until it balances.
            var bound = wish.Sum() < load ? high : low;
            var part = (load - wish.Sum()) / (bound.Sum() - wish.Sum());
            if (part is < 0 or > 1)
            {
                continue;
            }
            var cost = wish.Zip(bound, (mw, to) => mw + part * (to - mw)).Index().Sum(mw => Rts.Grid.Units[mw.Index].Heat is { } heat
                ? heat.FuelPrice * heat.MbtuPerHour(mw.Item - Rts.Grid.Units[mw.Index].MinMw) : 0);
            Assert.True(cost >= best.Cost - 0.01);
        }
    }

    [Fact]
    public void Congestion_IsTheSumOfWhatEachLineAtItsLimitAdds()
    {
        var found = 0;
        foreach (var hour in new[] { 3, 12, 20 })
        {
            var interval = Plain(Rts.Summer, hour);
            var result = new Dispatcher(Rts.Grid, SmallGrids.Solver).Solve(interval);
            found += result.Binding.Count;
            for (var bus = 0; bus < Rts.Grid.Buses.Count; bus++)
                Assert.Equal(result.Congestion[bus], CongestionPart.At(bus, interval.Network, result.Binding).Sum(part => part.Contribution), 6);
        }
        Assert.True(found > 0, "No line was at its limit in any of these hours, so that nothing was tested.");
    }

    [Fact]
    public void Limits_NeverMakeItCheaper_AndAreNeverBroken()
    {
        foreach (var hour in new[] { 3, 12, 20 })
        {
            var interval = Plain(Rts.Summer, hour) with { Losses = false };
            var dispatcher = new Dispatcher(Rts.Grid, SmallGrids.Solver);
            var limited = dispatcher.Solve(interval);
            Assert.True(limited.Cost >= dispatcher.Solve(interval with { Limits = false }).Cost - 0.01);
            Assert.All(limited.FlowMw.Index(), flow => Assert.InRange(Math.Abs(flow.Item), 0, Rts.Grid.Branches[flow.Index].RatingMw + 1e-4));
        }
    }

    [Fact]
    public void EveryBranchOut_OneByOne_StillSolvesAndBalances()
    {
        var dispatcher = new Dispatcher(Rts.Grid, SmallGrids.Solver);
        for (var k = 0; k < Rts.Grid.Branches.Count; k++)
        {
            var interval = Plain(Rts.Summer, 19, k);
            var result = dispatcher.Solve(interval);
            Assert.Equal(0, SmallGrids.Imbalance(interval, result), 4);
            Assert.Equal(0, result.FlowMw[k]);
            Assert.True(result.ShedMw.Sum() < interval.LoadMw.Sum() * 0.1);
        }
    }

    /// <summary>All units on, stores at rest.</summary>
    internal static DispatchCase Plain(DateOnly day, int hour, params int[] outOfService)
    {
        var world = Rts.Shared.World.Forecast(day, hour);
        var high = Rts.Grid.Units.Select((unit, g) => unit.Kind switch
        {
            UnitKind.Thermal => unit.MaxMw,
            UnitKind.Variable or UnitKind.MustTake => world.GivenMw[g],
            _ => 0.0,
        }).ToArray();
        return new DispatchCase(
            TransferFactors.Of(Rts.Grid, outOfService), world.LoadMw,
            [.. Rts.Grid.Units.Select((unit, g) => unit.Kind switch { UnitKind.Thermal => unit.MinMw, UnitKind.MustTake => high[g], _ => 0.0 })], high, [100]);
    }
}
