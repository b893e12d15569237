using System.Globalization;
using System.Text;
using System.Text.Json;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>
/// What CAISO's price contour map is drawn from: nodes of the whole Western EIM with their places, and of one moment the day-ahead, fifteen-minute and five-minute price with its
/// parts. A row is a node, the first being row 1.
/// </summary>
internal sealed class ContourPrices : PriceLayout
{
    private const int MostBytes = 64 << 20;

    /// <summary>Prefix of its fields, kind of price, minutes of an interval.</summary>
    private static readonly (char Prefix, string Kind, short Minutes)[] Series = [('d', PriceKinds.DayAhead, 60), ('q', PriceKinds.FifteenMinute, 15), ('f', PriceKinds.RealTime, 5)];

    private readonly Market caiso = Known("CAISO");

    public override string Format => "caiso";

    public override string Words => "nodes and prices of CAISO's (price contour map)";

    public override Market? Market => caiso;

    public override bool HasNodes => true;

    public override bool Recognises(FileHead head) =>
        head.Start.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('{') && head.Start.Contains("\"l\":[", StringComparison.Ordinal) && head.Start.Contains("\"m\":[", StringComparison.Ordinal);

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        using var map = Parse(file);
        var root = map.RootElement;
        var market = sheet.Of(caiso);
        sheet.RowsAreNodes = true;
        var starts = Array.ConvertAll(Series, series => Start(root, series.Prefix, series.Minutes));
        var frames = new FrameSheet[Series.Length];
        for (var i = 0; i < Series.Length; i++)
        {
            frames[i] = market.Of(Series[i].Kind).Frame(starts[i]);
            frames[i].Minutes = Series[i].Minutes;
        }

        var row = 0;
        var unpriced = 0;
        var values = new float[Series.Length * PriceComponents.Count];
        foreach (var node in root.GetProperty("l").EnumerateArray().SelectMany(Marks))
        {
            sheet.Tally.Read();
            var number = sheet.Number(++row);
            if (!Text(node, "n", out var code) || Encoding.UTF8.GetByteCount(code) > 200)
            {
                sheet.Reject(number, "n", code, "The node has no name, or none that can be.");
                continue;
            }
            if (!Position(node, out var longitude, out var latitude))
            {
                sheet.Reject(number, "c", node.TryGetProperty("c", out var where) ? where.GetRawText() : "", "This is no place; the map writes it as [latitude, longitude].");
                continue;
            }
            var good = true;
            for (var i = 0; i < Series.Length && good; i++)
            {
                good = Values(node, Series[i].Prefix, values.AsSpan(i * PriceComponents.Count, PriceComponents.Count), out var field, out var text);
                if (!good)
                    sheet.Reject(number, field, text, "This is not a price.");
            }
            if (!good)
                continue;
            var place = market.Nodes.Place(Encoding.UTF8.GetBytes(code));
            market.Nodes.Say(place, new NodeFacts(
                number, null, Text(node, "p", out var type) ? NodeTypes.FromSource(type) : null, Text(node, "a", out var area) ? area : null, longitude, latitude));
            for (var i = 0; i < Series.Length; i++)
            {
                var said = values.AsSpan(i * PriceComponents.Count, PriceComponents.Count);
                if (Series[i].Kind == PriceKinds.DayAhead && said[0] == 0 && said[1] == 0 && said[2] == 0 && said[3] == 0)
                    unpriced++;
                else if (!float.IsNaN(said[0]))
                    market.Of(Series[i].Kind).Add(frames[i], place, number, said);
            }
        }
        if (unpriced > 0)
            sheet.Tally.Warn("CAISO DAM: nodes whose day-ahead price and all its parts are 0 in the map have no day-ahead price.", unpriced);
    }

    private static IEnumerable<JsonElement> Marks(JsonElement layer) => layer.TryGetProperty("m", out var marks) && marks.ValueKind == JsonValueKind.Array ? marks.EnumerateArray() : [];

    private static JsonDocument Parse(LayoutFile file)
    {
        using var content = file.Packed.Open();
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = content.Read(block, 0, block.Length)) > 0;)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > MostBytes)
                throw new UnreadableFileException($"'{file.Name}' is longer than {ByteSize.Words(MostBytes)}, which no price map is.");
        }
        bytes.Position = 0;
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException($"'{file.Name}' begins like a price map, but is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Start of the moment's interval: the map says a date of the Pacific, the hour that ends the interval's and the interval in it.</summary>
    private static DateTimeOffset Start(JsonElement root, char prefix, short minutes)
    {
        if (root.TryGetProperty($"{prefix}d", out var date) && root.TryGetProperty($"{prefix}h", out var hour) && root.TryGetProperty($"{prefix}i", out var interval)
            && date.ValueKind == JsonValueKind.String && DateTime.TryParse(date.GetString(), CultureInfo.InvariantCulture, out var day)
            && hour.TryGetInt32(out var ending) && ending is >= 1 and <= 25 && interval.TryGetInt32(out var part) && part >= (minutes == 60 ? 0 : 1) && part <= 60 / minutes)
        {
            var local = MarketDay.Of(DateOnly.FromDateTime(day), TimeZoneInfo.FindSystemTimeZoneById(Known("CAISO").TimeZone));
            var start = local.Start.AddHours(ending - 1).AddMinutes(Math.Max(0, part - 1) * minutes);
            if (start < local.End)
                return start;
        }
        throw new UnreadableFileException($"The price map does not say of which interval its prices are ({prefix}d, {prefix}h, {prefix}i), so nobody can place them in time.");
    }

    private static bool Values(JsonElement node, char prefix, Span<float> values, out string field, out string text)
    {
        values.Fill(float.NaN);
        (field, text) = ("", "");
        for (var c = 0; c < 4; c++)
        {
            // Price, energy, congestion, loss.
            field = $"{prefix}{"pcgl"[c]}";
            if (!node.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (!Utf8Number.TryParse(Encoding.UTF8.GetBytes(text), out var number) || Math.Abs(number) > SheetRows.GreatestPrice)
                return false;
            values[c] = number == 0 ? 0 : (float)number;
        }
        return true;
    }

    private static bool Position(JsonElement node, out double? longitude, out double? latitude)
    {
        longitude = latitude = null;
        if (!node.TryGetProperty("c", out var pair) || pair.ValueKind == JsonValueKind.Null)
            return true;
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || !pair[0].TryGetDouble(out var north) || !pair[1].TryGetDouble(out var east) || north is < -90 or > 90 || east is < -180 or > 180)
            return false;
        if (north != 0 || east != 0)
            (longitude, latitude) = (east, north);
        return true;
    }

    private static bool Text(JsonElement node, string field, out string text)
    {
        text = node.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        return text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal);
    }
}
