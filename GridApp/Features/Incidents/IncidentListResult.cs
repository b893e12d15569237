using System.Globalization;
using System.IO.Pipelines;
using GridApp.Data;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>The answer to a request for incidents: one that still holds, or one query; a long one is streamed into the response.</summary>
internal sealed class IncidentListResult(IncidentListRequest request, IncidentSql sql, GridDatabase database, IncidentAnswers answers, Actor actor, DateTimeOffset now) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        CancellationToken ct = httpContext.RequestAborted;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Accept;
        if (IncidentAnswers.KeyOf(request, actor, now) is not { } key)
        {
            await StreamAsync(response, ct);
            return;
        }

        IncidentVersions versions = await answers.VersionsAsync(ct);
        byte[] content = answers.Find(key, versions, now) ?? await ReadAsync(key, versions, ct);
        response.ContentType = IncidentGeoJson.ContentType;
        response.ContentLength = content.Length;
        await response.BodyWriter.WriteAsync(content, ct);
    }

    private async Task<byte[]> ReadAsync(string key, IncidentVersions versions, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using (NpgsqlCommand command = sql.Command(session, request.Sort, request.Limit, 0, IncidentGeoJson.Path))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct))
        {
            PipeWriter output = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
            await IncidentGeoJson.WriteAsync(reader, request.Limit, output, ct);
            await output.CompleteAsync();
        }

        byte[] answer = content.ToArray();
        await using NpgsqlCommand next = session.Command("select availability_changes_after($1)");
        next.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        DateTimeOffset? until = await next.ExecuteScalarAsync(ct) is DateTime moment ? new DateTimeOffset(moment) : null;
        answers.Keep(key, versions, now, until, answer);
        return answer;
    }

    private async Task StreamAsync(HttpResponse response, CancellationToken ct)
    {
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
