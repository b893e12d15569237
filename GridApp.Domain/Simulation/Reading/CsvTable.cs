using System.Globalization;

namespace GridApp.Domain.Simulation.Reading;

/// <summary>A comma-separated table with one header row. RTS-GMLC quotes nothing in the columns that are read here; a quoted field may hold commas.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> columns;
    private readonly List<string[]> rows;

    private CsvTable(string name, Dictionary<string, int> columns, List<string[]> rows)
    {
        Name = name;
        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>What it is called in error sentences.</summary>
    public string Name { get; }

    public int Count => rows.Count;

    /// <exception cref="GridDataException">The text has no header or a row has another number of fields.</exception>
    public static CsvTable Read(string name, TextReader text)
    {
        var header = text.ReadLine() ?? throw new GridDataException($"{name} is empty.");
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var field in Split(header.TrimStart('\uFEFF')))
        {
            columns.TryAdd(field.Trim(), columns.Count);
        }
        var rows = new List<string[]>();
        for (var number = 2; text.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
            {
                continue;
            }
            var fields = Split(line);
            rows.Add(fields.Length >= columns.Count ? fields
                : throw new GridDataException($"{name}, row {number}: {fields.Length} fields where the header has {columns.Count}."));
        }
        return new CsvTable(name, columns, rows);
    }

    public string Text(int row, string column) =>
        columns.TryGetValue(column, out var index) ? rows[row][index].Trim() : throw new GridDataException($"{Name} has no column '{column}'.");

    public double Number(int row, string column) =>
        NumberOrNull(row, column) ?? throw new GridDataException($"{Name}, row {row + 2}: '{Text(row, column)}' in column '{column}' is not a number.");

    public int Whole(int row, string column) => (int)Number(row, column);

    /// <summary>Null where the source says something in words, such as "NA" or "Unit-specific".</summary>
    public double? NumberOrNull(int row, string column) =>
        double.TryParse(Text(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string[] Split(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }
        var fields = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                fields.Add(line[start..i].Trim('"'));
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }
        return [.. fields];
    }
}
