using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>What an incident does, told from the same interval without it.</summary>
public sealed class IncidentEffectTests
{
    [Fact]
    public void ALargeUnitOut_IsReplacedByOthers_AndTheEffectSaysByWhom()
    {
        var before = Rts.SummerSteps[210];
        var largest = Rts.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal).MaxBy(unit => before.Interval.UnitMw[unit.Index]);
        var at = before.Next.At;
        var others = Rts.Shared.Outages.Between(at, at + MarketDay.Step);
        var effect = Rts.Shared.RealTime.Compare(Rts.SummerDay.Plan, before.Next, at, others, [new Incident(OutageSubject.Unit, largest.Item.Uid, at, null)]).Value;

        Cleared.Same(Rts.SummerSteps[211].Interval, effect.Without);
        Cleared.Sound(effect.With);
        Assert.Equal(0, effect.With.UnitMw[largest.Index]);
        Assert.Equal(effect.Without.UnitMw[largest.Index], effect.LostMw, 3);
        Assert.Equal(largest.Index, effect.Replaced[0].Unit);
        // What the others give more covers it, with load that had to be shed and losses that fell.
        var gained = effect.Replaced.Where(change => change.Unit != largest.Index).Sum(change => change.Mw)
            + effect.With.ShedMw.Sum() - effect.With.SpillMw.Sum() + effect.Without.SpillMw.Sum() + effect.Without.LossMw - effect.With.LossMw;
        Assert.InRange(gained, effect.LostMw - 10, effect.LostMw + 10);
        foreach (var interval in new[] { effect.With, effect.Without })
        {
            var real = interval.FlowMw.Index().Sum(flow => Rts.Grid.Branches[flow.Index].Resistance / GridData.BaseMva * flow.Item * flow.Item);
            Assert.InRange(interval.LossMw, real * 0.95 - 1, real * 1.05 + 1);
        }
        Assert.Equal(effect.With.Price[0] - effect.Without.Price[0], effect.PriceChange[0], 4);
    }

    [Fact]
    public void AnIncidentElsewhereInTime_ChangesNothing()
    {
        var before = Rts.SummerSteps[210];
        var at = before.Next.At;
        var later = new Incident(OutageSubject.Unit, "121_NUCLEAR_1", at + MarketDay.Step, null);
        var effect = Rts.Shared.RealTime.Compare(Rts.SummerDay.Plan, before.Next, at, [], [later]).Value;
        Assert.Equal(0, effect.CostChange, 9);
        Assert.Empty(effect.Replaced);
    }

    [Fact]
    public void WithMinimumOutputsLifted_AnOutageNeverLowersSystemCost()
    {
        // Without minimum outputs and losses the problem is convex, and taking a unit or a direct-current line away only removes choices.
        var network = TransferFactors.Of(Rts.Grid, []);
        var world = Rts.Shared.World.Forecast(Rts.Summer, 19);
        var free = new DispatchCase(
            network, world.LoadMw,
            [.. Rts.Grid.Units.Select((unit, g) => unit.Kind == UnitKind.MustTake ? world.GivenMw[g] : 0)],
            [.. Rts.Grid.Units.Select((unit, g) => unit.Kind switch
            {
                UnitKind.Thermal => unit.MaxMw,
                UnitKind.Variable or UnitKind.MustTake => world.GivenMw[g],
                _ => 0.0,
            })],
            [100])
        { Losses = false };
        var grid = Rts.Grid with { Units = [.. Rts.Grid.Units.Select(unit => unit.Kind == UnitKind.Thermal ? WithoutMinimum(unit) : unit)] };
        var dispatcher = new Dispatcher(grid, SmallGrids.Solver);
        var cost = dispatcher.Solve(free).Cost;
        for (var g = 0; g < grid.Units.Count; g++)
        {
            var high = (double[])free.HighMw.Clone();
            high[g] = 0;
            var low = (double[])free.LowMw.Clone();
            low[g] = 0;
            Assert.True(dispatcher.Solve(free with { HighMw = high, LowMw = low }).Cost >= cost - 0.01, grid.Units[g].Uid);
        }
    }

    private static GeneratingUnit WithoutMinimum(GeneratingUnit unit) => unit with
    {
        MinMw = 0,
        Heat = unit.Heat! with { MinimumMbtuPerHour = 0, Pieces = [new HeatPiece(unit.MaxMw, unit.Heat.MbtuPerHour(unit.MaxMw - unit.MinMw) / unit.MaxMw)] },
    };
}
