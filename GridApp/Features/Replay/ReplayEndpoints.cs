using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Prices;
using GridApp.Hosting;

namespace GridApp.Features.Replay;

/// <summary>The replay over HTTP: each answer makes a whole span playable.</summary>
internal static class ReplayEndpoints
{
    private const string Json = "application/json; charset=utf-8";

    private static readonly Invalid UnknownComponent = new("component", "The component is total, energy, congestion, loss or ghg.");

    private static readonly Invalid UnknownKind = new("kind", "The kind is DAM (scheduled the day before), FMM or RTM (as it came).");

    public static void Map(IEndpointRouteBuilder api)
    {
        var replay = api.MapGroup("/replay").WithTags("Replay");
        replay.MapGet("/incidents", IncidentsAsync).RequireAuthorization(Policies.Read).DescribeIncidents();
        replay.MapGet("/system", SystemAsync).RequireAuthorization(Policies.Read).DescribeSystem();
        replay.MapGet("/prices", PricesAsync).RequireAuthorization(Policies.Read).DescribePrices();
        replay.MapGet("/frames", FramesAsync).RequireAuthorization(Policies.Read).DescribeFrames();
        replay.MapGet("/flows", FlowsAsync).RequireAuthorization(Policies.Read).DescribeFlows();
        replay.MapGet("/bookmarks", BookmarksAsync).RequireAuthorization(Policies.Read).DescribeBookmarks();
        replay.MapPost("/bookmarks", KeepAsync).RequireAuthorization(Policies.Read).DescribeKeep();
        replay.MapDelete("/bookmarks/{id:int}", LetGoAsync).RequireAuthorization(Policies.Read).DescribeLetGo();
    }

    private static async Task<IResult> IncidentsAsync(HttpContext context, ReplayIncidents incidents, TimeProvider time, CancellationToken cancellation)
    {
        var asked = ReplayQuestion.Of(context.Request, time.GetUtcNow(), "known");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        var known = context.Request.Query["known"].ToString();
        if (known is not ("" or "now" or "then"))
            return new Invalid("known", "This is now (what is known now) or then (at each moment what was known at it).").ToProblem();
        return new TaggedAnswer(Json, await incidents.JsonAsync(asked.Value, known == "then", Actor.From(context.User), cancellation));
    }

    private static async Task<IResult> SystemAsync(HttpContext context, ReplaySystem system, TimeProvider time, CancellationToken cancellation)
    {
        var asked = ReplayQuestion.Of(context.Request, time.GetUtcNow(), "kind");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        if (Kind(context.Request) is not { } kind)
            return UnknownKind.ToProblem();
        var answer = await system.RunAsync(asked.Value, kind, Actor.From(context.User), cancellation);
        return answer.Failure is { } broken ? broken.ToProblem() : new TaggedAnswer(Json, answer.Value);
    }

    private static async Task<IResult> PricesAsync(HttpContext context, ReplayPrices prices, TimeProvider time, CancellationToken cancellation)
    {
        var asked = ReplayQuestion.Of(context.Request, time.GetUtcNow(), "kind", "component");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        if (Kind(context.Request) is not { } kind)
            return UnknownKind.ToProblem();
        return Component(context.Request) is { } component
            ? new TaggedAnswer(Json, await prices.SummaryAsync(asked.Value, kind, component, Actor.From(context.User), cancellation))
            : UnknownComponent.ToProblem();
    }

    private static async Task<IResult> FramesAsync(HttpContext context, ReplayPrices prices, TimeProvider time, CancellationToken cancellation)
    {
        var asked = ReplayQuestion.Of(context.Request, time.GetUtcNow(), "kind", "component", "nodesHash");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        if (Kind(context.Request) is not { } kind)
            return UnknownKind.ToProblem();
        if (Component(context.Request) is not { } component)
            return UnknownComponent.ToProblem();
        var known = context.Request.Query["nodesHash"].ToString();
        return new TaggedAnswer(
            ReplayFlows.MediaType, await prices.HoursAsync(asked.Value, kind, component, known.Length > 0 ? known : null, Actor.From(context.User), cancellation));
    }

    private static async Task<IResult> FlowsAsync(HttpContext context, ReplayFlows flows, TimeProvider time, CancellationToken cancellation)
    {
        var asked = ReplayQuestion.Of(context.Request, time.GetUtcNow(), "kind");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        return Kind(context.Request) is { } kind
            ? new TaggedAnswer(ReplayFlows.MediaType, await flows.RunAsync(asked.Value, kind, Actor.From(context.User), cancellation))
            : UnknownKind.ToProblem();
    }

    private static async Task<IResult> BookmarksAsync(HttpContext context, ReplayBookmarks bookmarks, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        var items = await bookmarks.AllAsync(Actor.From(context.User), cancellation);
        return TypedResults.Ok(new ReplayBookmarkList(items, items.Count, null));
    }

    private static async Task<IResult> KeepAsync(HttpContext context, ReplayBookmarks bookmarks, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        var body = await ReplayBookmarkBody.ReadAsync(context.Request, cancellation);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        var kept = await bookmarks.KeepAsync(body.Value, Actor.From(context.User), cancellation);
        return kept.Failure is { } failure
            ? failure.ToProblem()
            : TypedResults.Created(FormattableString.Invariant($"{context.Request.PathBase}{context.Request.Path.Value?.TrimEnd('/')}/{kept.Value.Id}"), kept.Value);
    }

    private static async Task<IResult> LetGoAsync(int id, HttpContext context, ReplayBookmarks bookmarks, CancellationToken cancellation)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } unknown)
            return new Unreadable($"There is no parameter '{unknown}' here.").ToProblem();
        return await bookmarks.LetGoAsync(id, Actor.From(context.User), cancellation) is { } failure ? failure.ToProblem() : TypedResults.NoContent();
    }

    /// <summary>The component that is asked for, the whole price by default; null for one that there is not.</summary>
    private static PriceComponent? Component(HttpRequest request) =>
        request.Query["component"].ToString() is not { Length: > 0 } code ? PriceComponent.Total : PriceComponents.TryParse(code, out var component) ? component : null;

    /// <summary>The kind that is asked for, real time by default; null for one that there is not.</summary>
    private static string? Kind(HttpRequest request) => request.Query["kind"].ToString() switch
    {
        "" => "RTM",
        "DAM" or "FMM" or "RTM" => request.Query["kind"].ToString(),
        _ => null,
    };
}
