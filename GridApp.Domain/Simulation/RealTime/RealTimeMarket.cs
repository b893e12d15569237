using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>
/// The real-time market: every five minutes the committed units are dispatched against what really comes, from where they were, less incidents. Turbines may be
/// started on top of the plan; stores keep to it.
/// </summary>
public sealed class RealTimeMarket
{
    private const int MostStartsAtOnce = 20;

    private readonly GridData grid;
    private readonly World world;
    private readonly TransferFactorCache factors;
    private readonly Dispatcher dispatcher;

    internal RealTimeMarket(GridData grid, World world, TransferFactorCache factors, Dispatcher dispatcher)
    {
        this.grid = grid;
        this.world = world;
        this.factors = factors;
        this.dispatcher = dispatcher;
    }

    /// <summary>The state in which real time begins when nothing before is known: as the plan has its first hour (or the hour that holds <paramref name="from"/>).</summary>
    public RealTimeState Open(DayAheadPlan plan, DateTimeOffset? from = null)
    {
        var at = MarketDay.StepStart(from ?? MarketDay.Start(plan.Day));
        var output = plan.UnitMw[MarketDay.HourOf(at)].Select((mw, g) => grid.Units[g].Kind == UnitKind.Thermal ? (double)mw : 0).ToArray();
        var store = grid.Units.Select((unit, g) => unit.Store is null ? 0 : StoreAt(plan, g, MarketDay.HourOf(at))).ToArray();
        return new RealTimeState(at, output, store, new long[output.Length], new long[output.Length], null, null);
    }

    /// <summary>Clears the five minutes that hold an instant.</summary>
    /// <param name="plan">Of the market's day that holds the instant.</param>
    /// <param name="state">Of the step before; when steps were missed in between, ramps have had that much more time.</param>
    /// <param name="incidents">Drawn and reported ones; those that do not touch the interval change nothing.</param>
    /// <returns>The step, <see cref="Conflict"/> when the instant lies before the state (a clock set back), or <see cref="Invalid"/> when the plan is another day's.</returns>
    public Outcome<RealTimeStep> Step(DayAheadPlan plan, RealTimeState state, DateTimeOffset instant, IReadOnlyList<Incident> incidents)
    {
        var start = MarketDay.StepStart(instant);
        if (start < state.At)
        {
            return new Conflict($"The simulated market has been run up to {state.At:u}; {start:u} is not run again.");
        }
        if (MarketDay.Of(start) != plan.Day)
        {
            return new Invalid("plan", $"The plan of {plan.Day:yyyy-MM-dd} does not cover {start:u}.");
        }
        return Step(plan, state, new Now(start, MarketDay.HourOf(start), world.Actual(start), Availability.Of(grid, factors, incidents, start, start + MarketDay.Step)));
    }

    /// <summary>Clears an interval with some incidents and without them, from the same state: what they did, or what they would do.</summary>
    /// <param name="others">What else is out, in both runs.</param>
    public Outcome<IncidentEffect> Compare(
        DayAheadPlan plan, RealTimeState state, DateTimeOffset instant, IReadOnlyList<Incident> others, IReadOnlyList<Incident> incidents)
    {
        var without = Step(plan, state, instant, others);
        if (without.Failure is { } failure)
        {
            return failure;
        }
        var with = Step(plan, state, instant, [.. others, .. incidents]);
        var concerned = grid.Units.Index().Where(unit => incidents.Any(incident => incident.Subject == OutageSubject.Unit && incident.Uid == unit.Item.Uid)).Select(unit => unit.Index);
        return IncidentEffect.Of(with.Value.Interval, without.Value.Interval, [.. concerned]);
    }

    private RealTimeStep Step(DayAheadPlan plan, RealTimeState state, Now now)
    {
        var (isOn, runUntil) = RunningUnits.Decide(grid, plan, state, now.Start, now.Left.UnitMw, now.World.LoadMw.Sum());
        var started = new List<int>();
        var everything = false;
        while (true)
        {
            var interval = Case(plan, state, now, isOn, runUntil, everything);
            var result = dispatcher.Solve(interval);
            var shed = result.ShedMw.Sum() > 0.01;
            if (started.Count < MostStartsAtOnce && FastStarts.Best(grid, result, g => !isOn[g] && CanStart(state, now, g)) is >= 0 and var best)
            {
                started.Add(best);
                isOn[best] = true;
                runUntil[best] = (now.Start + FastStarts.Run(grid.Units[best])).UtcTicks;
            }
            else if (shed && !everything)
            {
                // Rather than let people sit in the dark, stores give what they have.
                everything = true;
            }
            else
            {
                return Finish(state, now, isOn, runUntil, started, interval, result);
            }
        }
    }

    private DispatchCase Case(DayAheadPlan plan, RealTimeState state, Now now, bool[] isOn, long[] runUntil, bool everything)
    {
        var (low, high) = (new double[isOn.Length], new double[isOn.Length]);
        var minutes = (now.Start + MarketDay.Step - state.At).TotalMinutes;
        for (var g = 0; g < isOn.Length; g++)
        {
            var unit = grid.Units[g];
            switch (unit.Kind)
            {
                case UnitKind.Thermal when isOn[g]:
                    (low[g], high[g]) = UnitRange.Thermal(unit, state.OutputMw[g], now.Left.UnitMw[g], minutes);
                    if (now.Hour + 1 < MarketDay.Hours && !plan.On[g][now.Hour + 1] && runUntil[g] == 0)
                    {
                        // On its way down, so that it stops from its minimum.
                        var left = (MarketDay.StepsPerHour - 1 - MarketDay.StepOf(now.Start) % MarketDay.StepsPerHour) * MarketDay.Step.TotalMinutes;
                        high[g] = Math.Max(low[g], Math.Min(high[g], unit.MinMw + unit.RampMwPerMinute * left));
                    }
                    break;
                case UnitKind.Variable or UnitKind.MustTake:
                    high[g] = Math.Min(now.World.GivenMw[g], now.Left.UnitMw[g]);
                    low[g] = unit.Kind == UnitKind.MustTake ? high[g] : 0;
                    break;
                case UnitKind.Storage or UnitKind.ConcentratingSolar:
                    low[g] = high[g] = StorePlan.Output(
                        unit, everything ? double.PositiveInfinity : plan.UnitMw[now.Hour][g], now.Left.UnitMw[g], state.StoreMwh[g], Inflow(now, g), MarketDay.Step.TotalHours);
                    break;
            }
        }
        return new DispatchCase(now.Left.Network, now.World.LoadMw, low, high, now.Left.DcRatingMw, state.Flows, state.Warm);
    }

    private RealTimeStep Finish(RealTimeState state, Now now, bool[] isOn, long[] runUntil, List<int> started, DispatchCase interval, DispatchResult result)
    {
        var offSince = (long[])state.OffSince.Clone();
        var output = new double[isOn.Length];
        var store = (double[])state.StoreMwh.Clone();
        var available = (double[])now.Left.UnitMw.Clone();
        var startCost = 0.0;
        for (var g = 0; g < isOn.Length; g++)
        {
            var unit = grid.Units[g];
            if (unit.Kind == UnitKind.Thermal)
            {
                output[g] = isOn[g] ? result.UnitMw[g] : 0;
                if (isOn[g] && state.OutputMw[g] <= 0)
                {
                    startCost += unit.Start.Mbtu(HoursOff(state, now, g)) * unit.Heat!.FuelPrice + unit.Start.OtherCost;
                }
                offSince[g] = isOn[g] ? 0 : state.OutputMw[g] > 0 ? now.Start.UtcTicks : offSince[g];
            }
            else if (unit.Store is not null)
            {
                store[g] = StorePlan.After(unit, result.UnitMw[g], state.StoreMwh[g], Inflow(now, g), MarketDay.Step.TotalHours);
            }
            else
            {
                available[g] = Math.Min(available[g], now.World.GivenMw[g]);
            }
        }
        var next = new RealTimeState(now.Start + MarketDay.Step, output, store, offSince, runUntil, result.FlowMw, result.Warm);
        return new RealTimeStep(ClearedInterval.Of(grid, now.Start, MarketDay.Step, now.World.LoadMw, available, interval, result, startCost), next, started);
    }

    private bool CanStart(RealTimeState state, Now now, int g) =>
        now.Left.UnitMw[g] >= grid.Units[g].MinMw && HoursOff(state, now, g) >= grid.Units[g].MinDownHours;

    private static double HoursOff(RealTimeState state, Now now, int g) =>
        state.OutputMw[g] > 0 ? 0 : state.OffSince[g] == 0 ? Opening.LongAgo : TimeSpan.FromTicks(now.Start.UtcTicks - state.OffSince[g]).TotalHours;

    private double Inflow(Now now, int g) => grid.Units[g].Kind == UnitKind.ConcentratingSolar ? now.World.GivenMw[g] : 0;

    private double StoreAt(DayAheadPlan plan, int g, int hour)
    {
        var unit = grid.Units[g];
        var stored = plan.Start.StoreMwh[g];
        for (var before = 0; before < hour; before++)
        {
            stored = StorePlan.After(unit, plan.UnitMw[before][g], stored, unit.Kind == UnitKind.ConcentratingSolar ? world.Forecast(plan.Day, before).GivenMw[g] : 0, 1);
        }
        return stored;
    }

    private sealed record Now(DateTimeOffset Start, int Hour, Conditions World, Availability Left);
}
