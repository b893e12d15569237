using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>A case's limits, column by column, and what it injects whatever the market decides.</summary>
internal sealed class Bounds
{
    private Bounds(double[] lower, double[] upper, double[] cost, double[] fixedMw, double[] baseMw, double[] givenMw)
    {
        Lower = lower;
        Upper = upper;
        Cost = cost;
        FixedMw = fixedMw;
        BaseMw = baseMw;
        GivenMw = givenMw;
    }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double[] Cost { get; }

    /// <summary>By bus: fixed injection less load.</summary>
    public double[] FixedMw { get; }

    /// <summary>By unit: the part of <see cref="FixedMw"/> that is its own (a thermal unit's minimum, all of a unit without choice).</summary>
    public double[] BaseMw { get; }

    /// <summary>By unit of given energy: what it could give.</summary>
    public double[] GivenMw { get; }

    public static Bounds Of(DispatchLayout layout, DispatchCase interval)
    {
        var grid = layout.Grid;
        var dead = DeadBuses(grid, interval);
        var (lower, upper, cost) = (new double[layout.Columns], new double[layout.Columns], new double[layout.Columns]);
        var baseMw = new double[grid.Units.Count];
        var givenMw = new double[grid.Units.Count];
        var injection = new double[grid.Buses.Count];
        var freeAt = new double[grid.Buses.Count];
        var stuckAt = new double[grid.Buses.Count];
        for (var g = 0; g < grid.Units.Count; g++)
        {
            var unit = grid.Units[g];
            if (dead[unit.Bus])
            {
                continue;
            }
            if (unit.Kind == UnitKind.Variable)
            {
                givenMw[g] = Math.Max(0, interval.HighMw[g]);
                freeAt[unit.Bus] += givenMw[g];
                continue;
            }
            baseMw[g] = unit.Kind == UnitKind.Thermal ? Math.Min(unit.MinMw, interval.HighMw[g]) : interval.HighMw[g];
            injection[unit.Bus] += baseMw[g];
            stuckAt[unit.Bus] += unit.Kind == UnitKind.Thermal ? Math.Max(baseMw[g], interval.LowMw[g]) : Math.Max(0, baseMw[g]);
        }
        for (var column = 0; column < layout.FirstFree; column++)
        {
            var (g, piece) = layout.Pieces[column];
            var unit = grid.Units[g];
            cost[column] = unit.Heat!.Price(piece);
            if (!dead[unit.Bus])
            {
                // Convex costs fill the pieces in their order, so limits of the whole can be limits of the pieces.
                var start = unit.MinMw + unit.Heat.Pieces.Take(piece).Sum(p => p.Mw);
                lower[column] = Math.Clamp(interval.LowMw[g] - start, 0, unit.Heat.Pieces[piece].Mw);
                upper[column] = Math.Max(lower[column], Math.Clamp(interval.HighMw[g] - start, 0, unit.Heat.Pieces[piece].Mw));
            }
        }
        for (var i = 0; i < layout.FreeBuses.Length; i++)
        {
            upper[layout.FirstFree + i] = freeAt[layout.FreeBuses[i]];
        }
        for (var i = 0; i < grid.DcLines.Count; i++)
        {
            var rating = dead[grid.DcLines[i].FromBus] && dead[grid.DcLines[i].ToBus] ? 0 : interval.DcRatingMw[i];
            (lower[layout.FirstDc + i], upper[layout.FirstDc + i]) = (-rating, rating);
        }
        for (var i = 0; i < layout.ShedBuses.Length; i++)
        {
            var bus = layout.ShedBuses[i];
            cost[layout.FirstShed + i] = StatedPrices.Shedding;
            upper[layout.FirstShed + i] = interval.LoadMw[bus] + Math.Max(0, -injection[bus]);
        }
        for (var i = 0; i < layout.SpillBuses.Length; i++)
        {
            cost[layout.FirstSpill + i] = StatedPrices.Spill;
            upper[layout.FirstSpill + i] = stuckAt[layout.SpillBuses[i]];
        }
        for (var bus = 0; bus < injection.Length; bus++)
        {
            injection[bus] -= interval.LoadMw[bus];
        }
        return new Bounds(lower, upper, cost, injection, baseMw, givenMw);
    }

    /// <summary>An island that nobody draws from has no frequency to keep: its units trip.</summary>
    private static bool[] DeadBuses(GridData grid, DispatchCase interval)
    {
        var islands = interval.Network.Islands;
        var load = new double[islands.Count];
        for (var bus = 0; bus < grid.Buses.Count; bus++)
        {
            load[islands.Of[bus]] += interval.LoadMw[bus];
        }
        return [.. islands.Of.Select(island => load[island] <= 0)];
    }
}
