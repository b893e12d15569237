using System.Globalization;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Reading;

/// <summary>The texts of RTS-GMLC's SourceData that describe the grid. The caller opens and closes them.</summary>
public sealed record RtsGmlcSource(TextReader Bus, TextReader Branch, TextReader DcBranch, TextReader Gen, TextReader Storage);

/// <summary>Reads RTS-GMLC's tables into <see cref="GridData"/>.</summary>
public static class RtsGmlcGrid
{
    /// <returns>The grid, or <see cref="Unreadable"/> with file, row and column.</returns>
    public static Outcome<GridData> Read(RtsGmlcSource source)
    {
        try
        {
            var (buses, indexOf) = Buses(CsvTable.Read("bus.csv", source.Bus));
            var branches = Branches(CsvTable.Read("branch.csv", source.Branch), indexOf);
            var lines = DcLines(CsvTable.Read("dc_branch.csv", source.DcBranch), indexOf);
            var units = RtsGmlcUnits.Read(CsvTable.Read("gen.csv", source.Gen), CsvTable.Read("storage.csv", source.Storage), indexOf);
            return new GridData(buses, branches, lines, units);
        }
        catch (GridDataException e)
        {
            return new Unreadable(e.Message);
        }
    }

    private static (List<Bus>, Func<CsvTable, int, string, int>) Buses(CsvTable table)
    {
        var buses = new List<Bus>();
        var index = new Dictionary<int, int>();
        for (var row = 0; row < table.Count; row++)
        {
            var id = table.Whole(row, "Bus ID");
            if (!index.TryAdd(id, row))
            {
                throw new GridDataException($"{table.Name}, row {row + 2}: bus {id} is there twice.");
            }
            // The table writes the numbers of its zones as 11.0.
            buses.Add(new Bus(
                id, table.Text(row, "Bus Name"), table.Number(row, "BaseKV"), table.Number(row, "MW Load"), table.Whole(row, "Area"),
                table.Whole(row, "Zone").ToString(CultureInfo.InvariantCulture), table.Number(row, "lat"), table.Number(row, "lng")));
        }
        return (buses, (of, row, column) => index.TryGetValue(of.Whole(row, column), out var bus) ? bus
            : throw new GridDataException($"{of.Name}, row {row + 2}: bus {of.Text(row, column)} is not in {table.Name}."));
    }

    private static List<Branch> Branches(CsvTable table, Func<CsvTable, int, string, int> busOf)
    {
        var branches = new List<Branch>();
        for (var row = 0; row < table.Count; row++)
        {
            var reactance = table.Number(row, "X");
            var ratio = table.Number(row, "Tr Ratio");
            if (reactance <= 0)
            {
                throw new GridDataException($"{table.Name}, row {row + 2}: a reactance of {table.Text(row, "X")} cannot be simulated.");
            }
            branches.Add(new Branch(
                table.Text(row, "UID"), busOf(table, row, "From Bus"), busOf(table, row, "To Bus"), table.Number(row, "R"), reactance * (ratio > 0 ? ratio : 1),
                table.Number(row, "Cont Rating"), ratio > 0, table.Number(row, "Perm OutRate"), table.Number(row, "Duration"), table.Number(row, "Length")));
        }
        return branches;
    }

    private static List<DcLine> DcLines(CsvTable table, Func<CsvTable, int, string, int> busOf)
    {
        var lines = new List<DcLine>();
        for (var row = 0; row < table.Count; row++)
        {
            lines.Add(new DcLine(
                table.Text(row, "UID"), busOf(table, row, "From Bus"), busOf(table, row, "To Bus"), table.Number(row, "MW Load"),
                table.Number(row, "Line FOR Perm"), table.Number(row, "MTTR Line Hours")));
        }
        return lines;
    }
}
