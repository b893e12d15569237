using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Dispatches whose megawatts and prices are known by hand.</summary>
public sealed class ThreeBusTests
{
    [Fact]
    public void Triangle_WithoutLimit_HasThePriceOfTheCheapUnitEverywhere()
    {
        var grid = SmallGrids.Triangle();
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid));

        Assert.Equal([300, 0], result.UnitMw.Select(mw => Math.Round(mw, 6)));
        Assert.All(Enumerable.Range(0, 3), bus => Assert.Equal(10, result.Price(bus), 6));
        Assert.Equal([100, 200, 100], result.FlowMw.Select(mw => Math.Round(mw, 6)));
        Assert.Empty(result.Binding);
        Assert.Equal(3000, result.Cost, 4);
    }

    [Fact]
    public void Triangle_WithALimit_HasThePricesWorkedOutByHand()
    {
        // Two thirds of bus 0 and one third of bus 1 run over line 02: 150 MW each. One more megawatt at bus 2 takes two more from bus 1 and one less from bus 0.
        var grid = SmallGrids.Triangle(rating02: 150);
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid));

        Assert.Equal([150, 150], result.UnitMw.Select(mw => Math.Round(mw, 6)));
        Assert.Equal([10, 30, 50], Enumerable.Range(0, 3).Select(bus => Math.Round(result.Price(bus), 6)));
        Assert.Equal([50, 50, 50], result.Energy.Select(price => Math.Round(price, 6)));
        Assert.Equal([-40, -20, 0], result.Congestion.Select(price => Math.Round(price, 6)));
        var binding = Assert.Single(result.Binding);
        Assert.Equal((1, 150, 60), (binding.Branch, Math.Round(binding.FlowMw, 6), Math.Round(binding.ShadowPrice, 6)));
    }

    [Fact]
    public void TwoBuses_WithResistance_LoseWhatTheQuadraticSays()
    {
        var grid = new GridData([SmallGrids.Bus(1, 0), SmallGrids.Bus(2, 100)], [SmallGrids.Line("01", 0, 1, resistance: 0.02)], [], [SmallGrids.Thermal("cheap", 0, 500, 10)]);
        var interval = SmallGrids.Case(grid);
        var result = SmallGrids.Solve(grid, interval with { BaseFlows = SmallGrids.Solve(grid, interval).FlowMw });

        // g - 0.0002 g² = 100, and at the margin a megawatt at bus 1 takes 1 / (1 - 0.0004 g) at bus 0.
        var g = (1 - Math.Sqrt(1 - 4 * 0.0002 * 100)) / (2 * 0.0002);
        Assert.Equal(g, result.UnitMw[0], 0.05);
        Assert.Equal(g - 100, result.LossMw, 0.05);
        Assert.Equal(10, result.Price(0), 6);
        Assert.Equal(10 / (1 - 0.0004 * g), result.Price(1), 0.01);
        Assert.True(result.Loss[0] < 0);
    }

    [Fact]
    public void Surplus_OfRooftopsAndMinimumOutputs_IsSpilledAtItsStatedPrice()
    {
        var grid = new GridData(
            [SmallGrids.Bus(1, 100)], [], [], [SmallGrids.Thermal("stuck", 0, 200, 10, minMw: 80), SmallGrids.Rooftop("roof", 0, 50), SmallGrids.Wind("wind", 0, 40)]);
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid));

        Assert.Equal(30, result.SpillMw[0], 6);
        Assert.Equal(0, result.UnitMw[2], 6);
        Assert.Equal(-StatedPrices.Spill, result.Price(0), 6);
        Assert.Equal(800 + 30 * StatedPrices.Spill, result.Cost, 4);
    }

    [Fact]
    public void WindThatNobodyTook_IsTurnedDown_AndRoofsAndWhatIsDispatchedAreNot()
    {
        var grid = new GridData([SmallGrids.Bus(1, 100)], [], [], [SmallGrids.Thermal("stuck", 0, 200, 10), SmallGrids.Rooftop("roof", 0, 50), SmallGrids.Wind("wind", 0, 40), SmallGrids.Wind("whole", 0, 30)]);
        var cleared = new ClearedInterval(
            DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(5), 0, [], [], [], [], [80, 50, 15.5f, 29.999f], [200, 50, 40, 30], [], [], [], [], [], [], [], [], 0, 0, 0, 0);

        // A watt is left of rounding.
        Assert.Equal([null, null, 24.5, 0], Enumerable.Range(0, 4).Select(unit => cleared.CurtailedMw(grid, unit)));
    }

    [Fact]
    public void AllUnitsOut_ShedsAllLoadAtItsStatedPrice()
    {
        var grid = SmallGrids.Triangle(resistance: 0.01);
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid) with { HighMw = [0, 0] });

        Assert.Equal(300, result.ShedMw.Sum(), 6);
        Assert.All(Enumerable.Range(0, 3), bus => Assert.Equal(StatedPrices.Shedding, result.Price(bus), 6));
        Assert.Equal(300 * StatedPrices.Shedding, result.Cost, 2);
    }

    [Fact]
    public void ACapacityOfZero_OnUnitAndBranch_CarriesNothing()
    {
        var grid = SmallGrids.Triangle(rating02: 0);
        var idle = SmallGrids.Thermal("none", 2, 0, 1);
        grid = grid with { Units = [.. grid.Units, idle] };
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid));

        Assert.Equal(0, result.UnitMw[2], 6);
        Assert.Equal(0, result.FlowMw[1], 4);
        // The flow over 02 is 2/3 g0 + 1/3 g1, so with it at zero neither unit can give anything.
        Assert.Equal(300, result.ShedMw.Sum(), 3);
    }

    [Fact]
    public void ADirectCurrentLine_IsSetFreely_UpToItsRating()
    {
        var grid = new GridData(
            [SmallGrids.Bus(1, 10), SmallGrids.Bus(2, 100)], [SmallGrids.Line("01", 0, 1, 40)], [new DcLine("DC", 0, 1, 25, 0, 0)],
            [SmallGrids.Thermal("cheap", 0, 500, 10), SmallGrids.Thermal("dear", 1, 500, 30)]);
        var result = SmallGrids.Solve(grid, SmallGrids.Case(grid));

        Assert.Equal(25, result.DcMw[0], 6);
        Assert.Equal([75, 35], result.UnitMw.Select(mw => Math.Round(mw, 6)));
        Assert.Equal([10, 30], new[] { Math.Round(result.Price(0), 6), Math.Round(result.Price(1), 6) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryInterval_Balances(int outOfService)
    {
        var grid = SmallGrids.Triangle(rating02: 150, resistance: 0.01);
        var interval = SmallGrids.Case(grid, outOfService);
        var result = SmallGrids.Solve(grid, interval);

        Assert.Equal(0, SmallGrids.Imbalance(interval, result), 6);
        Assert.Equal(0, result.FlowMw[outOfService]);
    }
}
