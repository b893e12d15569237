using GridApp.Domain.Geography;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>All nodes at one time in the packed form: one frame for each market.</summary>
internal static class HeatmapPacked
{
    /// <returns>The answer, or null where no node has a price.</returns>
    public static PooledBuffer? Of(
        string kind, PriceComponent component, DateTime at, DateTime? knownAt, NodeSnapshot nodes, IReadOnlyList<MarketValues> markets, BoundingBox? box, string? knownNodes)
    {
        var orders = new List<PackedMarket>();
        var frames = new List<PackedFrame>();
        var packs = new List<byte[]>();
        foreach (var market in markets)
        {
            var kept = Enumerable.Range(0, market.Places.Length)
                .Where(i => market.Places[i] >= 0 && (box is { } inside ? nodes.Contains(inside, market.Places[i]) : true)).ToArray();
            float[] values = [.. kept.Select(i => market.Values[i])];
            if (Array.TrueForAll(values, float.IsNaN))
                continue;
            int[] places = [.. kept.Select(i => market.Places[i])];
            var pack = PackedValues.Pack(values);
            frames.Add(new PackedFrame(market.At, market.Minutes, orders.Count, pack.Length));
            orders.Add(new PackedMarket(market.Market.Code, Array.ConvertAll(places, place => nodes[place].Id), places));
            packs.Add(pack);
        }
        if (orders.Count == 0)
            return null;

        var buffer = new PooledBuffer(4096 + packs.Sum(pack => pack.Length + 16) + orders.Sum(market => market.Ids.Length * 12));
        var end = frames.Max(frame => frame.At.AddMinutes(frame.Minutes));
        PackedFrames.Begin(buffer, new PackedHead(kind, component, FramesHead.UnitOf(orders.Select(market => market.Market)), at, end, knownAt, null), nodes, orders, frames, knownNodes);
        foreach (var pack in packs)
        {
            buffer.Write(pack);
            var filling = (int)(PackedFrames.Padded(pack.Length) - pack.Length);
            buffer.GetSpan(filling)[..filling].Clear();
            buffer.Advance(filling);
        }
        return buffer;
    }
}
