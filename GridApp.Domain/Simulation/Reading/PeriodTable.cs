using System.Globalization;

namespace GridApp.Domain.Simulation.Reading;

/// <summary>Tables of one row per period (Year, Month, Day, Period, then a column per series) or per day (Year, Month, Day, then a column per period).</summary>
internal static class PeriodTable
{
    /// <summary>The series by column name. Rows are taken in the file's order, which is the calendar's.</summary>
    /// <exception cref="GridDataException">Wrong header, a field that is no number, or another number of rows.</exception>
    public static Dictionary<string, float[]> Read(string name, TextReader text, int periods)
    {
        const int Keys = 4;
        var header = Header(name, text, Keys, "Period");
        var series = header[Keys..].Select(_ => new float[periods]).ToArray();
        var row = 0;
        for (; text.ReadLine() is { } line; row++)
        {
            if (line.Length == 0)
            {
                break;
            }
            if (row >= periods)
            {
                throw new GridDataException($"{name} has more than {periods} rows.");
            }
            Values(name, row, line, Keys, series.Length, (i, value) => series[i][row] = value);
        }
        if (row != periods)
        {
            throw new GridDataException($"{name} has {row} rows where the year 2020 has {periods}.");
        }
        return header[Keys..].Zip(series).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>One series, a day to a row.</summary>
    /// <exception cref="GridDataException">Wrong header, a field that is no number, or another number of rows.</exception>
    public static float[] ReadWide(string name, TextReader text, int periodsPerDay, int periods)
    {
        const int Keys = 3;
        _ = Header(name, text, Keys, "Day");
        var series = new float[periods];
        var row = 0;
        for (; text.ReadLine() is { Length: > 0 } line; row++)
        {
            if ((row + 1) * periodsPerDay > periods)
            {
                throw new GridDataException($"{name} has more than {periods / periodsPerDay} rows.");
            }
            var first = row * periodsPerDay;
            Values(name, row, line, Keys, periodsPerDay, (i, value) => series[first + i] = value);
        }
        return row * periodsPerDay == periods ? series : throw new GridDataException($"{name} has {row} rows where the year 2020 has {periods / periodsPerDay}.");
    }

    private static string[] Header(string name, TextReader text, int keys, string last)
    {
        var header = (text.ReadLine() ?? throw new GridDataException($"{name} is empty.")).TrimStart('\uFEFF').Split(',', StringSplitOptions.TrimEntries);
        return header.Length > keys && header[keys - 1] == last ? header
            : throw new GridDataException($"{name}: the header has to begin with Year,Month,Day{(keys == 4 ? ",Period" : "")} and name a series.");
    }

    private static void Values(string name, int row, string line, int keys, int count, Action<int, float> set)
    {
        var field = 0;
        foreach (var range in line.AsSpan().Split(','))
        {
            if (field >= keys && field < keys + count)
            {
                set(field - keys, float.TryParse(line.AsSpan(range), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value
                    : throw new GridDataException($"{name}, row {row + 2}: '{line[range]}' is not a number."));
            }
            field++;
        }
        if (field < keys + count)
        {
            throw new GridDataException($"{name}, row {row + 2}: {field} fields where {keys + count} are needed.");
        }
    }
}
