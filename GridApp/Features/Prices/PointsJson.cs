using System.Text.Json;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Points in time as JSON, written by hand: there may be a hundred thousand.</summary>
internal static class PointsJson
{
    public const string MediaType = "application/json; charset=utf-8";

    private static readonly string[] Names = [.. PriceComponents.All.Select(component => $",\"{component.Code()}\":")];

    /// <summary>One node's series, whole.</summary>
    public static PooledBuffer Of(NodeSeries series, DateTime? knownAt)
    {
        var buffer = new PooledBuffer(1024 + (series.Points.Count * 112));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("nodeId"u8, series.Node.Id);
            json.WriteString("code"u8, series.Node.Code);
            json.WriteString("market"u8, series.Market.Code);
            json.WriteString("kind"u8, series.Kind);
            json.WriteString("unit"u8, series.Unit);
            json.WriteString("timeZone"u8, series.Market.TimeZone);
            json.WriteNumber("intervalMinutes"u8, series.IntervalMinutes);
            json.WriteBoolean("simulated"u8, series.Market.Simulated);
            json.WriteString("source"u8, SourceOf(series.Market));
            json.WriteString("knownAt"u8, knownAt is { } known ? MomentBytes.Text(known) : null);
            json.WritePropertyName("points"u8);
            json.Flush();
        }
        buffer.WriteAscii("[");
        for (var i = 0; i < series.Points.Count; i++)
        {
            buffer.WriteAscii(i > 0 ? ",{" : "{");
            WritePoint(buffer, series.Points, i);
        }
        buffer.WriteAscii("]}");
        return buffer;
    }

    /// <summary>A point's members and its closing brace.</summary>
    public static void WritePoint(PooledBuffer buffer, PricePoints points, int i)
    {
        buffer.Write("\"at\":\""u8);
        buffer.WriteMoment(points.At[i]);
        buffer.Write("\""u8);
        foreach (var component in PriceComponents.All)
        {
            buffer.WriteAscii(Names[(int)component]);
            buffer.WriteNumber(points[component, i]);
        }
        buffer.Write("}"u8);
    }

    /// <summary>Where a market's prices come from, in words.</summary>
    public static string SourceOf(Domain.Markets.Market market) => market.Simulated ? "Simulated by GridApp on the RTS-GMLC test system" : "Imported files";
}
