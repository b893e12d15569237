using System.Runtime.InteropServices;
using GridApp.Domain.Prices;

namespace GridApp.Data.Prices;

/// <summary>What becomes of frames that come in, beside those that are there. It decides; somebody else writes.</summary>
internal sealed class FrameMerge
{
    private readonly PriceBlock block;
    private readonly NodeLists lists;
    private readonly int? newest;
    private readonly bool yields;
    private readonly PriceRefusal? refuse;
    private readonly Dictionary<DateTimeOffset, KeptFrame> own;
    private readonly ILookup<DateTimeOffset, KeptFrame> others;
    private readonly Dictionary<int, int[]> places = [];
    private (int[] Order, int List)? fresh;

    /// <param name="kept">What is there, of every owner.</param>
    /// <param name="newest">The list of the newest interval, which a new one takes as well where it fits.</param>
    /// <param name="yields">Whether what somebody else says there goes before.</param>
    /// <param name="refuse">Told of prices that are not taken.</param>
    public FrameMerge(PriceSeries series, PriceBlock block, IReadOnlyList<KeptFrame> kept, NodeLists lists, int? newest, bool yields, PriceRefusal? refuse)
    {
        this.block = block;
        this.lists = lists;
        this.newest = newest;
        this.yields = yields;
        this.refuse = refuse;
        own = kept.Where(frame => frame.Organization == series.OrganizationId).ToDictionary(frame => frame.At);
        others = kept.Where(frame => frame.Organization != series.OrganizationId).ToLookup(frame => frame.At);
    }

    /// <summary>Frames that nothing was known of.</summary>
    public List<NewFrame> Added { get; } = [];

    /// <summary>Frames that say more than was known, and nothing else.</summary>
    public List<NewFrame> Extended { get; } = [];

    /// <summary>Frames that say something else than was known.</summary>
    public List<NewFrame> Corrected { get; } = [];

    /// <summary>By UTC day, the nodes that changed.</summary>
    public Dictionary<DateOnly, HashSet<int>> Changed { get; } = [];

    public PriceWrite Write { get; private set; }

    public async Task AddAsync(PriceFrame frame, CancellationToken ct)
    {
        if (yields)
            frame = YieldToOthers(frame);
        if (own.TryGetValue(frame.At, out var there))
            await MergeAsync(frame, there, ct);
        else
            await AddNewAsync(frame, ct);
    }

    /// <summary>Takes out what somebody else says already; what they say differently is not taken at all.</summary>
    private PriceFrame YieldToOthers(PriceFrame frame)
    {
        var values = frame.Values;
        foreach (var other in others[frame.At])
        {
            var theirs = Unpack(other);
            var place = PlacesIn(other.List);
            for (var n = 0; n < block.Nodes.Length; n++)
            {
                if (place[n] < 0 || !Says(values, n) || !Says(theirs, place[n]))
                    continue;
                if (ReferenceEquals(values, frame.Values))
                    values = [.. frame.Values.Select(component => component is null ? null : (float[])component.Clone())];
                if (!SaysNothingElse(values, n, theirs, place[n]))
                    refuse?.Invoke(frame, n, PriceConflict.SomebodyElses);
                Silence(values, n);
            }
        }
        return ReferenceEquals(values, frame.Values) ? frame : frame with { Values = values };
    }

    private async Task AddNewAsync(PriceFrame frame, CancellationToken ct)
    {
        var speaking = Speaking(frame.Values);
        if (speaking.Count == 0)
            return;
        var (order, list) = await ListOfAsync(speaking, ct);
        var values = new float[]?[PriceComponents.Count];
        for (var c = 0; c < values.Length; c++)
        {
            if (frame.Values[c] is not { } component || !component.AsSpan().ContainsAnyExcept(float.NaN))
                continue;
            var ordered = values[c] = new float[order.Length];
            for (var i = 0; i < order.Length; i++)
                ordered[i] = order[i] < 0 ? float.NaN : component[order[i]];
        }
        Added.Add(new NewFrame(frame.At, frame.Minutes, list, values));
        Note(frame.At, speaking, Said(frame.Values), corrected: 0, added: 1);
    }

    private async Task MergeAsync(PriceFrame frame, KeptFrame there, CancellationToken ct)
    {
        var known = Unpack(there);
        var place = PlacesIn(there.List);
        var minutes = frame.MinutesSaid ? frame.Minutes : there.Minutes;
        if (minutes != there.Minutes && !Covers(frame, known, place))
        {
            for (var n = 0; n < block.Nodes.Length; n++)
            {
                if (Says(frame.Values, n))
                    refuse?.Invoke(frame, n, PriceConflict.OtherLength);
            }
            return;
        }

        var (different, gained, corrected) = Compare(frame, known, place);
        if (different.Count == 0 && minutes == there.Minutes)
            return;
        var added = different.Where(n => place[n] < 0).Select(n => block.Nodes[n]).ToArray();
        var list = await lists.UnionAsync(there.List, added, ct);
        var values = Carry(known, there.List, list);
        var target = PlacesIn(list);
        for (var c = 0; c < values.Length; c++)
        {
            if (frame.Values[c] is not { } component)
                continue;
            foreach (var n in different)
            {
                if (float.IsNaN(component[n]))
                    continue;
                if (values[c] is null)
                    (values[c] = new float[lists[list].Length]).AsSpan().Fill(float.NaN);
                values[c]![target[n]] = component[n];
            }
        }
        var merged = new NewFrame(frame.At, minutes, list, values);
        (corrected > 0 || minutes != there.Minutes ? Corrected : Extended).Add(merged);
        Note(frame.At, different, gained, corrected, added: 0);
    }

    /// <summary>Nodes that the frame says something new of, how many of its values are new, and at how many nodes one was known otherwise.</summary>
    private (List<int> Different, int Values, int Corrected) Compare(PriceFrame frame, float[]?[] known, int[] place)
    {
        var different = new List<int>();
        var (values, corrected) = (0, 0);
        for (var n = 0; n < block.Nodes.Length; n++)
        {
            var (news, corrects) = (0, false);
            for (var c = 0; c < known.Length; c++)
            {
                if (frame.Values[c] is not { } component || float.IsNaN(component[n]))
                    continue;
                var before = place[n] < 0 || known[c] is null ? float.NaN : known[c]![place[n]];
                if (Same(before, component[n]))
                    continue;
                news++;
                corrects |= !float.IsNaN(before);
            }
            if (news == 0)
                continue;
            different.Add(n);
            values += news;
            corrected += corrects ? 1 : 0;
        }
        return (different, values, corrected);
    }

    /// <summary>Values in the order of a list that has at least the same nodes.</summary>
    private float[]?[] Carry(float[]?[] values, int from, int to)
    {
        if (from == to)
            return values;
        var place = new Dictionary<int, int>(lists[to].Length);
        for (var i = 0; i < lists[to].Length; i++)
            place[lists[to][i]] = i;
        return [.. values.Select(component =>
        {
            if (component is null)
                return null;
            var carried = new float[lists[to].Length];
            carried.AsSpan().Fill(float.NaN);
            for (var i = 0; i < component.Length; i++)
                carried[place[lists[from][i]]] = component[i];
            return carried;
        })];
    }

    /// <summary>The list for a new interval, and for each node of it the place in the block (-1: the block has none).</summary>
    private async Task<(int[] Order, int List)> ListOfAsync(List<int> speaking, CancellationToken ct)
    {
        // The same list as the interval before, where it has all these nodes and not many more: what is shown of many intervals is then sent as it is kept.
        if (fresh is not { } chosen)
        {
            chosen = newest is { } last && lists[last].Length <= block.Nodes.Length * 1.25 && PlacesIn(last).All(place => place >= 0)
                ? Ordered(lists[last], last)
                : await MakeAsync(block.Nodes, ct);
            fresh = chosen;
        }
        // A few nodes at some hours among many at others: each with its own, or the empty places would be most of the bytes.
        return speaking.Count >= chosen.Order.Length / 2 ? chosen : await MakeAsync([.. speaking.Select(n => block.Nodes[n])], ct);
    }

    private async Task<(int[] Order, int List)> MakeAsync(int[] nodes, CancellationToken ct)
    {
        var sorted = (int[])nodes.Clone();
        Array.Sort(sorted);
        return Ordered(sorted, await lists.EnsureAsync(sorted, ct));
    }

    private (int[] Order, int List) Ordered(int[] nodes, int list)
    {
        var place = block.Nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        return ([.. nodes.Select(node => place.GetValueOrDefault(node, -1))], list);
    }

    /// <summary>By node of the block, its place in a list; -1: not there.</summary>
    private int[] PlacesIn(int list)
    {
        if (!places.TryGetValue(list, out var known))
        {
            var place = lists[list].Index().ToDictionary(node => node.Item, node => node.Index);
            places[list] = known = [.. block.Nodes.Select(node => place.GetValueOrDefault(node, -1))];
        }
        return known;
    }

    private float[]?[] Unpack(KeptFrame frame)
    {
        var values = new float[]?[PriceComponents.Count];
        for (var c = 0; c < values.Length; c++)
        {
            if (frame.Has(c))
                frame.Read(c, values[c] = new float[lists[frame.List].Length]);
        }
        return values;
    }

    /// <summary>Whether the frame speaks of every node that is known.</summary>
    private static bool Covers(PriceFrame frame, float[]?[] known, int[] place)
    {
        var said = new HashSet<int>();
        for (var n = 0; n < place.Length; n++)
        {
            if (place[n] >= 0 && Says(frame.Values, n))
                said.Add(place[n]);
        }
        var nodes = known.Max(component => component?.Length ?? 0);
        return Enumerable.Range(0, nodes).All(n => said.Contains(n) || !Says(known, n));
    }

    private void Note(DateTimeOffset at, List<int> nodes, int values, int corrected, int added)
    {
        Write += new PriceWrite(values, nodes.Count, corrected, added);
        ref var changed = ref CollectionsMarshal.GetValueRefOrAddDefault(Changed, CubeDays.Day(at), out _);
        changed ??= [];
        foreach (var n in nodes)
            changed.Add(block.Nodes[n]);
    }

    private List<int> Speaking(float[]?[] values)
    {
        var speaking = new List<int>(block.Nodes.Length);
        for (var n = 0; n < block.Nodes.Length; n++)
        {
            if (Says(values, n))
                speaking.Add(n);
        }
        return speaking;
    }

    private static int Said(float[]?[] values)
    {
        var said = 0;
        foreach (var component in values)
        {
            foreach (var value in component ?? [])
                said += float.IsNaN(value) ? 0 : 1;
        }
        return said;
    }

    private static bool Says(float[]?[] values, int node)
    {
        foreach (var component in values)
        {
            if (component is not null && !float.IsNaN(component[node]))
                return true;
        }
        return false;
    }

    private static bool SaysNothingElse(float[]?[] values, int node, float[]?[] theirs, int place)
    {
        for (var c = 0; c < values.Length; c++)
        {
            if (values[c] is { } component && !float.IsNaN(component[node]) && !Same(component[node], theirs[c] is { } known ? known[place] : float.NaN))
                return false;
        }
        return true;
    }

    private static void Silence(float[]?[] values, int node)
    {
        foreach (var component in values)
        {
            if (component is not null)
                component[node] = float.NaN;
        }
    }

    private static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));
}
