using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Outages;
using GridApp.Domain.Simulation.RealTime;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation;

/// <summary>A simulated power system with its markets. Immutable; safe for all threads; made once and kept.</summary>
public sealed class GridModel
{
    /// <param name="seed">Of outages and forecast errors: the same seed gives the same results on every machine with the same solver.</param>
    public GridModel(GridData grid, SourceYear year, ILinearSolver solver, ulong seed)
    {
        Grid = grid;
        Solver = solver;
        Seed = seed;
        World = new World(grid, year, seed);
        Outages = new OutageSchedule(grid, seed);
        var factors = new TransferFactorCache(grid);
        var dispatcher = new Dispatcher(grid, solver);
        DayAhead = new DayAheadMarket(grid, World, factors, solver, dispatcher);
        RealTime = new RealTimeMarket(grid, World, factors, dispatcher);
    }

    public GridData Grid { get; }

    public ILinearSolver Solver { get; }

    public ulong Seed { get; }

    public World World { get; }

    /// <summary>What fails by itself. Hand it to the markets together with the incidents that people report.</summary>
    public OutageSchedule Outages { get; }

    public DayAheadMarket DayAhead { get; }

    public RealTimeMarket RealTime { get; }
}
