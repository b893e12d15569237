using GridApp.Domain.Markets;

namespace GridApp.Features.Prices;

/// <summary>A frame as read for a moment.</summary>
/// <param name="Values">Stored bytes of each component asked for; null where the market publishes none.</param>
internal sealed record MomentFrame(FrameHead Head, NodeList List, byte[]?[] Values);

/// <summary>Every frame of a kind of price that covers a moment.</summary>
/// <param name="Nodes">The nodes, of the same time or later.</param>
/// <param name="Frames">By market, newest first; of equal ones the market's own before organizations'.</param>
internal sealed record PriceMoment(NodeSnapshot Nodes, IReadOnlyList<MomentFrame> Frames)
{
    /// <summary>For a tag: which versions of which frames.</summary>
    public string Version => string.Concat(Frames.Select(frame => frame.Head.Version));

    /// <summary>Each node's newest value, market by market.</summary>
    /// <param name="component">Which of the components that were asked for.</param>
    public List<MarketValues> Values(int component)
    {
        var markets = new List<MarketValues>();
        for (var first = 0; first < Frames.Count;)
        {
            var next = first + 1;
            while (next < Frames.Count && Frames[next].Head.Market == Frames[first].Head.Market)
                next++;
            if (MarketCatalogue.Find(Frames[first].Head.Market) is { } market && Merge(market, first, next, component) is { } values)
                markets.Add(values);
            first = next;
        }
        return markets;
    }

    /// <summary>What day-ahead is above real-time, at the nodes that have both.</summary>
    public static List<MarketValues> Dart(IReadOnlyList<MarketValues> dayAhead, IReadOnlyList<MarketValues> realTime, NodeSnapshot nodes)
    {
        var markets = new List<MarketValues>();
        var expected = new float[nodes.Count];
        foreach (var real in realTime)
        {
            if (dayAhead.FirstOrDefault(market => market.Market == real.Market) is not { } planned)
                continue;
            expected.AsSpan().Fill(float.NaN);
            for (var i = 0; i < planned.Places.Length; i++)
            {
                if (planned.Places[i] >= 0)
                    expected[planned.Places[i]] = planned.Values[i];
            }
            var values = new float[real.Values.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = real.Places[i] >= 0 ? Less(expected[real.Places[i]], real.Values[i]) : float.NaN;
            markets.Add(real with { Values = values });
        }
        return markets;
    }

    /// <summary>The difference of two prices without the dust of binary fractions.</summary>
    internal static float Less(float price, float other) => (float)Math.Round((double)price - other, 4);

    private MarketValues? Merge(Domain.Markets.Market market, int first, int next, int component)
    {
        var frames = Frames.Skip(first).Take(next - first).Where(frame => frame.Values[component] is not null).ToList();
        if (frames.Count == 0)
            return null;
        var newest = frames[0];
        var places = Nodes.PlacesOf(newest.List);
        var values = Unpack(newest);
        if (frames.Count == 1)
            return new MarketValues(market, newest.Head.At, newest.Head.Minutes, places, values);

        // Nodes that the newest frame says nothing of have the value of an older one that lasts, or of another owner's.
        var allPlaces = new List<int>(places.Length * 2);
        var allValues = new List<float>(places.Length * 2);
        var taken = new bool[Nodes.Count];
        foreach (var frame in frames)
        {
            var its = Nodes.PlacesOf(frame.List);
            var more = ReferenceEquals(frame, newest) ? values : Unpack(frame);
            for (var i = 0; i < its.Length; i++)
            {
                if (its[i] < 0 || taken[its[i]] || float.IsNaN(more[i]))
                    continue;
                taken[its[i]] = true;
                allPlaces.Add(its[i]);
                allValues.Add(more[i]);
            }
        }
        return new MarketValues(market, newest.Head.At, newest.Head.Minutes, [.. allPlaces], [.. allValues]);

        float[] Unpack(MomentFrame frame) => FrameValues.Unpack(frame.Head.Packing, frame.Values[component], frame.List.Nodes.Length);
    }
}
