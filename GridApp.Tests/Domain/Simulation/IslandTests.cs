using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Networks that fall apart.</summary>
public sealed class IslandTests
{
    [Fact]
    public void TransferFactors_OfATriangle_AreThirds()
    {
        var factors = TransferFactors.Of(SmallGrids.Triangle(), []);
        Assert.Equal([0.333333, -0.333333, 0], factors.Of(0).ToArray().Select(share => Math.Round(share, 6)));
        Assert.Equal(2.0 / 3, factors.Of(1)[0], 9);
        Assert.Equal(1, factors.Islands.Count);
    }

    [Fact]
    public void TransferFactors_WithoutOneLine_SendEverythingOverTheOthers()
    {
        var factors = TransferFactors.Of(SmallGrids.Triangle(), [1]);
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(k => Math.Round(factors.Of(k)[0], 9)));
    }

    [Fact]
    public void AnIslandOfItsOwn_HasItsOwnPriceAndBalance()
    {
        // Bus 0 is cut off with the cheap unit and has no load: its unit trips; the dear one serves the rest.
        var grid = SmallGrids.Triangle(resistance: 0.01);
        var interval = SmallGrids.Case(grid, 0, 1);
        var result = SmallGrids.Solve(grid, interval);

        Assert.Equal(2, interval.Network.Islands.Count);
        Assert.Equal(0, result.UnitMw[0]);
        Assert.Equal(0, result.ShedMw.Sum(), 6);
        Assert.Equal(0, SmallGrids.Imbalance(interval, result), 6);
        Assert.Equal(30, result.Price(1), 6);
    }

    [Fact]
    public void ABusWithoutGeneration_CutOff_IsShedAndNothingElse()
    {
        var grid = SmallGrids.Triangle() with { Buses = [SmallGrids.Bus(1, 50), SmallGrids.Bus(2, 0), SmallGrids.Bus(3, 300)] };
        var interval = SmallGrids.Case(grid, 1, 2);
        var result = SmallGrids.Solve(grid, interval);

        Assert.Equal([0, 0, 300], result.ShedMw.Select(mw => Math.Round(mw, 6)));
        Assert.Equal([50, 0], result.UnitMw.Select(mw => Math.Round(mw, 6)));
        Assert.Equal(StatedPrices.Shedding, result.Price(2), 6);
        Assert.Equal(10, result.Price(0), 6);
    }

    [Fact]
    public void EveryBranchOut_LeavesEveryBusToItself()
    {
        var grid = SmallGrids.Triangle();
        var interval = SmallGrids.Case(grid, 0, 1, 2);
        var result = SmallGrids.Solve(grid, interval);

        Assert.Equal(3, interval.Network.Islands.Count);
        Assert.All(result.FlowMw, flow => Assert.Equal(0, flow));
        Assert.Equal(300, result.ShedMw.Sum(), 6);
    }
}
