using System.Buffers;
using System.Text.Json;
using GridApp.Domain.Geography;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>All nodes at one time as JSON: of each node the part that never changes is copied, and its value written behind it.</summary>
internal static class HeatmapJson
{
    /// <returns>The answer, or null where no node has a price.</returns>
    public static PooledBuffer? Of(string kind, PriceComponent component, DateTime at, DateTime? knownAt, NodeSnapshot nodes, IReadOnlyList<MarketValues> markets, BoundingBox? box)
    {
        var most = markets.Sum(market => market.Places.Length);
        var places = ArrayPool<int>.Shared.Rent(most);
        var values = ArrayPool<float>.Shared.Rent(most);
        try
        {
            var counts = new int[markets.Count];
            var count = 0;
            var bytes = 0;
            for (var i = 0; i < markets.Count; i++)
            {
                var before = count;
                var (from, prices) = (markets[i].Places, markets[i].Values);
                for (var j = 0; j < from.Length; j++)
                {
                    var place = from[j];
                    if (place < 0 || float.IsNaN(prices[j]) || (box is { } inside && !nodes.Contains(inside, place)))
                        continue;
                    places[count] = place;
                    values[count++] = prices[j];
                    bytes += nodes.EntryAt(place).Head.Length;
                }
                counts[i] = count - before;
            }
            if (count == 0)
                return null;

            var buffer = new PooledBuffer(bytes + (count * (PriceNumber.MostBytes + 2)) + 4096 + (markets.Count * 256));
            WriteHead(buffer, kind, component, at, knownAt, markets, counts, values.AsSpan(0, count));
            WriteNodes(buffer, nodes, places.AsSpan(0, count), values);
            return buffer;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    private static void WriteHead(
        PooledBuffer buffer, string kind, PriceComponent component, DateTime at, DateTime? knownAt, IReadOnlyList<MarketValues> markets, int[] counts, ReadOnlySpan<float> values)
    {
        // Dollars and liras have no percentile together.
        var units = Enumerable.Range(0, markets.Count).Where(i => counts[i] > 0).Select(i => markets[i].Unit).Distinct().ToList();
        var statistics = units.Count == 1 ? PriceStatistics.Of(values) : null;
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("kind"u8, kind);
        json.WriteString("component"u8, component.Code());
        json.WriteString("at"u8, MomentBytes.Text(at));
        json.WriteString("knownAt"u8, knownAt is { } known ? MomentBytes.Text(known) : null);
        json.WriteString("unit"u8, units.Count == 1 ? units[0] : null);
        StatisticsJson.Write(json, statistics);
        json.WriteStartArray("markets"u8);
        for (var i = 0; i < markets.Count; i++)
        {
            if (counts[i] == 0)
                continue;
            json.WriteStartObject();
            json.WriteString("market"u8, markets[i].Market.Code);
            json.WriteString("unit"u8, markets[i].Unit);
            json.WriteBoolean("simulated"u8, markets[i].Market.Simulated);
            json.WriteString("at"u8, MomentBytes.Text(markets[i].At));
            json.WriteNumber("minutes"u8, markets[i].Minutes);
            json.WriteNumber("nodes"u8, counts[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("nodes"u8);
        json.Flush();
    }

    private static void WriteNodes(PooledBuffer buffer, NodeSnapshot nodes, ReadOnlySpan<int> places, ReadOnlySpan<float> values)
    {
        // The buffer was made large enough for all of it.
        var room = buffer.GetSpan();
        var at = 0;
        room[at++] = (byte)'[';
        for (var i = 0; i < places.Length; i++)
        {
            if (i > 0)
                room[at++] = (byte)',';
            var head = nodes.EntryAt(places[i]).Head;
            head.CopyTo(room[at..]);
            at += head.Length;
            at += PriceNumber.Format(values[i], room[at..]);
            room[at++] = (byte)'}';
        }
        room[at++] = (byte)']';
        room[at++] = (byte)'}';
        buffer.Advance(at);
    }
}
