using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>One line of a comparison.</summary>
/// <param name="Key">Its name among the values: letters and digits.</param>
public sealed record ComparedColumn(string Key, CatalogueNode Node, string Kind, PricePoints Points);

/// <summary>Several nodes and kinds of price side by side, brought to the times of the shortest intervals among them.</summary>
public sealed class ComparedPrices
{
    private ComparedPrices(Domain.Markets.Market market, PriceComponent component, IReadOnlyList<ComparedColumn> columns, int minutes, IReadOnlyList<DateTime> at, IReadOnlyList<float[]> values)
    {
        Market = market;
        Component = component;
        Columns = columns;
        IntervalMinutes = minutes;
        At = at;
        Values = values;
    }

    /// <summary>The first node's: its clock is the comparison's.</summary>
    public Domain.Markets.Market Market { get; }

    public PriceComponent Component { get; }

    public IReadOnlyList<ComparedColumn> Columns { get; }

    public string Unit => PriceUnit.Of(Market.Currency);

    public int IntervalMinutes { get; }

    /// <summary>Times, UTC, ascending.</summary>
    public IReadOnlyList<DateTime> At { get; }

    /// <summary>By column: a value for each time, NaN for none.</summary>
    public IReadOnlyList<float[]> Values { get; }

    /// <summary>Brings columns together. A value holds through its interval, so that an hour stands at each of its five minutes where five minutes are compared with it.</summary>
    public static ComparedPrices Of(Domain.Markets.Market market, PriceComponent component, IReadOnlyList<ComparedColumn> columns)
    {
        var step = columns.Where(column => column.Points.Count > 0).Select(column => column.Points.UsualMinutes(60)).DefaultIfEmpty(60).Min();
        var times = new SortedSet<DateTime>();
        foreach (var points in columns.Select(column => column.Points))
        {
            for (var i = 0; i < points.Count; i++)
            {
                var end = points.At[i].AddMinutes(points.Minutes[i]);
                for (var at = points.At[i]; at < end; at = at.AddMinutes(step))
                    times.Add(at);
            }
        }
        DateTime[] all = [.. times];
        return new ComparedPrices(market, component, columns, step, all, [.. columns.Select(column => Along(all, column.Points, component))]);
    }

    private static float[] Along(DateTime[] times, PricePoints points, PriceComponent component)
    {
        var values = new float[times.Length];
        values.AsSpan().Fill(float.NaN);
        var point = 0;
        for (var i = 0; i < times.Length; i++)
        {
            while (point + 1 < points.Count && points.At[point + 1] <= times[i])
                point++;
            if (point < points.Count && points.At[point] <= times[i] && points.At[point].AddMinutes(points.Minutes[point]) > times[i])
                values[i] = points[component, point];
        }
        return values;
    }
}
