using System.Globalization;
using System.Text;
using GridApp.Components;
using GridApp.Data;

namespace GridApp.Features.Audit;

/// <summary>The trail as CSV, streamed whole. Lines that begin with <c># </c> come first; that it was taken is itself an entry of the trail.</summary>
internal sealed class AuditCsv(GridDatabase database, ReadAudit audit, Actor actor, AuditFilter filter, DateTimeOffset now) : IResult
{
    private const int FlushEvery = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        var query = AuditQueryString.Of(filter);
        await using (var noting = await database.OpenAsync(actor, ct))
        {
            await noting.AuditAsync("export.audit", "audit", objectId: null, actor.OrganizationId, before: null, new { filter = query }, ct);
            await noting.CommitAsync(ct);
        }

        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"audit-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.csv\"");
        var text = new StringBuilder()
            .Append("# GridApp audit trail, newest first\r\n")
            .Append(CultureInfo.InvariantCulture, $"# exported: {Moment(now.UtcDateTime)} (UTC)\r\n")
            .Append("# filter: ").Append(query.Length > 0 ? query : "none").Append("\r\n")
            .Append("# times: UTC; source: this installation's own trail; before and after are JSON\r\n")
            .Append("id,at_utc,user,role,organization_id,organization,address,action,object_type,object_id,before,after\r\n");
        await using var session = await database.OpenAsync(actor, ct);
        await foreach (var entry in audit.AllAsync(session, filter, ct))
        {
            text.Append(CsvCell.Number<long>(entry.Id)).Append(',').Append(Moment(entry.At)).Append(',')
                .Append(CsvCell.Text(entry.UserName)).Append(',').Append(CsvCell.Text(entry.Role)).Append(',')
                .Append(CsvCell.Number(entry.OrganizationId)).Append(',').Append(CsvCell.Text(entry.Organization)).Append(',')
                .Append(CsvCell.Text(entry.Address)).Append(',').Append(CsvCell.Text(entry.Action)).Append(',')
                .Append(CsvCell.Text(entry.ObjectType)).Append(',').Append(CsvCell.Text(entry.ObjectId)).Append(',')
                .Append(CsvCell.Text(entry.Before?.GetRawText())).Append(',').Append(CsvCell.Text(entry.After?.GetRawText())).Append("\r\n");
            if (text.Length > FlushEvery)
                await FlushAsync(text, response, ct);
        }

        await FlushAsync(text, response, ct);
    }

    private static async Task FlushAsync(StringBuilder text, HttpResponse response, CancellationToken ct)
    {
        foreach (var chunk in text.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, response.BodyWriter);
        text.Clear();
        await response.BodyWriter.FlushAsync(ct);
    }

    private static string Moment(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
