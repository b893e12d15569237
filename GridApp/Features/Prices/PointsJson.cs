using System.Globalization;
using System.Text;
using System.Text.Json;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Points in time as JSON, written by hand: there may be a hundred thousand.</summary>
internal static class PointsJson
{
    public const string MediaType = "application/json; charset=utf-8";

    private static readonly byte[][] Names = [.. PriceComponents.All.Select(component => Encoding.ASCII.GetBytes($",\"{component.Code()}\":"))];

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
            buffer.Write(i > 0 ? ",{"u8 : "{"u8);
            WritePoint(buffer, series.Points, i);
        }
        buffer.WriteAscii("]}");
        return buffer;
    }

    /// <summary>The same as CSV.</summary>
    public static PooledBuffer Csv(NodeSeries series, DateTime start, DateTime end, DateTime? knownAt, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(series.Market.TimeZone);
        var text = new StringBuilder();
        PriceCsv.Preamble(
            text, $"prices of {series.Node.Code} ({series.Market.Code})", series.Market.Simulated,
            FormattableString.Invariant($"node={series.Node.Id}&kind={series.Kind}") + (knownAt is { } known ? "&knownAt=" + MomentBytes.Text(known) : ""),
            start, end, series.Market.TimeZone, series.Unit, SourceOf(series.Market), now);
        text.Append("at_utc,at_local,minutes,total,energy,congestion,loss,ghg\r\n");
        Span<byte> number = stackalloc byte[PriceNumber.MostBytes];
        for (var i = 0; i < series.Points.Count; i++)
        {
            text.Append(MomentBytes.Text(series.Points.At[i])).Append(',').Append(PriceCsv.Local(series.Points.At[i], zone)).Append(',').Append(CultureInfo.InvariantCulture, $"{series.Points.Minutes[i]}");
            foreach (var component in PriceComponents.All)
            {
                text.Append(',');
                if (!float.IsNaN(series.Points[component, i]))
                    text.Append(Encoding.ASCII.GetString(number[..PriceNumber.Format(series.Points[component, i], number)]));
            }
            text.Append("\r\n");
        }
        return PriceCsv.Bytes(text);
    }

    /// <summary>A point's members and its closing brace.</summary>
    public static void WritePoint(PooledBuffer buffer, PricePoints points, int i)
    {
        buffer.Write("\"at\":\""u8);
        buffer.WriteMoment(points.At[i]);
        buffer.Write("\""u8);
        foreach (var component in PriceComponents.All)
        {
            buffer.Write(Names[(int)component]);
            buffer.WriteNumber(points[component, i]);
        }
        buffer.Write("}"u8);
    }

    /// <summary>Where a market's prices come from, in words.</summary>
    public static string SourceOf(Domain.Markets.Market market) => market.Simulated ? "Simulated by GridApp on the RTS-GMLC test system" : "Imported files";
}
