using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;

namespace GridApp.Features.Audit;

/// <summary>The audit trail over HTTP.</summary>
internal static class AuditEndpoints
{
    private const int MostAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync)
            .RequireAuthorization(Policies.Write)
            .WithTags("Audit")
            .Produces<AuditPageAnswer>()
            .Produces<string>(contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Who did what, newest first")
            .WithDescription("""
                Filters: start and end (half-open), user (a user name), action (its beginning up to a dot: incident, incident.report), objectType, objectId, organizationId. limit (1 to 1000,
                default 100) and cursor page through it. Accept: text/csv streams everything that matches. An admin sees the own organization's entries, a super admin all.
                """);

    private static async Task<IResult> ListAsync(HttpContext context, ReadAudit audit, GridDatabase database, TimeProvider time, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault(key => !AuditQueryString.Names.Contains(key, StringComparer.Ordinal) && key is not ("limit" or "cursor" or "format")) is { } unknown)
            return new Unreadable($"The query parameter '{unknown}' is not known.").ToProblem();
        var filter = AuditQueryString.Parse(context.Request.Query);
        if (filter.Failure is { } failure)
            return failure.ToProblem();
        var actor = Actor.From(context.User);
        if (WantsCsv(context.Request))
            return new AuditCsv(database, audit, actor, filter.Value, time.GetUtcNow());
        var limit = 100L;
        var cursor = 0L;
        if (!Number("limit", ref limit) || !Number("cursor", ref cursor))
            return new Unreadable("'limit' and 'cursor' are whole numbers.").ToProblem();
        return limit is >= 1 and <= MostAtOnce
            ? TypedResults.Ok(await audit.PageAsync(actor, filter.Value, (int)limit, context.Request.Query.ContainsKey("cursor") ? cursor : null, cancellation))
            : new Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"The limit lies between 1 and {MostAtOnce}.")).ToProblem();

        bool Number(string name, ref long number) =>
            !context.Request.Query.TryGetValue(name, out var text) || long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static bool WantsCsv(HttpRequest request) =>
        request.Query["format"] == "csv" || request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/csv");
}
