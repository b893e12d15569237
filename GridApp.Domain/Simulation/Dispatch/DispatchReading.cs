using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>Reads a solved program back into megawatts and prices.</summary>
internal static class DispatchReading
{
    private const double NoPrice = 1e-6;

    public static DispatchResult Of(
        DispatchLayout layout, DispatchCase interval, Bounds bounds, MarginalLosses losses, List<int> rows, Dispatcher.Solution solution, WarmStart warm)
    {
        var grid = layout.Grid;
        var islands = interval.Network.Islands;
        var buses = grid.Buses.Count;
        var (energy, congestion, loss) = (new double[buses], new double[buses], new double[buses]);
        for (var bus = 0; bus < buses; bus++)
        {
            energy[bus] = solution.RowPrices[islands.Of[bus]];
            loss[bus] = -energy[bus] * losses.Factor[bus];
        }
        var binding = new List<BindingBranch>();
        for (var i = 0; i < rows.Count; i++)
        {
            var price = solution.RowPrices[islands.Count + i];
            if (Math.Abs(price) <= NoPrice)
            {
                continue;
            }
            var shares = interval.Network.Of(rows[i]);
            for (var bus = 0; bus < buses; bus++)
            {
                congestion[bus] += price * shares[bus];
            }
            binding.Add(new BindingBranch(rows[i], solution.Flows[rows[i]], Math.Abs(price)));
        }
        var (shed, spill) = (new double[buses], new double[buses]);
        for (var i = 0; i < layout.ShedBuses.Length; i++)
        {
            shed[layout.ShedBuses[i]] = solution.Columns[layout.FirstShed + i];
        }
        for (var i = 0; i < layout.SpillBuses.Length; i++)
        {
            spill[layout.SpillBuses[i]] = solution.Columns[layout.FirstSpill + i];
        }
        var units = Units(layout, bounds, solution.Columns);
        return new DispatchResult(
            units, solution.Flows, solution.Columns[layout.FirstDc..layout.FirstShed], shed, spill, energy, congestion, loss,
            [.. binding.OrderBy(line => line.Branch)], interval.Losses ? Dispatcher.LinearLoss(solution.Injections, losses) : 0,
            Enumerable.Range(0, units.Length).Sum(g => FuelCost(grid.Units[g], units[g])),
            StatedPrices.Shedding * shed.Sum() + StatedPrices.Spill * spill.Sum(), warm);
    }

    /// <summary>$ per hour of a thermal unit that runs; below its minimum (derated) in proportion.</summary>
    public static double FuelCost(GeneratingUnit unit, double mw) => unit.Heat is null ? 0 : unit.Heat.FuelPrice * HeatRate(unit, mw);

    /// <summary>MMBTU per hour.</summary>
    public static double HeatRate(GeneratingUnit unit, double mw) =>
        unit.Heat is not { } heat || mw <= 0 ? 0
        : mw < unit.MinMw ? heat.MinimumMbtuPerHour * mw / unit.MinMw
        : heat.MbtuPerHour(mw - unit.MinMw);

    private static double[] Units(DispatchLayout layout, Bounds bounds, double[] columns)
    {
        var grid = layout.Grid;
        var units = (double[])bounds.BaseMw.Clone();
        for (var column = 0; column < layout.FirstFree; column++)
        {
            units[layout.Pieces[column].Unit] += columns[column];
        }
        // Plants of one bus that could give more than is taken give in proportion.
        var share = new double[grid.Buses.Count];
        for (var i = 0; i < layout.FreeBuses.Length; i++)
        {
            var upper = bounds.Upper[layout.FirstFree + i];
            share[layout.FreeBuses[i]] = upper > 0 ? columns[layout.FirstFree + i] / upper : 0;
        }
        for (var g = 0; g < units.Length; g++)
        {
            if (grid.Units[g].Kind == UnitKind.Variable)
            {
                units[g] = bounds.GivenMw[g] * share[grid.Units[g].Bus];
            }
        }
        return units;
    }
}
