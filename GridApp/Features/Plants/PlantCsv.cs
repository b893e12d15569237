using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using GridApp.Components;
using GridApp.Domain.Plants;

namespace GridApp.Features.Plants;

/// <summary>
/// Matches as CSV. Lines that begin with <c># </c> come first and say what the file is: time of export, filter, units, sources. Then the header and a row for each plant.
/// </summary>
internal static class PlantCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const string Header =
        "id,code,name,fuel,source_fuel,capacity_mw,available_mw,status,market,market_approximate,country,zone,owner,eic,organization_id,simulated,"
        + "longitude_deg,latitude_deg,is_yekdem,is_res,commissioning_year,source,source_url,source_year";

    private const int RowsBetweenFlushes = 500;

    public static async Task WriteAsync(PlantMatches matches, PlantFilter filter, DateTimeOffset now, PipeWriter output, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        Preamble(text, matches, filter, now);
        for (int next = 0; next < matches.Indexes.Length;)
        {
            for (int i = 0; i < RowsBetweenFlushes && next < matches.Indexes.Length; i++, next++)
                Row(text, matches.Snapshot[matches.Indexes.Span[next]], matches.Snapshot.AvailabilityAt(matches.Indexes.Span[next]));
            if ((await FlushAsync(text, output, cancellation)).IsCompleted)
                return;
        }

        await FlushAsync(text, output, cancellation);
    }

    private static async ValueTask<FlushResult> FlushAsync(StringBuilder text, PipeWriter output, CancellationToken cancellation)
    {
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
        text.Clear();
        return await output.FlushAsync(cancellation);
    }

    private static void Preamble(StringBuilder text, PlantMatches matches, PlantFilter filter, DateTimeOffset now)
    {
        Comment($"GridApp, power plants: {matches.Indexes.Length.ToString(CultureInfo.InvariantCulture)} of {matches.Total.ToString(CultureInfo.InvariantCulture)} that match");
        if (matches.Truncated)
            Comment("truncated: the limit cut the smallest ones off");
        Comment($"exported: {now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} (UTC)");
        string query = PlantQueryString.Of(filter);
        Comment($"filter: {(query.Length > 0 ? query : "none")}");
        Comment($"status and available MW at: {(filter.At ?? now).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} (UTC)");
        Comment("units: MW for capacity, degrees (WGS84) for longitude and latitude; market_approximate: the market follows from the place");
        var sources = new SortedSet<string>(StringComparer.Ordinal);
        foreach (int index in matches.Indexes.Span)
        {
            if (matches.Snapshot[index].Source is { } source)
                sources.Add(source);
        }

        Comment($"sources: {(sources.Count > 0 ? string.Join("; ", sources) : "none named")}");
        text.Append(Header).Append("\r\n");

        void Comment(string line) => text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append("\r\n");
    }

    private static void Row(StringBuilder text, CataloguePlant plant, Availability availability) => text
        .Append(CsvCell.Number<int>(plant.Id)).Append(',')
        .Append(CsvCell.Text(plant.Code)).Append(',')
        .Append(CsvCell.Text(plant.Name)).Append(',')
        .Append(plant.Fuel.Code()).Append(',')
        .Append(CsvCell.Text(plant.SourceFuel)).Append(',')
        .Append(CsvCell.Number<double>(plant.CapacityMw)).Append(',')
        .Append(CsvCell.Number<double>(availability.AvailableMw)).Append(',')
        .Append(availability.Status.Code()).Append(',')
        .Append(CsvCell.Text(plant.Market)).Append(',')
        .Append(CsvCell.Flag(plant.MarketApproximate)).Append(',')
        .Append(CsvCell.Text(plant.Country)).Append(',')
        .Append(CsvCell.Text(plant.Zone)).Append(',')
        .Append(CsvCell.Text(plant.Owner)).Append(',')
        .Append(CsvCell.Text(plant.Eic)).Append(',')
        .Append(CsvCell.Number(plant.OrganizationId)).Append(',')
        .Append(CsvCell.Flag(plant.Simulated)).Append(',')
        .Append(CsvCell.Number(plant.Longitude)).Append(',')
        .Append(CsvCell.Number(plant.Latitude)).Append(',')
        .Append(CsvCell.Flag(plant.IsYekdem)).Append(',')
        .Append(CsvCell.Flag(plant.IsRes)).Append(',')
        .Append(CsvCell.Number(plant.CommissioningYear)).Append(',')
        .Append(CsvCell.Text(plant.Source)).Append(',')
        .Append(CsvCell.Text(plant.SourceUrl)).Append(',')
        .Append(CsvCell.Number(plant.SourceYear)).Append("\r\n");
}
