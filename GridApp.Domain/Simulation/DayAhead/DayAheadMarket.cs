using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>The day-ahead market: one problem over 24 hours decides which units run and what the stores do; then each hour is dispatched for its prices.</summary>
public sealed class DayAheadMarket
{
    private readonly GridData grid;
    private readonly World world;
    private readonly TransferFactorCache factors;
    private readonly ILinearSolver solver;
    private readonly Dispatcher dispatcher;

    internal DayAheadMarket(GridData grid, World world, TransferFactorCache factors, ILinearSolver solver, Dispatcher dispatcher)
    {
        this.grid = grid;
        this.world = world;
        this.factors = factors;
        this.solver = solver;
        this.dispatcher = dispatcher;
    }

    /// <summary>A day's opening when the day before was not simulated: the closing of that day, itself opened cold. The same for everyone who asks.</summary>
    public Opening OpeningOf(DateOnly day, IReadOnlyList<Incident> known) => Solve(day.AddDays(-1), Opening.Cold(grid), known).Close;

    /// <summary>Clears a day.</summary>
    /// <param name="opening">The closing of the day before, or <see cref="OpeningOf"/>.</param>
    /// <param name="known">Incidents the market knows of; an hour that one touches is lost to its unit or branch.</param>
    public DayAheadResult Solve(DateOnly day, Opening opening, IReadOnlyList<Incident> known, CancellationToken cancel = default)
    {
        var start = MarketDay.Start(day);
        var hours = Enumerable.Range(0, MarketDay.Hours).Select(hour => Availability.Of(grid, factors, known, start.AddHours(hour), start.AddHours(hour + 1))).ToArray();
        var inputs = new DayInputs(
            grid, opening, [.. Enumerable.Range(0, MarketDay.Hours).Select(hour => world.Forecast(day, hour))],
            [.. hours.Select(hour => hour.UnitMw)], [.. hours.Select(hour => hour.Network)], [.. hours.Select(hour => hour.DcRatingMw)]);
        var problem = new CommitmentProblem(inputs);
        var relaxed = problem.Solve(solver);
        cancel.ThrowIfCancellationRequested();
        var net = Enumerable.Range(0, MarketDay.Hours).Select(hour => problem.Net(hour) - relaxed.StoreMw.Sum(store => store?[hour] ?? 0)).ToArray();
        var merit = new MeritOrder(inputs, problem.Thermal, net, relaxed.FreeMw);
        var (repaired, committed) = CommitmentRepair.Repair(inputs, problem.Thermal, relaxed.On, merit);
        var on = grid.Units.Select(_ => new bool[MarketDay.Hours]).ToArray();
        foreach (var (i, g) in problem.Thermal.Index())
        {
            on[g] = repaired[i];
        }
        var cleared = Dispatch(inputs, start, on, relaxed.StoreMw, cancel);
        return new DayAheadResult(
            new DayAheadPlan(day, on, [.. cleared.Select(hour => hour.UnitMw)], opening), cleared, Close(inputs, on, cleared, relaxed.StoreMwh), relaxed.Cost, committed);
    }

    private List<ClearedInterval> Dispatch(DayInputs inputs, DateTimeOffset start, bool[][] on, double[][] storeMw, CancellationToken cancel)
    {
        var cleared = new List<ClearedInterval>(MarketDay.Hours);
        var before = inputs.Opening.OutputMw;
        var state = (int[])inputs.Opening.HoursInState.Clone();
        (double[]? flows, WarmStart? warm) = (null, null);
        for (var hour = 0; hour < MarketDay.Hours; hour++)
        {
            cancel.ThrowIfCancellationRequested();
            DispatchCase interval;
            DispatchResult result;
            while (true)
            {
                interval = Case(inputs, hour, on, storeMw, before) with { BaseFlows = flows, Warm = warm };
                result = dispatcher.Solve(interval);
                // The commitment knows the network only roughly: where it leaves people in the dark, turbines start.
                var best = FastStarts.Best(grid, result, g => !on[g][hour] && Start(inputs, on[g], g, hour) is not null);
                if (best < 0)
                {
                    break;
                }
                on[best] = Start(inputs, on[best], best, hour)!;
            }
            var startCost = 0.0;
            for (var g = 0; g < grid.Units.Count; g++)
            {
                if (grid.Units[g] is { Kind: UnitKind.Thermal } unit)
                {
                    startCost += on[g][hour] && state[g] <= 0 ? unit.Start.Mbtu(-state[g]) * unit.Heat!.FuelPrice + unit.Start.OtherCost : 0;
                    state[g] = CommitmentRepair.Next(state[g], on[g][hour]);
                }
            }
            (before, flows, warm) = (result.UnitMw, result.FlowMw, result.Warm);
            cleared.Add(ClearedInterval.Of(grid, start.AddHours(hour), MarketDay.Hour, inputs.Forecast[hour].LoadMw, Available(inputs, hour), interval, result, startCost));
        }
        return cleared;
    }

    private DispatchCase Case(DayInputs inputs, int hour, bool[][] on, double[][] storeMw, double[] before)
    {
        var (low, high) = (new double[grid.Units.Count], new double[grid.Units.Count]);
        for (var g = 0; g < grid.Units.Count; g++)
        {
            var unit = grid.Units[g];
            (low[g], high[g]) = unit.Kind switch
            {
                UnitKind.Thermal when on[g][hour] => UnitRange.Thermal(unit, before[g], inputs.AvailableMw[hour][g], MarketDay.Hour.TotalMinutes),
                UnitKind.Variable => (0, inputs.Given(hour, g)),
                UnitKind.MustTake => (inputs.Given(hour, g), inputs.Given(hour, g)),
                UnitKind.Storage or UnitKind.ConcentratingSolar => (storeMw[g][hour], storeMw[g][hour]),
                _ => (0, 0),
            };
        }
        return new DispatchCase(inputs.Networks[hour], inputs.Forecast[hour].LoadMw, low, high, inputs.DcRatingMw[hour]);
    }

    private double[] Available(DayInputs inputs, int hour) =>
        [.. grid.Units.Select((unit, g) => unit.Kind is UnitKind.Variable or UnitKind.MustTake ? inputs.Given(hour, g) : inputs.AvailableMw[hour][g])];

    /// <summary>The unit's hours with a start in this one, for its minimum up time; null where it may not.</summary>
    private static bool[]? Start(DayInputs inputs, bool[] hours, int g, int hour)
    {
        var wish = (bool[])hours.Clone();
        var run = Math.Max(1, Commitment.WholeHours(inputs.Grid.Units[g].MinUpHours));
        wish.AsSpan(hour, Math.Min(run, wish.Length - hour)).Fill(true);
        return CommitmentRepair.Keeps(inputs, g, wish) ? wish : null;
    }

    private Opening Close(DayInputs inputs, bool[][] on, List<ClearedInterval> cleared, double[][] storeMwh)
    {
        var state = (int[])inputs.Opening.HoursInState.Clone();
        for (var g = 0; g < state.Length; g++)
        {
            if (grid.Units[g].Kind == UnitKind.Thermal)
            {
                foreach (var isOn in on[g])
                {
                    state[g] = CommitmentRepair.Next(state[g], isOn);
                }
            }
        }
        return new Opening(
            state, Array.ConvertAll(cleared[^1].UnitMw, mw => (double)mw), [.. storeMwh.Select((own, g) => own?[^1] ?? inputs.Opening.StoreMwh[g])]);
    }
}
