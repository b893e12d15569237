using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Plants;

/// <summary>Plants over HTTP.</summary>
internal static class PlantEndpoints
{
    /// <summary>A plant with hundreds of units fits many times.</summary>
    private const int LongestBody = 512 * 1024;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder plants = api.MapGroup("/plants").WithTags("Plants");
        plants.MapGet("", ListAsync).RequireAuthorization(Policies.Read).DescribeList();
        plants.MapGet("/fuel-types", FuelTypesAsync).RequireAuthorization(Policies.Read).DescribeSummary<FuelSummary>("Plants by fuel");
        plants.MapGet("/markets", MarketsAsync).RequireAuthorization(Policies.Read).DescribeSummary<MarketSummary>("Plants by market");
        plants.MapGet("/availability", AvailabilityAsync).RequireAuthorization(Policies.Read).DescribeAvailability();
        plants.MapGet("/{id:int}", OneAsync).RequireAuthorization(Policies.Read).DescribeOne();
        plants.MapPost("", CreateAsync).RequireAuthorization(Policies.Write).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).DescribeCreate();
        plants.MapPut("/{id:int}", ChangeAsync).RequireAuthorization(Policies.Write).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).DescribeChange();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, PlantCatalogue catalogue, TimeProvider time, CancellationToken cancellation)
    {
        Outcome<PlantListRequest> asked = PlantListRequest.Of(request);
        return asked.Failure is { } failure
            ? failure.ToProblem()
            : new PlantListResult(asked.Value, await catalogue.AtAsync(asked.Value.Filter.At, cancellation), time.GetUtcNow());
    }

    private static async Task<IResult> AvailabilityAsync(HttpContext context, PlantCatalogue catalogue, CancellationToken cancellation)
    {
        Outcome<DateTimeOffset?> at = Moment(context.Request);
        return at.Failure is { } failure
            ? failure.ToProblem()
            : PlantAvailabilityResult.Of(context, await catalogue.AtAsync(at.Value, cancellation));
    }

    private static Task<IResult> FuelTypesAsync(HttpRequest request, PlantCatalogue catalogue, CancellationToken cancellation) =>
        SummaryAsync(request, catalogue, PlantSummaries.ByFuel, cancellation);

    private static Task<IResult> MarketsAsync(HttpRequest request, PlantCatalogue catalogue, CancellationToken cancellation) =>
        SummaryAsync(request, catalogue, PlantSummaries.ByMarket, cancellation);

    private static async Task<IResult> SummaryAsync<T>(HttpRequest request, PlantCatalogue catalogue, Func<PlantMatches, T> summary, CancellationToken cancellation)
    {
        if (Unknown(request, "simulated") is { } unknown)
            return unknown.ToProblem();
        Outcome<PlantFilter> filter = PlantQueryString.Parse(request.Query);
        if (filter.Failure is { } failure)
            return failure.ToProblem();

        // Simulated plants never count silently among real ones.
        PlantSnapshot snapshot = await catalogue.CurrentAsync(cancellation);
        return TypedResults.Ok(summary(snapshot.Find(new PlantFilter { Simulated = filter.Value.Simulated ?? false })));
    }

    private static async Task<IResult> OneAsync(int id, HttpContext context, ReadPlant plants, CancellationToken cancellation)
    {
        Outcome<DateTimeOffset?> at = Moment(context.Request);
        if (at.Failure is { } unreadable)
            return unreadable.ToProblem();
        Outcome<PlantDetail> plant = await plants.ByIdAsync(id, at.Value, Actor.From(context.User), cancellation);
        return plant.Failure is { } failure ? failure.ToProblem() : Answer(context, plant.Value);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreatePlant plants, CancellationToken cancellation)
    {
        Outcome<JsonDocument> body = await BodyAsync(context.Request, cancellation);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<PlantDetail> created = await plants.RunAsync(json.RootElement, Actor.From(context.User), cancellation);
        if (created.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = TagOf(created.Value);
        return TypedResults.Created(FormattableString.Invariant($"{context.Request.PathBase}{context.Request.Path.Value?.TrimEnd('/')}/{created.Value.Id}"), created.Value);
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext context, ChangePlant plants, CancellationToken cancellation)
    {
        Outcome<JsonDocument> body = await BodyAsync(context.Request, cancellation);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        using JsonDocument json = body.Value;
        Outcome<long?> read = ReadVersion(context.Request);
        if (read.Failure is { } unknown)
            return unknown.ToProblem();
        Outcome<PlantDetail> changed = await plants.RunAsync(id, json.RootElement, read.Value, Actor.From(context.User), cancellation);
        return changed.Failure is { } failure ? failure.ToProblem() : Answer(context, changed.Value);
    }

    private static Ok<PlantDetail> Answer(HttpContext context, PlantDetail plant)
    {
        context.Response.Headers.ETag = TagOf(plant);
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(plant);
    }

    private static string TagOf(PlantDetail plant) => FormattableString.Invariant($"\"{plant.Version}\"");

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
            : new Unreadable("'If-Match' is the ETag of one answer to GET.");
    }

    private static async Task<Outcome<JsonDocument>> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (Unknown(request) is { } unknown)
            return unknown;
        try
        {
            return await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellation);
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not JSON: {broken.Message}");
        }
    }

    /// <summary>The moment that <c>at</c> names, null without it; no other parameter is known here.</summary>
    private static Outcome<DateTimeOffset?> Moment(HttpRequest request)
    {
        if (Unknown(request, "at") is { } unknown)
            return unknown;
        Outcome<PlantFilter> filter = PlantQueryString.Parse(request.Query);
        return filter.Failure is { } failure ? failure : filter.Value.At;
    }

    private static Unreadable? Unknown(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (string name in request.Query.Keys)
        {
            if (!known.Contains(name))
                return new Unreadable($"There is no parameter '{name}' here.");
        }

        return null;
    }
}
