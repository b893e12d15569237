using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>An answer of frames before any value is read: the order of its nodes, its frames, and how many bytes each has.</summary>
/// <param name="Next">From where to ask on, where the answer is cut; else null.</param>
/// <param name="Version">Changes with whatever is in it.</param>
internal sealed record FramesPlan(NodeSnapshot Nodes, IReadOnlyList<PackedMarket> Markets, IReadOnlyList<PlannedFrame> Frames, DateTime? Next, string Version)
{
    /// <summary>Puts frames in order.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="rows">By time, market, length and owner.</param>
    /// <param name="lists">Their lists of nodes.</param>
    /// <param name="most">Bytes that the values of an answer may have; one moment is always whole.</param>
    public static FramesPlan Of(NodeSnapshot nodes, IReadOnlyList<(FrameHead Head, byte[] Begin, long Length)> rows, IReadOnlyDictionary<int, NodeList> lists, long most)
    {
        var orders = rows.Select(row => row.Head).GroupBy(head => head.Market).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Order(nodes, group.Key, group, lists)).ToList();
        var frames = new List<PlannedFrame>();
        DateTime? next = null;
        long bytes = 0, momentBytes = 0;
        var moment = 0;
        for (var first = 0; first < rows.Count;)
        {
            var last = first + 1;
            while (last < rows.Count && SameInterval(rows[first].Head, rows[last].Head))
                last++;
            if (frames.Count == 0 || rows[first].Head.At != frames[^1].Frame.At)
            {
                (moment, momentBytes) = (frames.Count, bytes);
            }
            var market = orders.FindIndex(order => order.Order.Market == rows[first].Head.Market);
            var (shape, length) = Shape(rows, first, last, orders[market]);
            frames.Add(new PlannedFrame(new PackedFrame(rows[first].Head.At, rows[first].Head.Minutes, market, length), shape, [.. rows.Skip(first).Take(last - first).Select(row => row.Head)]));
            bytes += PackedFrames.Padded(length);
            if (bytes > most && moment > 0)
            {
                // The moment that is too much goes, whole.
                next = rows[first].Head.At;
                frames.RemoveRange(moment, frames.Count - moment);
                bytes = momentBytes;
                break;
            }
            first = last;
        }
        return new FramesPlan(nodes, [.. orders.Select(order => order.Order)], frames, next, string.Concat(frames.SelectMany(frame => frame.Rows).Select(row => row.Version)));
    }

    private static bool SameInterval(FrameHead x, FrameHead y) => x.Market == y.Market && x.At == y.At && x.Minutes == y.Minutes;

    /// <summary>The nodes of all lists that a market's frames have: the most frequent list as it is, so that most frames need not be touched, and then what others add.</summary>
    private static (PackedMarket Order, int List) Order(NodeSnapshot nodes, string market, IEnumerable<FrameHead> heads, IReadOnlyDictionary<int, NodeList> lists)
    {
        var counts = heads.GroupBy(head => head.ListId).Select(group => (List: group.Key, Count: group.Count())).OrderByDescending(pair => pair.Count).ThenBy(pair => pair.List).ToList();
        var ids = new List<int>(lists[counts[0].List].Nodes);
        if (counts.Count > 1)
        {
            var known = ids.ToHashSet();
            foreach (var (list, _) in counts.Skip(1))
                ids.AddRange(lists[list].Nodes.Where(known.Add));
        }
        var isWhole = ids.Count == lists[counts[0].List].Nodes.Length;
        return (new PackedMarket(market, [.. ids], isWhole ? nodes.PlacesOf(lists[counts[0].List]) : [.. ids.Select(nodes.PlaceOf)]), isWhole ? counts[0].List : 0);
    }

    private static (FrameShape Shape, long Length) Shape(IReadOnlyList<(FrameHead Head, byte[] Begin, long Length)> rows, int first, int last, (PackedMarket Order, int List) order)
    {
        var (head, begin, length) = rows[first];
        var count = order.Order.Ids.Length;
        return last - first > 1 ? (FrameShape.Merged, PackedValues.HeaderBytes + ((long)sizeof(float) * count))
            : head.ListId == order.List ? (head.Packing == 0 ? (FrameShape.Bare, PackedValues.HeaderBytes + length) : (FrameShape.Stored, length))
            : head.Packing == 1 && PackedValues.IsScaled(begin) ? (FrameShape.Placed, PackedValues.HeaderBytes + ((long)sizeof(short) * count))
            : (FrameShape.Merged, PackedValues.HeaderBytes + ((long)sizeof(float) * count));
    }
}
