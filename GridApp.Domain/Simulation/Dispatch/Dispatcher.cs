using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>
/// The DC optimal power flow of one interval: least cost subject to balance in each island, unit limits and branch limits. Branch limits become rows only where a
/// solution breaks them; losses are linear around base flows and the flows are found anew until they agree.
/// </summary>
public sealed class Dispatcher(GridData grid, ILinearSolver solver)
{
    /// <summary>Flows may miss a rating by this much; the solver's own tolerance is finer.</summary>
    public const double FlowToleranceMw = 1e-5;

    private const int LossRounds = 6;

    private const double NoLossMw = 1e-3;

    private const int LimitRounds = 40;

    /// <summary>A limit that is nearly reached stays a row of the next interval's problem.</summary>
    private const double KeepRowAbove = 0.8;

    private readonly DispatchLayout layout = new(grid);

    public GridData Grid => grid;

    /// <exception cref="InvalidOperationException">The solver gave up: a bug, since shedding and spill make every case feasible.</exception>
    public DispatchResult Solve(DispatchCase interval)
    {
        var bounds = Bounds.Of(layout, interval);
        var warm = interval.Warm is { } start && start.OutOfService.SequenceEqual(interval.Network.OutOfService) ? start : null;
        var rows = (interval.Warm?.Rows ?? []).Where(k => !interval.Network.OutOfService.Contains(k) && interval.Limits).ToList();
        var basis = warm is not null && rows.Count == warm.Rows.Count ? warm.Basis : null;
        var losses = interval is { Losses: true, BaseFlows: { } flows }
            ? MarginalLosses.Around(grid, interval.Network, flows)
            : MarginalLosses.None(interval.Network, grid.Buses.Count);
        var around = interval.BaseFlows;
        for (var round = 1; ; round++)
        {
            var solution = Solve(interval, bounds, losses, rows, basis);
            if (solution is null)
            {
                // Base flows of another topology may ask for more loss than an island has load: begin again without.
                if (losses.AtBaseMw.All(mw => mw == 0))
                {
                    throw new InvalidOperationException("The solver found no dispatch although shedding and spill are always possible.");
                }
                losses = MarginalLosses.None(interval.Network, grid.Buses.Count);
                basis = null;
                continue;
            }
            basis = solution.Basis;
            // Tangents that find no rest are near enough, but they must not make energy out of nothing (a grid without generation).
            var energyOfNothing = LinearLoss(solution.Injections, losses) < -NoLossMw;
            if (!interval.Losses || Agrees(solution, losses) || (round >= LossRounds && !energyOfNothing))
            {
                return DispatchReading.Of(layout, interval, bounds, losses, rows, solution, Keep(rows, solution, interval));
            }
            if (round >= LossRounds)
            {
                losses = MarginalLosses.None(interval.Network, grid.Buses.Count);
                continue;
            }
            // Half way to the new flows: plants of nearly the same price would else change places for ever.
            around = around is null || round == 1 ? solution.Flows : [.. around.Zip(solution.Flows, (before, now) => (before + now) / 2)];
            losses = MarginalLosses.Around(grid, interval.Network, around);
        }
    }

    private bool Agrees(Solution solution, MarginalLosses losses)
    {
        var real = MarginalLosses.Of(grid, solution.Flows);
        return Math.Abs(real - LinearLoss(solution.Injections, losses)) <= Math.Max(0.2, 0.01 * real);
    }

    internal static double LinearLoss(double[] injections, MarginalLosses losses)
    {
        var sum = -losses.AtBaseMw.Sum();
        for (var bus = 0; bus < injections.Length; bus++)
        {
            sum += losses.Factor[bus] * injections[bus];
        }
        return sum;
    }

    private Solution? Solve(DispatchCase interval, Bounds bounds, MarginalLosses losses, List<int> rows, byte[]? basis)
    {
        var network = interval.Network;
        using var program = solver.Load(DispatchProblem.Build(layout, network, bounds, losses, rows));
        if (basis is not null)
        {
            program.StartFrom(basis);
        }
        for (var round = 0; ; round++)
        {
            var status = program.Solve();
            if (status == LinearStatus.Infeasible)
            {
                return null;
            }
            if (status != LinearStatus.Optimal)
            {
                throw new InvalidOperationException($"The solver ended with {status}.");
            }
            var columns = program.Columns();
            var injections = DispatchProblem.Injections(layout, bounds, columns);
            var flows = network.Flows(injections);
            var broken = interval.Limits && round < LimitRounds
                ? [.. Enumerable.Range(0, flows.Length).Where(k => Math.Abs(flows[k]) > grid.Branches[k].RatingMw + FlowToleranceMw && !rows.Contains(k))]
                : Array.Empty<int>();
            if (broken.Length == 0)
            {
                return new Solution(columns, injections, flows, program.RowPrices(), program.Basis());
            }
            foreach (var k in broken)
            {
                var (indices, values, lower, upper) = DispatchProblem.LimitRow(layout, network, bounds, k);
                program.AddRow(indices, values, lower, upper);
                rows.Add(k);
            }
        }
    }

    private WarmStart Keep(List<int> rows, Solution solution, DispatchCase interval)
    {
        var head = layout.Columns + interval.Network.Islands.Count;
        var kept = Enumerable.Range(0, rows.Count)
            .Where(i => solution.Basis[head + i] != Basic || Math.Abs(solution.Flows[rows[i]]) > KeepRowAbove * grid.Branches[rows[i]].RatingMw).ToArray();
        return new WarmStart(interval.Network.OutOfService, [.. kept.Select(i => rows[i])], [.. solution.Basis[..head], .. kept.Select(i => solution.Basis[head + i])]);
    }

    private const byte Basic = 1;

    internal sealed record Solution(double[] Columns, double[] Injections, double[] Flows, double[] RowPrices, byte[] Basis);
}
