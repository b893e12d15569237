using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;

namespace GridApp.Features.Prices;

/// <summary>Many nodes' prices as one JSON answer, as long as they are not too many.</summary>
internal static class BulkJson
{
    public static async Task<Outcome<PooledBuffer>> OfAsync(ReadBulkPrices prices, BulkQuestion question, NodeSnapshot nodes, Actor actor, CancellationToken cancellation)
    {
        var buffer = new PooledBuffer(64 * 1024);
        WriteHead(buffer, question, nodes);
        var count = 0;
        await foreach (var (node, points) in prices.RunAsync(question, nodes, actor, cancellation))
        {
            count += points.Count;
            if (count > ReadNodeSeries.MostPoints)
            {
                buffer.Dispose();
                return new Invalid("end", "This is more than 100,000 points; ask for fewer nodes or a shorter span, or take it as text/csv, which has no such limit.");
            }
            for (var i = 0; i < points.Count; i++)
            {
                buffer.Write(count == points.Count && i == 0 ? "{\"nodeId\":"u8 : ",{\"nodeId\":"u8);
                buffer.WriteWhole(node.Id);
                buffer.Write(","u8);
                PointsJson.WritePoint(buffer, points, i);
            }
        }
        buffer.WriteAscii("]}");
        return buffer;
    }

    private static void WriteHead(PooledBuffer buffer, BulkQuestion question, NodeSnapshot nodes)
    {
        var markets = MarketsOf(question, nodes);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("kind"u8, question.Kind);
        json.WriteString("start"u8, MomentBytes.Text(question.Start));
        json.WriteString("end"u8, MomentBytes.Text(question.End));
        json.WriteString("unit"u8, FramesHead.UnitOf(markets.Select(market => market.Code)));
        json.WriteStartArray("markets"u8);
        foreach (var market in markets)
        {
            json.WriteStartObject();
            json.WriteString("market"u8, market.Code);
            json.WriteString("unit"u8, PriceUnit.Of(market.Currency));
            json.WriteString("timeZone"u8, market.TimeZone);
            json.WriteBoolean("simulated"u8, market.Simulated);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("points"u8);
        json.Flush();
        buffer.WriteAscii("[");
    }

    /// <summary>The markets that an answer speaks of.</summary>
    public static IReadOnlyList<Domain.Markets.Market> MarketsOf(BulkQuestion question, NodeSnapshot nodes) => question.Markets.Count > 0
        ? question.Markets
        : [.. question.Nodes.Select(id => MarketCatalogue.Find(nodes.Find(id)?.Market)).OfType<Domain.Markets.Market>().Distinct()];
}
