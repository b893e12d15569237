using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>Grids small enough to know the answer by hand.</summary>
internal static class SmallGrids
{
    public static ILinearSolver Solver { get; } = ClpSolver.Load().Value;

    public static Bus Bus(int id, double loadMw) => new(id, "B" + id, 230, loadMw, 1, "1", 0, 0);

    public static Branch Line(string uid, int from, int to, double ratingMw = double.PositiveInfinity, double resistance = 0) =>
        new(uid, from, to, resistance, 0.1, ratingMw, false, 0, 0, 1);

    /// <summary>A thermal unit of one price (its fuel costs 1 $/MMBTU, so heat rates are prices).</summary>
    public static GeneratingUnit Thermal(string uid, int bus, double maxMw, double price, double minMw = 0) => new(
        uid, bus, "Gas CC", UnitKind.Thermal, Fuel.Gas, maxMw, minMw, 1000, 0, 0, default, default,
        new HeatCurve(1, minMw * price, [new HeatPiece(maxMw - minMw, price)], new EmissionRates(100, null, null)), null);

    public static GeneratingUnit Wind(string uid, int bus, double maxMw) => new(
        uid, bus, "Wind", UnitKind.Variable, Fuel.Wind, maxMw, 0, 1000, 0, 0, default, default, null, null);

    public static GeneratingUnit Rooftop(string uid, int bus, double maxMw) => new(
        uid, bus, "Solar RTPV", UnitKind.MustTake, Fuel.Solar, maxMw, 0, 1000, 0, 0, default, default, null, null);

    /// <summary>A triangle of equal lines: 10 $/MWh at bus 0, 30 $/MWh at bus 1, 300 MW of load at bus 2.</summary>
    public static GridData Triangle(double rating02 = double.PositiveInfinity, double resistance = 0) => new(
        [Bus(1, 0), Bus(2, 0), Bus(3, 300)],
        [Line("01", 0, 1, resistance: resistance), Line("02", 0, 2, rating02, resistance), Line("12", 1, 2, resistance: resistance)],
        [],
        [Thermal("cheap", 0, 500, 10), Thermal("dear", 1, 500, 30)]);

    /// <summary>All units free between their minimum and maximum, all load of the snapshot, all branches in.</summary>
    public static DispatchCase Case(GridData grid, params int[] outOfService) => new(
        TransferFactors.Of(grid, outOfService), [.. grid.Buses.Select(bus => bus.LoadMw)],
        [.. grid.Units.Select(unit => unit.Kind == UnitKind.MustTake ? unit.MaxMw : unit.MinMw)], [.. grid.Units.Select(unit => unit.MaxMw)],
        [.. grid.DcLines.Select(line => line.RatingMw)]);

    public static DispatchResult Solve(GridData grid, DispatchCase interval) => new Dispatcher(grid, Solver).Solve(interval);

    public static double Imbalance(DispatchCase interval, DispatchResult result) =>
        result.UnitMw.Sum() + result.ShedMw.Sum() - result.SpillMw.Sum() - interval.LoadMw.Sum() - result.LossMw;
}
