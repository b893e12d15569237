using GridApp.Domain.Prices;

namespace GridApp.Importing.Prices;

/// <summary>Rows whose intervals are only known when all are read: files that stamp the end of an interval, or do not say how long it is.</summary>
internal sealed class LateRows
{
    private readonly List<Late> rows = [];

    /// <summary>The stamps, each once, in their order.</summary>
    public IReadOnlyList<DateTimeOffset> Stamps => [.. rows.Select(row => row.Stamp).Distinct().Order()];

    public void Add(DateTimeOffset stamp, int place, int number, ReadOnlySpan<float> values) => rows.Add(new(stamp, place, number, values[0], values[1], values[2], values[3]));

    /// <summary>Puts the rows into their intervals.</summary>
    /// <param name="interval">Start and length of the interval of a stamp.</param>
    public void PutInto(KindSheet kind, Func<DateTimeOffset, (DateTimeOffset Start, short Minutes)> interval)
    {
        var intervals = Stamps.ToDictionary(stamp => stamp, interval);
        Span<float> values = stackalloc float[PriceComponents.Count];
        foreach (var row in rows)
        {
            var (start, minutes) = intervals[row.Stamp];
            var frame = kind.Frame(start);
            frame.Minutes = minutes;
            (values[0], values[1], values[2], values[3], values[4]) = (row.Total, row.Energy, row.Congestion, row.Loss, float.NaN);
            kind.Add(frame, row.Place, row.Number, values);
        }
    }

    private readonly record struct Late(DateTimeOffset Stamp, int Place, int Number, float Total, float Energy, float Congestion, float Loss);
}
