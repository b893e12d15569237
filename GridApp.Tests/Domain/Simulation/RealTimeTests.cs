using GridApp.Domain;
using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>A real-time day of RTS-GMLC.</summary>
public sealed class RealTimeTests
{
    [Fact]
    public void EveryInterval_Balances_AndNoFlowIsAboveItsLimit()
    {
        Assert.Equal(288, Rts.SummerSteps.Count);
        Assert.All(Rts.SummerSteps, step => Cleared.Sound(step.Interval));
    }

    [Fact]
    public void Ramps_AreKept_FromOneIntervalToTheNext()
    {
        for (var step = 1; step < Rts.SummerSteps.Count; step++)
        {
            var (before, now) = (Rts.SummerSteps[step - 1].Interval, Rts.SummerSteps[step].Interval);
            foreach (var (g, unit) in Rts.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal))
            {
                if (before.UnitMw[g] > 0 && now.UnitMw[g] > 0 && now.AvailableMw[g] >= before.UnitMw[g])
                {
                    Assert.InRange(Math.Abs(now.UnitMw[g] - before.UnitMw[g]), 0, unit.RampMwPerMinute * 5 + 0.001);
                }
            }
        }
    }

    [Fact]
    public void Photovoltaics_GiveNothingAtNight()
    {
        foreach (var step in Rts.SummerSteps.Where(step => MarketDay.HourOf(step.Interval.Start) is < 4 or > 20))
        {
            Assert.Equal(0, Rts.Grid.Units.Index().Where(unit => unit.Item.Fuel == Fuel.Solar && unit.Item.Kind != UnitKind.ConcentratingSolar).Sum(unit => step.Interval.UnitMw[unit.Index]));
        }
    }

    [Fact]
    public void AResumedDay_EqualsAnUninterruptedOne_ToTheLastBit()
    {
        var plan = GridApp.Domain.Simulation.DayAhead.PlanBytes.Unpack(GridApp.Domain.Simulation.DayAhead.PlanBytes.Pack(Rts.SummerDay.Plan)).Value;
        var model = Rts.Model(Rts.Seed);
        var start = MarketDay.Start(Rts.Summer);
        var state = StateBytes.Unpack(StateBytes.Pack(Rts.SummerSteps[149].Next)).Value;
        for (var step = 150; step < 200; step++)
        {
            var again = model.RealTime.Step(plan, state, start + step * MarketDay.Step, model.Outages.Between(start, start.AddDays(1))).Value;
            Cleared.Same(Rts.SummerSteps[step].Interval, again.Interval);
            state = StateBytes.Unpack(StateBytes.Pack(again.Next)).Value;
        }
    }

    [Fact]
    public void AnotherSeed_IsAnotherDay()
    {
        var other = Rts.RealTime(Rts.Model(Rts.Seed + 1), Rts.SummerDay.Plan, 1);
        Assert.NotEqual(Rts.SummerSteps[0].Interval.LoadMw, other[0].Interval.LoadMw);
    }

    [Fact]
    public void AClockSetBack_StepsNothingTwice()
    {
        var state = Rts.SummerSteps[10].Next;
        var outcome = Rts.Shared.RealTime.Step(Rts.SummerDay.Plan, state, state.At.AddMinutes(-5), []);
        Assert.IsType<Conflict>(outcome.Failure);
    }

    [Fact]
    public void ThePlanOfAnotherDay_IsRefused()
    {
        var state = Rts.SummerSteps[10].Next;
        Assert.IsType<Invalid>(Rts.Shared.RealTime.Step(Rts.SummerDay.Plan, state, state.At.AddDays(2), []).Failure);
    }

    [Fact]
    public void AnInstantInsideAnInterval_ClearsThatInterval_AndMissedOnesAreSkipped()
    {
        var state = Rts.SummerSteps[10].Next;
        var step = Rts.Shared.RealTime.Step(Rts.SummerDay.Plan, state, state.At.AddMinutes(17), []).Value;
        Assert.Equal(state.At.AddMinutes(15), step.Interval.Start);
        Assert.Equal(state.At.AddMinutes(20), step.Next.At);
        Cleared.Sound(step.Interval);
    }

    [Fact]
    public void BytesOfAState_ThatAreCutOffOrOfAnotherVersion_AreUnreadable()
    {
        var bytes = StateBytes.Pack(Rts.SummerSteps[10].Next);
        Assert.IsType<Unreadable>(StateBytes.Unpack(bytes[..^1]).Failure);
        Assert.IsType<Unreadable>(StateBytes.Unpack([.. new byte[] { 200 }, .. bytes[1..]]).Failure);
        Assert.IsType<Unreadable>(StateBytes.Unpack([]).Failure);
    }

    [Fact]
    public void EverythingOut_ShedsEverything()
    {
        var state = Rts.SummerSteps[100].Next;
        var incidents = Rts.Grid.Units.Select(unit => new Incident(OutageSubject.Unit, unit.Uid, state.At, null)).ToArray();
        var step = Rts.Shared.RealTime.Step(Rts.SummerDay.Plan, state, state.At, incidents).Value;
        Assert.Equal(step.Interval.LoadMw.Sum(), step.Interval.ShedMw.Sum(), 1f);
    }

    [Fact]
    public void AnAreaCutOff_IsAnIslandWithItsOwnPrice()
    {
        // All ties of area 3 and the direct-current line.
        var state = Rts.SummerSteps[200].Next;
        Incident[] incidents =
        [
            new(OutageSubject.Branch, "CA-1", state.At, null), new(OutageSubject.Branch, "CB-1", state.At, null), new(OutageSubject.DcLine, "DC1", state.At, null),
        ];
        var step = Rts.Shared.RealTime.Step(Rts.SummerDay.Plan, state, state.At, incidents).Value;
        Cleared.Sound(step.Interval);
        Assert.Equal(0, step.Interval.DcMw[0]);
        var (one, three) = (Rts.Grid.Buses.Index().First(bus => bus.Item.Area == 1).Index, Rts.Grid.Buses.Index().First(bus => bus.Item.Area == 3).Index);
        Assert.NotEqual(step.Interval.Energy[one], step.Interval.Energy[three]);
    }
}
