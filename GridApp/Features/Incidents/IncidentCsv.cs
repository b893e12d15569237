using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using GridApp.Components;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>
/// Incidents as CSV. Lines that begin with <c># </c> come first and say what the file is: time of export, filter, time zone, units. Then the header and a row for each incident.
/// </summary>
internal static class IncidentCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const string Header =
        "id,plant_id,unit_id,line_id,plant_name,unit_code,fuel,market,type,status,reason,cause_code,description,affected_mw,capacity_mw,start_utc,end_utc,expected_end_utc,"
        + "reported_by,simulated,organization_id,follows_id,over_capacity,source,longitude_deg,latitude_deg";

    private const int FlushEvery = 32 * 1024;

    public static async Task WriteAsync(NpgsqlDataReader reader, IncidentListRequest request, DateTimeOffset now, PipeWriter output, CancellationToken ct)
    {
        var text = new StringBuilder();
        bool isThere = await reader.ReadAsync(ct);
        Preamble(text, request, isThere ? Total(reader) : 0, now);
        while (isThere)
        {
            Row(text, IncidentRows.Read(reader, 1));
            if (text.Length > FlushEvery && (await FlushAsync(text, output, ct)).IsCompleted)
                return; // the client is gone
            isThere = await reader.ReadAsync(ct);
        }

        await FlushAsync(text, output, ct);
    }

    private static int Total(NpgsqlDataReader row) => row.GetInt32(0);

    private static async ValueTask<FlushResult> FlushAsync(StringBuilder text, PipeWriter output, CancellationToken ct)
    {
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
        text.Clear();
        return await output.FlushAsync(ct);
    }

    private static void Preamble(StringBuilder text, IncidentListRequest request, int total, DateTimeOffset now)
    {
        int count = Math.Min(total, request.Limit);
        Comment(string.Create(CultureInfo.InvariantCulture, $"GridApp incidents: {count} of {total}{(total > count ? "; the limit cut the rest off" : "")}"));
        Comment($"exported: {Moment(now)} (UTC)");
        string query = IncidentQueryString.Of(request.Filter);
        Comment($"filter: {(query.Length > 0 ? query : "none")}");
        Comment($"status and affected MW at: {Moment(request.Filter.At ?? now)}");
        Comment("times: UTC, the end is exclusive; units: MW, degrees (WGS84); source: the data set of each row, empty for what was reported here");
        text.Append(Header).Append("\r\n");

        void Comment(string line) => text.Append("# ").Append(line.ReplaceLineEndings(" ")).Append("\r\n");
    }

    private static void Row(StringBuilder text, IncidentItem incident) => text
        .Append(CsvCell.Number<int>(incident.Id)).Append(',')
        .Append(CsvCell.Number(incident.PlantId)).Append(',')
        .Append(CsvCell.Number(incident.UnitId)).Append(',')
        .Append(CsvCell.Number(incident.LineId)).Append(',')
        .Append(CsvCell.Text(incident.PlantName)).Append(',')
        .Append(CsvCell.Text(incident.UnitCode)).Append(',')
        .Append(incident.Fuel).Append(',')
        .Append(CsvCell.Text(incident.Market)).Append(',')
        .Append(incident.Type).Append(',')
        .Append(incident.Status).Append(',')
        .Append(CsvCell.Text(incident.Reason)).Append(',')
        .Append(CsvCell.Text(incident.CauseCode)).Append(',')
        .Append(CsvCell.Text(incident.Description)).Append(',')
        .Append(CsvCell.Number<double>(incident.AffectedMw)).Append(',')
        .Append(CsvCell.Number<double>(incident.CapacityMw)).Append(',')
        .Append(Moment(incident.Start)).Append(',')
        .Append(Moment(incident.End)).Append(',')
        .Append(Moment(incident.ExpectedEnd)).Append(',')
        .Append(CsvCell.Text(incident.ReportedBy)).Append(',')
        .Append(CsvCell.Flag(incident.Simulated)).Append(',')
        .Append(CsvCell.Number(incident.OrganizationId)).Append(',')
        .Append(CsvCell.Number(incident.FollowsId)).Append(',')
        .Append(CsvCell.Flag(incident.OverCapacity)).Append(',')
        .Append(CsvCell.Text(incident.Source)).Append(',')
        .Append(CsvCell.Number(incident.Longitude)).Append(',')
        .Append(CsvCell.Number(incident.Latitude)).Append("\r\n");

    private static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}
