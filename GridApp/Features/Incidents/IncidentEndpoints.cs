using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Features.Plants;
using GridApp.Hosting;

namespace GridApp.Features.Incidents;

/// <summary>Reading incidents over HTTP.</summary>
internal static class IncidentEndpoints
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(7);

    /// <param name="incidents">The group <c>/api/v1/incidents</c>.</param>
    public static void Map(IEndpointRouteBuilder incidents)
    {
        incidents.MapGet("", ListAsync).RequireAuthorization(Policies.Read).DescribeList();
        incidents.MapGet("/active", ActiveAsync).RequireAuthorization(Policies.Read).DescribeActive();
        incidents.MapGet("/stats", StatsAsync).RequireAuthorization(Policies.Read).DescribeStats();
        incidents.MapGet("/timeline", TimelineAsync).RequireAuthorization(Policies.Read).DescribeTimeline();
        incidents.MapGet("/{id:int}", OneAsync).RequireAuthorization(Policies.Read).DescribeOne();
        incidents.MapGet("/{id:int}/history", HistoryAsync).RequireAuthorization(Policies.Read).DescribeHistory();
        incidents.MapGet("/{id:int}/segments", SegmentsAsync).RequireAuthorization(Policies.Read).DescribeSegments();
        incidents.MapGet("/{id:int}/nearby", NearbyAsync).RequireAuthorization(Policies.Read).DescribeNearby();
    }

    /// <param name="api">The group <c>/api/v1</c>.</param>
    public static void MapOfPlant(IEndpointRouteBuilder api) =>
        api.MapGet("/plants/{id:int}/incidents", OfPlantAsync).WithTags("Incidents").RequireAuthorization(Policies.Read).DescribeOfPlant();

    private static Task<IResult> ListAsync(HttpContext context, ListIncidents list, GridDatabase database, IncidentAnswers answers, TimeProvider time, CancellationToken ct) =>
        CollectionAsync(IncidentListRequest.Of(context.Request), context, list, database, answers, time, ct);

    private static Task<IResult> ActiveAsync(HttpContext context, ListIncidents list, GridDatabase database, IncidentAnswers answers, TimeProvider time, CancellationToken ct) =>
        CollectionAsync(IncidentListRequest.Of(context.Request, active: true), context, list, database, answers, time, ct);

    private static async Task<IResult> CollectionAsync(
        Outcome<IncidentListRequest> asked, HttpContext context, ListIncidents list, GridDatabase database, IncidentAnswers answers, TimeProvider time, CancellationToken ct)
    {
        if (asked.Failure is { } failure)
            return failure.ToProblem();

        // Not later than the present that the query measures from: what begins in between is then still to come.
        DateTimeOffset now = time.GetUtcNow();
        IncidentSql sql = await list.QueryAsync(asked.Value.Filter, ct);
        return new IncidentListResult(asked.Value, sql, database, answers, Actor.From(context.User), now);
    }

    private static async Task<IResult> StatsAsync(HttpRequest request, IncidentStats stats, CancellationToken ct)
    {
        if (Unknown(request, "at", "market", "simulated") is { } unknown)
            return unknown.ToProblem();
        Outcome<IncidentFilter> filter = IncidentQueryString.Parse(request.Query);
        return filter.Failure is { } failure
            ? failure.ToProblem()
            : TypedResults.Ok(await stats.AtAsync(filter.Value.At, filter.Value.Markets, filter.Value.Simulated, ct));
    }

    private static async Task<IResult> TimelineAsync(HttpRequest request, IncidentTimeline timeline, TimeProvider time, CancellationToken ct)
    {
        if (Unknown(request, "start", "end", "interval", "market", "simulated") is { } unknown)
            return unknown.ToProblem();
        Outcome<IncidentFilter> filter = IncidentQueryString.Parse(request.Query);
        if (filter.Failure is { } failure)
            return failure.ToProblem();
        TimeSpan interval = TimeSpan.FromHours(1);
        if (request.Query.TryGetValue("interval", out var text) && !TimelineInterval.TryParse(text.ToString(), out interval))
            return new Unreadable("'interval' is a word (hour, day, week), an ISO 8601 duration such as PT15M, a short one such as 15m, 1h or 1d, or a number of minutes.").ToProblem();
        DateTimeOffset end = filter.Value.End ?? (filter.Value.Start is { } first ? first + DefaultSpan : time.GetUtcNow());
        DateTimeOffset start = filter.Value.Start ?? end - DefaultSpan;
        Outcome<IReadOnlyList<IncidentTimelinePoint>> points = await timeline.RunAsync(start, end, interval, filter.Value.Markets, filter.Value.Simulated, ct);
        return points.Failure is { } broken
            ? broken.ToProblem()
            : TypedResults.Ok(new IncidentTimelineItem("MW", start, end, interval.TotalMinutes, points.Value));
    }

    private static async Task<IResult> OneAsync(int id, HttpContext context, ReadIncident incidents, CancellationToken ct)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        Outcome<IncidentItem> incident = await incidents.ByIdAsync(id, Actor.From(context.User), ct);
        if (incident.Failure is { } failure)
            return failure.ToProblem();
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{incident.Value.Version}\"");
        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(incident.Value);
    }

    private static async Task<IResult> HistoryAsync(int id, HttpContext context, ReadIncidentHistory history, CancellationToken ct) =>
        Unknown(context.Request) is { } unknown ? unknown.ToProblem() : Items(await history.ByIdAsync(id, Actor.From(context.User), ct));

    private static async Task<IResult> SegmentsAsync(int id, HttpContext context, ReadSegments segments, CancellationToken ct)
    {
        if (Unknown(context.Request, "everKnown") is { } unknown)
            return unknown.ToProblem();
        string ever = context.Request.Query["everKnown"].ToString();
        return ever is not ("" or "true" or "false")
            ? new Unreadable("'everKnown' is true or false.").ToProblem()
            : Items(await segments.ByIncidentAsync(id, Actor.From(context.User), ct, ever == "true"));
    }

    private static async Task<IResult> NearbyAsync(int id, HttpContext context, NearbyIncidents nearby, CancellationToken ct)
    {
        if (Unknown(context.Request, "radiusKm", "hours") is { } unknown)
            return unknown.ToProblem();
        if (Number(context.Request, "radiusKm", 50) is not { } km || Number(context.Request, "hours", 24) is not { } hours)
            return new Unreadable("'radiusKm' and 'hours' are numbers.").ToProblem();

        // What is no span of time is refused there; here it must only fit one.
        return Items(await nearby.RunAsync(id, km, TimeSpan.FromHours(Math.Clamp(hours, -1, 100_000)), Actor.From(context.User), ct));
    }

    private static async Task<IResult> OfPlantAsync(int id, HttpContext context, PlantCatalogue plants, ListIncidents list, CancellationToken ct)
    {
        if (Unknown(context.Request, ["start", "end", "at", "known", "type", "status", "limit"]) is { } unknown)
            return unknown.ToProblem();
        Outcome<IncidentListRequest> asked = IncidentListRequest.Of(context.Request);
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        if ((await plants.CurrentAsync(ct)).Find(id) is null)
            return new NotFound(FormattableString.Invariant($"There is no plant {id}.")).ToProblem();
        IncidentList incidents = await list.RunAsync(asked.Value.Filter with { PlantId = id }, IncidentSort.Newest, asked.Value.Limit, 0, Actor.From(context.User), ct);
        return TypedResults.Ok(new IncidentItems<IncidentItem>(incidents.Items, incidents.Total, null));
    }

    private static IResult Items<T>(Outcome<IReadOnlyList<T>> items) =>
        items.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(new IncidentItems<T>(items.Value, items.Value.Count, null));

    private static double? Number(HttpRequest request, string name, double fallback) =>
        !request.Query.TryGetValue(name, out var text) ? fallback
        : double.TryParse(text.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

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

/// <summary>A list's answer.</summary>
/// <param name="Items">What there is.</param>
/// <param name="Total">How many there are, of which the limit may have cut some off.</param>
/// <param name="Next">Always null: a longer list is asked for with a greater limit.</param>
public sealed record IncidentItems<T>(IReadOnlyList<T> Items, int Total, string? Next);

/// <summary>The timeline's answer.</summary>
/// <param name="Unit">Unit of the points' MW.</param>
/// <param name="Start">First instant.</param>
/// <param name="End">Exclusive.</param>
/// <param name="IntervalMinutes">Minutes from point to point.</param>
/// <param name="Points">A point for each step.</param>
public sealed record IncidentTimelineItem(string Unit, DateTimeOffset Start, DateTimeOffset End, double IntervalMinutes, IReadOnlyList<IncidentTimelinePoint> Points);
