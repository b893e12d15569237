using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>
/// The columns of every dispatch problem of a grid, always the same and in the same order, so that a basis fits the next interval: the thermal units' pieces,
/// the free energy of each bus, the direct-current lines, shedding and spill.
/// </summary>
internal sealed class DispatchLayout
{
    public DispatchLayout(GridData grid)
    {
        Grid = grid;
        Pieces = [.. grid.Units.Index().Where(unit => unit.Item.Kind == UnitKind.Thermal).SelectMany(unit => Enumerable.Range(0, unit.Item.Heat!.Pieces.Count).Select(piece => (unit.Index, piece)))];
        FreeBuses = [.. grid.Units.Where(unit => unit.Kind == UnitKind.Variable).Select(unit => unit.Bus).Distinct().Order()];
        ShedBuses = [.. Enumerable.Range(0, grid.Buses.Count).Where(bus => grid.Buses[bus].LoadMw > 0 || grid.Units.Any(unit => unit.Bus == bus && unit.Kind == UnitKind.Storage))];
        SpillBuses = [.. grid.Units.Where(unit => unit.Kind is not (UnitKind.Variable or UnitKind.Condenser)).Select(unit => unit.Bus).Distinct().Order()];
        FirstFree = Pieces.Length;
        FirstDc = FirstFree + FreeBuses.Length;
        FirstShed = FirstDc + grid.DcLines.Count;
        FirstSpill = FirstShed + ShedBuses.Length;
        Columns = FirstSpill + SpillBuses.Length;
    }

    public GridData Grid { get; }

    public (int Unit, int Piece)[] Pieces { get; }

    public int[] FreeBuses { get; }

    public int[] ShedBuses { get; }

    public int[] SpillBuses { get; }

    public int FirstFree { get; }

    public int FirstDc { get; }

    public int FirstShed { get; }

    public int FirstSpill { get; }

    public int Columns { get; }

    /// <summary>What one unit of a column puts into the network: at a bus, and at another with the opposite sign for a direct-current line (else -1).</summary>
    public (int Bus, double Sign, int Other) Injection(int column) =>
        column < FirstFree ? (Grid.Units[Pieces[column].Unit].Bus, 1, -1)
        : column < FirstDc ? (FreeBuses[column - FirstFree], 1, -1)
        : column < FirstShed ? (Grid.DcLines[column - FirstDc].ToBus, 1, Grid.DcLines[column - FirstDc].FromBus)
        : column < FirstSpill ? (ShedBuses[column - FirstShed], 1, -1)
        : (SpillBuses[column - FirstSpill], -1, -1);
}
