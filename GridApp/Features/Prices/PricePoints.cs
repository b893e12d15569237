using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A node's prices in time, column by column; ascending, each interval once.</summary>
public sealed class PricePoints
{
    private readonly List<float>[] values = [.. PriceComponents.All.Select(_ => new List<float>())];

    /// <summary>Starts of the intervals, UTC.</summary>
    public List<DateTime> At { get; } = [];

    /// <summary>Their lengths.</summary>
    public List<short> Minutes { get; } = [];

    public int Count => At.Count;

    /// <summary>A column, NaN where the node has no value.</summary>
    public IReadOnlyList<float> Of(PriceComponent component) => values[(int)component];

    public float this[PriceComponent component, int point] => values[(int)component][point];

    /// <summary>The most frequent length, minutes.</summary>
    /// <param name="otherwise">Where there is no interval at all.</param>
    public int UsualMinutes(int otherwise) => Minutes.Count == 0 ? otherwise : Minutes.CountBy(minutes => minutes).MaxBy(pair => pair.Value).Key;

    /// <summary>One interval more, with no value yet.</summary>
    internal void Add(DateTime at, short minutes)
    {
        At.Add(at);
        Minutes.Add(minutes);
        foreach (var column in values)
            column.Add(float.NaN);
    }

    internal void Set(PriceComponent component, int point, float value) => values[(int)component][point] = value;

    internal void Clear()
    {
        At.Clear();
        Minutes.Clear();
        foreach (var column in values)
            column.Clear();
    }

    /// <summary>Day-ahead less real-time, at each real-time interval that both have.</summary>
    internal static PricePoints Dart(PricePoints dayAhead, PricePoints realTime)
    {
        var points = new PricePoints();
        var planned = 0;
        for (var i = 0; i < realTime.Count; i++)
        {
            var at = realTime.At[i];
            while (planned < dayAhead.Count && dayAhead.At[planned].AddMinutes(dayAhead.Minutes[planned]) <= at)
                planned++;
            if (planned == dayAhead.Count)
                break;
            if (dayAhead.At[planned] > at)
                continue;
            points.Add(at, realTime.Minutes[i]);
            foreach (var component in PriceComponents.All)
                points.Set(component, points.Count - 1, PriceMoment.Less(dayAhead[component, planned], realTime[component, i]));
        }
        return points;
    }
}
