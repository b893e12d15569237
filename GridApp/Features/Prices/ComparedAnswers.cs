using System.Text;
using System.Text.Json;
using GridApp.Components;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A comparison as JSON and as CSV.</summary>
internal static class ComparedAnswers
{
    public static PooledBuffer Json(ComparedPrices compared)
    {
        var buffer = new PooledBuffer(2048 + (compared.At.Count * (40 + (24 * compared.Columns.Count))));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("component"u8, compared.Component.Code());
            json.WriteString("unit"u8, compared.Unit);
            json.WriteString("timeZone"u8, compared.Market.TimeZone);
            json.WriteNumber("intervalMinutes"u8, compared.IntervalMinutes);
            json.WriteBoolean("simulated"u8, compared.Columns.Any(column => column.Node.Simulated));
            json.WriteString("source"u8, Sources(compared));
            json.WriteStartArray("columns"u8);
            foreach (var column in compared.Columns)
            {
                json.WriteStartObject();
                json.WriteString("key"u8, column.Key);
                json.WriteNumber("nodeId"u8, column.Node.Id);
                json.WriteString("code"u8, column.Node.Code);
                json.WriteString("name"u8, column.Node.Name);
                json.WriteString("market"u8, column.Node.Market);
                json.WriteString("kind"u8, column.Kind);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WritePropertyName("points"u8);
            json.Flush();
        }
        string[] names = [.. compared.Columns.Select(column => $",\"{column.Key}\":")];
        buffer.WriteAscii("[");
        for (var i = 0; i < compared.At.Count; i++)
        {
            buffer.WriteAscii(i > 0 ? ",{\"at\":\"" : "{\"at\":\"");
            buffer.WriteMoment(compared.At[i]);
            buffer.WriteAscii("\"");
            for (var c = 0; c < names.Length; c++)
            {
                buffer.WriteAscii(names[c]);
                buffer.WriteNumber(compared.Values[c][i]);
            }
            buffer.WriteAscii("}");
        }
        buffer.WriteAscii("]}");
        return buffer;
    }

    public static PooledBuffer Csv(ComparedPrices compared, string filter, DateTime start, DateTime end, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(compared.Market.TimeZone);
        var text = new StringBuilder();
        PriceCsv.Preamble(
            text, "nodal prices side by side, " + compared.Component.Code(), compared.Columns.Any(column => column.Node.Simulated), filter, start, end, compared.Market.TimeZone, compared.Unit, Sources(compared), now);
        text.Append("at_utc,at_local");
        foreach (var column in compared.Columns)
            text.Append(',').Append(CsvCell.Text($"{column.Node.Code} {column.Kind}"));
        text.Append("\r\n");
        Span<byte> number = stackalloc byte[PriceNumber.MostBytes];
        for (var i = 0; i < compared.At.Count; i++)
        {
            text.Append(MomentBytes.Text(compared.At[i])).Append(',').Append(PriceCsv.Local(compared.At[i], zone));
            foreach (var values in compared.Values)
            {
                text.Append(',');
                if (!float.IsNaN(values[i]))
                    text.Append(Encoding.ASCII.GetString(number[..PriceNumber.Format(values[i], number)]));
            }
            text.Append("\r\n");
        }
        return PriceCsv.Bytes(text);
    }

    private static string Sources(ComparedPrices compared) =>
        string.Join("; ", compared.Columns.Select(column => MarketCatalogue.Find(column.Node.Market)).OfType<Domain.Markets.Market>().Select(PointsJson.SourceOf).Distinct());
}
