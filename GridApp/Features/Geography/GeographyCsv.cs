using System.Globalization;
using System.Text;
using GridApp.Components;

namespace GridApp.Features.Geography;

/// <summary>Zones as CSV: lines that begin with <c># </c> say what the file is, then a row for each.</summary>
internal static class ZoneCsv
{
    private const string Header = "id,code,name,type,market,parent,area_km2,longitude_deg,latitude_deg,approximate,simulated,organization_id,source";

    public static Task WriteAsync(HttpResponse response, ZoneSnapshot zones, GeographyMatches matches, string? query, DateTimeOffset now, CancellationToken ct)
    {
        var preamble = new CsvPreamble(
            "zones", matches, query, now,
            "area in km2 on the WGS84 ellipsoid; longitude and latitude in degrees (WGS84) of a point inside the zone; approximate: the shape stands in for one that nobody published",
            matches.Indexes.Select(index => zones[index].Source));
        return preamble.WriteAsync(response, Header, matches.Indexes.Select(index => Row(zones[index])), ct);
    }

    private static string Row(Zone zone) => string.Join(
        ',',
        CsvCell.Number<int>(zone.Id), CsvCell.Text(zone.Code), CsvCell.Text(zone.Name), Domain.Geography.ZoneTypes.Code(zone.Type), CsvCell.Text(zone.Market), CsvCell.Text(zone.Parent),
        CsvCell.Number<double>(zone.AreaKm2), CsvCell.Number<double>(Math.Round(zone.Longitude, 7)), CsvCell.Number<double>(Math.Round(zone.Latitude, 7)),
        CsvCell.Flag(zone.Approximate), CsvCell.Flag(zone.Simulated), CsvCell.Number(zone.OrganizationId), CsvCell.Text(zone.Source));
}

/// <summary>Lines as CSV, in the same form.</summary>
internal static class LineCsv
{
    private const string Header = "id,code,name,kind,market,voltage_kv,limit_mw,from_node,to_node,flow_mw,loading,length_km,simulated,organization_id,source";

    public static Task WriteAsync(HttpResponse response, LineSnapshot lines, GeographyMatches matches, GridFlows flows, string? query, DateTimeOffset now, CancellationToken ct)
    {
        string at = flows.At is { } start
            ? $"flows of the interval that begins at {start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} (UTC, {flows.Kind})"
            : "no flows are known at this time";
        var preamble = new CsvPreamble(
            "lines", matches, query, now,
            $"kV for voltage, MW for limit and flow, km for length; flow is positive from from_node to to_node; loading is flow by limit, 1 at the limit; {at}",
            matches.Indexes.Select(index => lines[index].Source));
        return preamble.WriteAsync(response, Header, matches.Indexes.Select(index => Row(lines[index], flows)), ct);
    }

    private static string Row(Line line, GridFlows flows)
    {
        float? flow = flows.MwByLine.TryGetValue(line.Id, out float mw) ? mw : null;
        return string.Join(
            ',',
            CsvCell.Number<int>(line.Id), CsvCell.Text(line.Code), CsvCell.Text(line.Name), line.Kind, CsvCell.Text(line.Market), CsvCell.Number(line.VoltageKv), CsvCell.Number(line.LimitMw),
            CsvCell.Text(line.FromNode), CsvCell.Text(line.ToNode), CsvCell.Number(flow is { } known ? Math.Round(known, 2) : (double?)null),
            CsvCell.Number(flow is { } loaded ? LineLoading.Of(loaded, line.LimitMw) : null), CsvCell.Number(line.LengthKm), CsvCell.Flag(line.Simulated), CsvCell.Number(line.OrganizationId), CsvCell.Text(line.Source));
    }
}

/// <summary>The lines before a file's rows.</summary>
/// <param name="what">What the rows are.</param>
/// <param name="matches">What was found.</param>
/// <param name="query">The query string that chose them.</param>
/// <param name="now">Time of export.</param>
/// <param name="units">Units and what columns mean.</param>
/// <param name="sources">Of each row.</param>
internal sealed class CsvPreamble(string what, GeographyMatches matches, string? query, DateTimeOffset now, string units, IEnumerable<string?> sources)
{
    private const int CharactersBetweenFlushes = 1 << 16;

    public async Task WriteAsync(HttpResponse response, string header, IEnumerable<string> rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = Microsoft.Net.Http.Headers.HeaderNames.Accept;
        response.Headers.ContentDisposition = $"attachment; filename=\"{what}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}.csv\"";
        var text = new StringBuilder();
        Comment($"GridApp, {what}: {matches.Indexes.Length.ToString(CultureInfo.InvariantCulture)} of {matches.Total.ToString(CultureInfo.InvariantCulture)} that match");
        if (matches.Truncated)
            Comment("truncated: the limit cut the last ones off");
        Comment($"exported: {now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} (UTC)");
        Comment($"filter: {(query is { Length: > 1 } ? Uri.UnescapeDataString(query[1..]) : "none")}");
        Comment($"units: {units}");
        string[] named = [.. sources.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Comment($"sources: {(named.Length > 0 ? string.Join("; ", named) : "none named")}");
        text.Append(header).Append("\r\n");
        foreach (string row in rows)
        {
            text.Append(row).Append("\r\n");
            if (text.Length >= CharactersBetweenFlushes)
                await FlushAsync();
        }

        await FlushAsync();

        void Comment(string line) => text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append("\r\n");

        async Task FlushAsync()
        {
            foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
                Encoding.UTF8.GetBytes(chunk.Span, response.BodyWriter);
            text.Clear();
            await response.BodyWriter.FlushAsync(ct);
        }
    }
}
