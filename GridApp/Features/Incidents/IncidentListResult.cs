using System.Globalization;
using GridApp.Data;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>The answer to a request for incidents: one query, streamed into the response.</summary>
internal sealed class IncidentListResult(IncidentListRequest request, IncidentSql sql, GridDatabase database, Actor actor, DateTimeOffset now) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        CancellationToken ct = httpContext.RequestAborted;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;

        // Nothing of the answer is sent before the database has begun to give it: until then a failure is a problem document.
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = sql.Command(session, request.Sort, request.Limit, 0, request.Form == IncidentListForm.GeoJson ? IncidentGeoJson.Path : "");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        if (request.Form == IncidentListForm.Csv)
        {
            response.ContentType = IncidentCsv.ContentType;
            response.Headers.ContentDisposition = $"attachment; filename=\"incidents-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}.csv\"";
            await IncidentCsv.WriteAsync(reader, request, now, response.BodyWriter, ct);
        }
        else
        {
            response.ContentType = IncidentGeoJson.ContentType;
            await IncidentGeoJson.WriteAsync(reader, request.Limit, response.BodyWriter, ct);
        }
    }
}
