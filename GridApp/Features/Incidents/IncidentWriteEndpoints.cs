using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Incidents;

/// <summary>Incidents over HTTP: reporting, changing, ending. Reading is in the other endpoints.</summary>
internal static class IncidentWriteEndpoints
{
    private const string KeyHeader = "Idempotency-Key";

    private const int LongestBody = 64 * 1024;

    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");

    /// <param name="incidents">The group <c>/api/v1/incidents</c>.</param>
    public static void Map(IEndpointRouteBuilder incidents)
    {
        Describe(incidents.MapPost("", ReportAsync), "Report an incident", $"""
            The subject is a plant (plantId), one of its units (plantId and unitId), or a line (lineId). start is now by default; expectedEnd may be unknown. What is out at one instant fits
            into the capacity, or the answer is 422 with the MW that are left. With the header {KeyHeader}, a UUID, the same request sent again answers with the first one's incident.
            """).Accepts<IncidentDraft>("application/json").Produces<IncidentItem>(StatusCodes.Status201Created);
        Describe(incidents.MapPut("/{id:int}", ChangeAsync), "Change an incident", """
            Fields that are not named keep their value, null clears one. A version in the body, or If-Match, that is not the incident's is a lost race: 409. Of what is finished or cancelled
            only reason, causeCode and description may change. What was known before stays known as of then.
            """).Accepts<IncidentDraft>("application/json").Produces<IncidentItem>();
        Describe(incidents.MapPost("/{id:int}/finish", FinishAsync), "Finish an incident", "end is now by default, and never later than now. 409 when it is finished or cancelled already.").Produces<IncidentItem>();
        Describe(incidents.MapPost("/{id:int}/extend", ExtendAsync), "Move the expected end", "{expectedEnd}: after now, or null when nobody knows.").Produces<IncidentItem>();
        Describe(incidents.MapPost("/{id:int}/restore", RestoreAsync), "Restore part of the capacity", """
            {remainingMw, at?, expectedEnd?}: ends the incident at that moment (now by default) and answers with the derate of what is still out, which follows it (followsId).
            """).Produces<IncidentItem>(StatusCodes.Status201Created);
        Describe(incidents.MapPost("/{id:int}/cancel", CancelAsync), "Cancel an incident", "It takes nothing, at no time. 409 when it is finished or cancelled already.").Produces<IncidentItem>();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary, string description) => endpoint
        .RequireAuthorization(Policies.Write)
        .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
        .WithSummary(summary)
        .WithDescription(description)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static async Task<IResult> ReportAsync(HttpContext context, ReportIncident incidents, CancellationToken ct)
    {
        Outcome<Guid?> key = RequestKey(context.Request);
        if (key.Failure is { } broken)
            return broken.ToProblem();
        Outcome<JsonDocument> body = await BodyAsync(context.Request, mayBeEmpty: false, ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<IncidentDraft> draft = IncidentBody.Report(json.RootElement);
        return draft.Failure is { } fault
            ? fault.ToProblem()
            : Created(context, await incidents.RunAsync(draft.Value with { RequestKey = key.Value }, Actor.From(context.User), ct));
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext context, ChangeIncident incidents, CancellationToken ct)
    {
        Outcome<long?> read = ReadVersion(context.Request);
        if (read.Failure is { } broken)
            return broken.ToProblem();
        Outcome<JsonDocument> body = await BodyAsync(context.Request, mayBeEmpty: false, ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        long? version = read.Value;
        if (version is null && json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("version", out JsonElement said))
        {
            if (said.ValueKind != JsonValueKind.Number || !said.TryGetInt64(out long number))
                return new Invalid("version", "This is the whole number that was read.").ToProblem();
            version = number;
        }

        return Answer(context, await incidents.RunAsync(id, json.RootElement, version, Actor.From(context.User), ct));
    }

    private static async Task<IResult> FinishAsync(int id, HttpContext context, FinishIncident incidents, CancellationToken ct)
    {
        Outcome<DateTimeOffset?> end = await MomentAsync(context.Request, "end", ct);
        return end.Failure is { } failure ? failure.ToProblem() : Answer(context, await incidents.RunAsync(id, end.Value, Actor.From(context.User), ct));
    }

    private static async Task<IResult> ExtendAsync(int id, HttpContext context, ExtendIncident incidents, CancellationToken ct)
    {
        Outcome<JsonDocument> body = await BodyAsync(context.Request, mayBeEmpty: false, ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        if (json.RootElement.ValueKind == JsonValueKind.Object && !json.RootElement.TryGetProperty("expectedEnd", out _))
            return new Invalid("expectedEnd", "The expected end is missing; null when nobody knows it.").ToProblem();
        Outcome<DateTimeOffset?> expected = IncidentBody.Moment(json.RootElement, "expectedEnd");
        return expected.Failure is { } failure ? failure.ToProblem() : Answer(context, await incidents.RunAsync(id, expected.Value, Actor.From(context.User), ct));
    }

    private static async Task<IResult> RestoreAsync(int id, HttpContext context, RestoreIncident incidents, CancellationToken ct)
    {
        Outcome<Guid?> key = RequestKey(context.Request);
        if (key.Failure is { } broken)
            return broken.ToProblem();
        Outcome<JsonDocument> body = await BodyAsync(context.Request, mayBeEmpty: false, ct);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<Restoration> restoration = IncidentBody.Restoration(json.RootElement);
        return restoration.Failure is { } fault
            ? fault.ToProblem()
            : Created(context, await incidents.RunAsync(id, restoration.Value with { RequestKey = key.Value }, Actor.From(context.User), ct));
    }

    private static async Task<IResult> CancelAsync(int id, HttpContext context, CancelIncident incidents, CancellationToken ct)
    {
        Outcome<DateTimeOffset?> nothing = await MomentAsync(context.Request, "", ct);
        return nothing.Failure is { } failure ? failure.ToProblem() : Answer(context, await incidents.RunAsync(id, Actor.From(context.User), ct));
    }

    private static IResult Created(HttpContext context, Outcome<IncidentItem> created)
    {
        if (created.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(created.Value);
        return TypedResults.Created(FormattableString.Invariant($"{context.Request.PathBase}/api/v1/incidents/{created.Value.Id}"), created.Value);
    }

    private static IResult Answer(HttpContext context, Outcome<IncidentItem> changed)
    {
        if (changed.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(changed.Value);
        return TypedResults.Ok(changed.Value);
    }

    private static string TagOf(IncidentItem item) => FormattableString.Invariant($"\"{item.Version}\"");

    private static async Task<Outcome<DateTimeOffset?>> MomentAsync(HttpRequest request, string field, CancellationToken ct)
    {
        Outcome<JsonDocument> body = await BodyAsync(request, mayBeEmpty: true, ct);
        return body.Failure is { } unreadable ? unreadable : IncidentBody.Moment(body.Value.RootElement, field);
    }

    private static Outcome<Guid?> RequestKey(HttpRequest request)
    {
        string text = request.Headers[KeyHeader].ToString();
        if (text.Length == 0)
            return (Guid?)null;
        return Guid.TryParse(text, CultureInfo.InvariantCulture, out Guid key) ? key : new Unreadable($"'{KeyHeader}' is a UUID.");
    }

    /// <summary>The version that <c>If-Match</c> names, null without one or for any version.</summary>
    private static Outcome<long?> ReadVersion(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return (long?)null;
        IList<EntityTagHeaderValue> tags = request.GetTypedHeaders().IfMatch;
        if (tags is [{ Tag.Value: "*" }])
            return (long?)null;
        return tags.Count == 1 && long.TryParse(tags[0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? version
            : new Unreadable("'If-Match' is the ETag of one answer.");
    }

    private static async Task<Outcome<JsonDocument>> BodyAsync(HttpRequest request, bool mayBeEmpty, CancellationToken ct)
    {
        if (request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.");
        if (mayBeEmpty && (request.ContentLength == 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0)))
            return Nothing;
        try
        {
            return await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, ct);
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not JSON: {broken.Message}");
        }
    }
}
