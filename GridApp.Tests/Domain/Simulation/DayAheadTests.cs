using GridApp.Domain;
using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>A cleared day-ahead market of RTS-GMLC.</summary>
public sealed class DayAheadTests
{
    [Fact]
    public void EveryHour_Balances_AndNoFlowIsAboveItsLimit()
    {
        Assert.Equal(24, Rts.SummerDay.Hours.Count);
        Assert.All(Rts.SummerDay.Hours, hour => Cleared.Sound(hour));
    }

    [Fact]
    public void Commitment_KeepsMinimumTimes_AndUnitsStayInTheirRange()
    {
        var plan = Rts.SummerDay.Plan;
        for (var g = 0; g < Rts.Grid.Units.Count; g++)
        {
            var unit = Rts.Grid.Units[g];
            if (unit.Kind != UnitKind.Thermal)
            {
                Assert.DoesNotContain(true, plan.On[g]);
                continue;
            }
            var state = plan.Start.HoursInState[g];
            for (var hour = 0; hour < 24; hour++)
            {
                var mw = Rts.SummerDay.Hours[hour].UnitMw[g];
                if (plan.On[g][hour])
                {
                    Assert.InRange(mw, unit.MinMw - 0.001, unit.MaxMw + 0.001);
                    Assert.False(state < 0 && -state < unit.MinDownHours, $"{unit.Uid} starts too soon in hour {hour}.");
                }
                else
                {
                    Assert.Equal(0, mw);
                    Assert.False(state > 0 && state < unit.MinUpHours && !unit.AlwaysOn, $"{unit.Uid} stops too soon in hour {hour}.");
                }
                state = plan.On[g][hour] ? Math.Max(state, 0) + 1 : Math.Min(state, 0) - 1;
            }
        }
    }

    [Fact]
    public void Ramps_AreKept_BetweenHoursInWhichAUnitRuns()
    {
        for (var hour = 1; hour < 24; hour++)
        {
            var (before, now) = (Rts.SummerDay.Hours[hour - 1], Rts.SummerDay.Hours[hour]);
            foreach (var (g, unit) in Rts.Grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal))
            {
                if (before.UnitMw[g] > 0 && now.UnitMw[g] > 0)
                {
                    Assert.InRange(Math.Abs(now.UnitMw[g] - before.UnitMw[g]), 0, unit.RampMwPerMinute * 60 + 0.001);
                }
            }
        }
    }

    [Fact]
    public void AStorage_EndsTheDayAsItBegan_AndNeverHoldsMoreThanItCan()
    {
        var (g, store) = (Rts.Unit("313_STORAGE_1"), Rts.Grid.Units[Rts.Unit("313_STORAGE_1")].Store!);
        var stored = Rts.SummerDay.Plan.Start.StoreMwh[g];
        foreach (var hour in Rts.SummerDay.Hours)
        {
            stored -= hour.UnitMw[g] >= 0 ? hour.UnitMw[g] : hour.UnitMw[g] * store.RoundTrip;
            Assert.InRange(stored, -0.01, store.CapacityMwh + 0.01);
        }
        Assert.InRange(stored, store.OpeningMwh - 0.01, store.CapacityMwh);
    }

    [Fact]
    public void WholeUnits_CostNotMuchMoreThanFractions()
    {
        // The relaxation is a lower bound up to the network, which the yardstick leaves out.
        Assert.InRange(Rts.SummerDay.CommittedCost, Rts.SummerDay.RelaxedCost * 0.99, Rts.SummerDay.RelaxedCost * 1.10);
    }

    [Fact]
    public void ASummerDay_HasTheCostsAndPricesOfTheSystem()
    {
        var prices = Rts.SummerDay.Hours.SelectMany(hour => hour.Price).Order().ToArray();
        Assert.InRange(prices[prices.Length / 2], 18, 35);
        Assert.InRange(prices[prices.Length / 20], 0, 25);
        Assert.InRange(prices[prices.Length * 19 / 20], 25, 60);
        Assert.InRange(Rts.SummerDay.Hours.Sum(hour => hour.Cost), 1.2e6, 3e6);
        Assert.All(Rts.SummerDay.Hours, hour => Assert.InRange(hour.CarbonIntensity, 150, 700));
        // Nights are cheaper than evenings.
        Assert.True(Rts.SummerDay.Hours.Take(6).Average(hour => hour.SystemPrice) < Rts.SummerDay.Hours.Skip(17).Take(4).Average(hour => hour.SystemPrice));
    }

    [Fact]
    public void TheFirstDayOfTheSourcesOwnSolution_CostsAboutTheSame_WithPricesOfTheSameShape()
    {
        // RTS-GMLC publishes a PLEXOS day-ahead solution from Sunday 2020-07-05 on: generation costs of its hours 0, 7 and 17 are 86,346, 65,156 and 118,189 $, its
        // prices 22.7, 0 and 30.3 $/MWh. It has no losses, keeps every coal unit on and holds more reserves (docs/simulation.md).
        var day = Rts.Shared.DayAhead.Solve(new DateOnly(2026, 7, 5), Rts.Shared.DayAhead.OpeningOf(new DateOnly(2026, 7, 5), []), []);
        Assert.Equal(new DateOnly(2020, 7, 5), new DateOnly(2020, 1, 1).AddDays(MarketDay.SourceDay(new DateOnly(2026, 7, 5))));
        Assert.InRange(new[] { 0, 7, 17 }.Sum(hour => day.Hours[hour].FuelCost), 269_691 * 0.85, 269_691 * 1.15);
        Assert.True(day.Hours[7].SystemPrice < day.Hours[0].SystemPrice);
        Assert.True(day.Hours[7].SystemPrice < day.Hours[17].SystemPrice);
        Assert.InRange(day.Hours.Average(hour => hour.SystemPrice), 18, 32);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameDay_ToTheLastBit()
    {
        var again = Rts.DayAhead(Rts.Model(Rts.Seed), Rts.Summer);
        for (var hour = 0; hour < 24; hour++)
        {
            Cleared.Same(Rts.SummerDay.Hours[hour], again.Hours[hour]);
        }
    }

    [Fact]
    public void AUnitKnownToBeOut_IsNotPlanned()
    {
        var start = MarketDay.Start(Rts.Summer);
        var nuclear = Rts.Unit("121_NUCLEAR_1");
        var day = Rts.Shared.DayAhead.Solve(Rts.Summer, Rts.SummerDay.Plan.Start, [new Incident(OutageSubject.Unit, "121_NUCLEAR_1", start, start.AddHours(12.5))]);
        Assert.All(day.Hours.Take(13), hour => Assert.Equal(0, hour.UnitMw[nuclear]));
        Assert.All(day.Hours.Skip(13), hour => Assert.InRange(hour.UnitMw[nuclear], 396, 400));
        Assert.All(day.Hours, hour => Cleared.Sound(hour));
    }

    [Fact]
    public void EverythingOut_IsADayWithoutPower_NotAFailure()
    {
        var incidents = Rts.Grid.Units.Select(unit => new Incident(OutageSubject.Unit, unit.Uid, MarketDay.Start(Rts.Summer).AddDays(-3), null)).ToArray();
        var day = Rts.Shared.DayAhead.Solve(Rts.Summer, Opening.Cold(Rts.Grid), incidents);
        Assert.All(day.Hours, hour => Assert.Equal(hour.LoadMw.Sum(), hour.ShedMw.Sum(), 1f));
        Assert.All(day.Hours, hour => Assert.Equal(5000, hour.SystemPrice, 1f));
    }

    [Fact]
    public void ThePlan_SurvivesItsBytes()
    {
        var plan = Rts.SummerDay.Plan;
        var back = PlanBytes.Unpack(PlanBytes.Pack(plan)).Value;
        Assert.Equal(plan.Day, back.Day);
        Assert.Equal(plan.On, back.On);
        Assert.Equal(plan.UnitMw, back.UnitMw);
        Assert.Equal(plan.Start.StoreMwh, back.Start.StoreMwh);
        Assert.Equal(plan.Start.HoursInState, PlanBytes.UnpackOpening(PlanBytes.Pack(plan.Start)).Value.HoursInState);
        Assert.IsType<Unreadable>(PlanBytes.Unpack(PlanBytes.Pack(plan)[..^5]).Failure);
        Assert.IsType<Unreadable>(PlanBytes.Unpack([99]).Failure);
    }

    [Fact]
    public void EmissionsAndIntensity_FollowTheFuel()
    {
        var hour = Rts.SummerDay.Hours[18];
        foreach (var (g, unit) in Rts.Grid.Units.Index())
        {
            var kgPerMwh = hour.UnitMw[g] > 0 ? hour.Co2Kg[g] / hour.UnitMw[g] : 0;
            Assert.True(unit.Fuel switch
            {
                Fuel.Coal => hour.UnitMw[g] <= 0 || kgPerMwh is > 750 and < 1300,
                Fuel.Gas => hour.UnitMw[g] <= 0 || kgPerMwh is > 330 and < 1100,
                Fuel.Oil => hour.UnitMw[g] <= 0 || kgPerMwh is > 600 and < 1400,
                _ => kgPerMwh == 0,
            }, $"{unit.Uid}: {kgPerMwh} kg/MWh");
        }
    }
}
