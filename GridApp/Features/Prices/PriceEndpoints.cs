using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Hosting;

namespace GridApp.Features.Prices;

/// <summary>Nodes and their prices over HTTP.</summary>
internal static class PriceEndpoints
{
    private const int DefaultNodes = 20_000;

    private const int MostNodes = 200_000;

    /// <summary>Nodes that may be named in one request: an address has its length.</summary>
    private const int MostNamed = 500;

    private const int LongestText = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var prices = api.MapGroup("/prices").WithTags("Prices");
        prices.MapGet("", BulkAsync).RequireAuthorization(Policies.Read).DescribeBulk();
        prices.MapGet("/nodes", NodesAsync).RequireAuthorization(Policies.Read).DescribeNodes();
        prices.MapGet("/nodes/{id:int}", NodeAsync).RequireAuthorization(Policies.Read).DescribeNode();
        prices.MapGet("/nodes/{id:int}/series", SeriesAsync).RequireAuthorization(Policies.Read).DescribeSeries();
        prices.MapGet("/compare", CompareAsync).RequireAuthorization(Policies.Read).DescribeCompare();
        prices.MapGet("/heatmap", HeatmapAsync).RequireAuthorization(Policies.Read).DescribeHeatmap();
        prices.MapGet("/frames", Frames).RequireAuthorization(Policies.Read).DescribeFrames();
        prices.MapGet("/timestamps", TimestampsAsync).RequireAuthorization(Policies.Read).DescribeTimestamps();
        prices.MapGet("/stats", StatsAsync).RequireAuthorization(Policies.Read).DescribeStats();
        prices.MapGet("/current", CurrentAsync).RequireAuthorization(Policies.Read).DescribeCurrent();
    }

    private static async Task<IResult> NodesAsync(HttpContext context, NodeCatalogue catalogue, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "market", "type", "bbox", "limit", "q", "format");
        var form = asked.Form(PriceForm.GeoJson, PriceForm.Csv);
        var filter = new NodeFilter
        {
            Markets = [.. asked.Markets().Select(market => market.Code)], Types = asked.Words("type"), Box = asked.Box(), Text = asked.Text("q", LongestText),
        };
        var limit = asked.Limit(form == PriceForm.Csv ? MostNodes : DefaultNodes, MostNodes);
        if (asked.Failure is { } failure)
            return failure.ToProblem();

        var nodes = await catalogue.CurrentAsync(cancellation);
        if (form == PriceForm.Csv)
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=\"nodes.csv\"";
            return new BufferResult("text/csv; charset=utf-8", NodeCsv.Of(nodes, nodes.Find(filter).Take(limit), context.Request.QueryString.Value?.TrimStart('?') ?? "", time.GetUtcNow()));
        }
        var tag = AnswerTag.Of(FormattableString.Invariant($"nodes {nodes.Version} {limit} ") + context.Request.QueryString.Value);
        return AnswerTag.Known(context, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : new TaggedResult(NodeGeoJson.MediaType, NodeGeoJson.Of(nodes, nodes.Find(filter), limit));
    }

    private static async Task<IResult> NodeAsync(int id, HttpContext context, NodeCatalogue catalogue, CancellationToken cancellation)
    {
        if (new PriceParameters(context.Request).Failure is { } failure)
            return failure.ToProblem();
        return (await catalogue.CurrentAsync(cancellation)).Find(id) is { } node && MarketCatalogue.Find(node.Market) is { } market
            ? TypedResults.Ok(new NodeDetail(
                node.Id, node.Code, node.Name, node.Type, node.Market, node.Zone, node.Longitude, node.Latitude, PriceUnit.Of(market.Currency), market.TimeZone, node.Source, node.Simulated, node.OrganizationId))
            : new NotFound("There is no such node; /api/v1/prices/nodes lists them.").ToProblem();
    }

    private static async Task<IResult> SeriesAsync(
        int id, HttpContext context, ReadNodeSeries series, ReadKnownSeries known, NodeCatalogue catalogue, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "kind", "start", "end", "knownAt", "format");
        var form = asked.Form(PriceForm.Json, PriceForm.Csv);
        var kind = asked.Kind(dart: true);
        var node = catalogue.Held.Find(id) ?? (await catalogue.CurrentAsync(cancellation)).Find(id);
        var (start, end) = asked.Span(time.GetUtcNow(), ZoneOf(MarketCatalogue.Find(node?.Market)));
        var knownAt = asked.Moment("knownAt");
        if (kind == PriceKinds.Dart && knownAt is not null)
            asked.Invalid("kind", "What was known earlier is told of the published kinds, not of DART.");
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        var actor = Actor.From(context.User);
        var read = knownAt is { } moment
            ? await known.RunAsync(id, kind, start, end, moment, actor, cancellation)
            : await series.RunAsync(id, kind, start, end, actor, cancellation);
        if (read.Failure is { } missing)
            return missing.ToProblem();
        if (form == PriceForm.Json)
            return new BufferResult(PointsJson.MediaType, PointsJson.Of(read.Value, knownAt));
        PriceCsv.Attach(context, FormattableString.Invariant($"prices-node-{id}-{kind}"), start, end);
        return new BufferResult(PriceCsv.MediaType, PointsJson.Csv(read.Value, start, end, knownAt, time.GetUtcNow()));
    }

    private static async Task<IResult> CompareAsync(HttpContext context, ReadComparedPrices compare, NodeCatalogue catalogue, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "node", "kind", "component", "start", "end", "format");
        var (ids, kinds, component, form) = (asked.Nodes(), asked.Kinds(), asked.Component(), asked.Form(PriceForm.Json, PriceForm.Csv));
        var snapshot = await catalogue.CurrentAsync(cancellation);
        var nodes = ids.Select(snapshot.Find).OfType<CatalogueNode>().Where(node => MarketCatalogue.Find(node.Market) is not null).ToList();
        var (start, end) = asked.Span(time.GetUtcNow(), ZoneOf(MarketCatalogue.Find(nodes.FirstOrDefault()?.Market)));
        if (ids.Count is < 1 or > ReadComparedPrices.MostNodes)
            asked.Invalid("node", FormattableString.Invariant($"Name 1 to {ReadComparedPrices.MostNodes} nodes."));
        else if (nodes.Count < ids.Count)
            asked.Invalid("node", FormattableString.Invariant($"There is no node {ids.First(id => snapshot.Find(id) is null)}; /api/v1/prices/nodes lists them."));
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        var read = await compare.RunAsync(nodes, kinds, component, start, end, Actor.From(context.User), cancellation);
        if (read.Failure is { } refused)
            return refused.ToProblem();
        if (form == PriceForm.Json)
            return new BufferResult(PointsJson.MediaType, ComparedAnswers.Json(read.Value));
        PriceCsv.Attach(context, "prices-compared", start, end);
        return new BufferResult(PriceCsv.MediaType, ComparedAnswers.Csv(read.Value, context.Request.QueryString.Value?.TrimStart('?') ?? "", start, end, time.GetUtcNow()));
    }

    private static async Task<IResult> HeatmapAsync(HttpContext context, PriceMoments moments, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "kind", "at", "component", "market", "simulated", "bbox", "knownAt", "nodesHash", "format");
        var (kind, component, form) = (asked.Kind(dart: true), asked.Component(), asked.Form(PriceForm.Json, PriceForm.Packed));
        var at = asked.Moment("at") ?? time.GetUtcNow().UtcDateTime;
        var question = new MomentQuestion([], at, asked.Markets(), asked.Simulated(), [component], asked.Moment("knownAt"));
        var (box, knownNodes) = (asked.Box(), asked.Text("nodesHash", LongestText));
        if (asked.Failure is { } failure)
            return failure.ToProblem();

        var (nodes, markets, version) = await moments.ValuesAsync(kind, question, Actor.From(context.User), cancellation);
        var buffer = form == PriceForm.Packed
            ? HeatmapPacked.Of(kind, component, at, question.KnownAt, nodes, markets, box, knownNodes)
            : HeatmapJson.Of(kind, component, at, question.KnownAt, nodes, markets, box);
        if (buffer is null)
            return new NotFound("No node has such a price at that time; /api/v1/prices/timestamps tells the times that have prices.").ToProblem();
        if (!AnswerTag.Known(context, AnswerTag.Of(FormattableString.Invariant($"{form} {at.Ticks} {version} ") + context.Request.QueryString.Value)))
            return new TaggedResult(form == PriceForm.Packed ? PackedFrames.MediaType : PointsJson.MediaType, buffer);
        buffer.Dispose();
        return Results.StatusCode(StatusCodes.Status304NotModified);
    }

    private static IResult Frames(HttpContext context, ReadFrames frames, TimeProvider time)
    {
        var asked = new PriceParameters(context.Request, "kind", "component", "start", "end", "market", "simulated", "knownAt", "nodesHash", "format");
        var (kind, component, markets, form) = (asked.Kind(), asked.Component(), asked.Markets(), asked.Form(PriceForm.Json, PriceForm.Packed));
        var (start, end) = asked.Span(time.GetUtcNow(), ZoneOf(markets is [var only] ? only : null));
        var question = new FramesQuestion(kind, component, markets, asked.Simulated(), start, end, asked.Moment("knownAt"), asked.Text("nodesHash", LongestText));
        return asked.Failure is { } failure ? failure.ToProblem() : new FramesResult(frames, question, form == PriceForm.Packed, Actor.From(context.User));
    }

    private static async Task<IResult> BulkAsync(HttpContext context, ReadBulkPrices prices, NodeCatalogue catalogue, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "market", "node", "kind", "start", "end", "format");
        var (kind, markets, ids, form) = (asked.Kind(), asked.Markets(), asked.Nodes(), asked.Form(PriceForm.Json, PriceForm.Csv));
        var nodes = await catalogue.CurrentAsync(cancellation);
        var zone = markets.Concat(ids.Select(id => MarketCatalogue.Find(nodes.Find(id)?.Market)).OfType<Domain.Markets.Market>()).Select(market => market.TimeZone).Distinct().ToList() is [var one] ? one : "UTC";
        var (start, end) = asked.Span(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone));
        if (asked.Failure is null && markets.Count == 0 && ids.Count == 0)
            asked.Invalid("node", "Name nodes, or a market for all of its nodes.");
        else if (ids.Count > MostNamed)
            asked.Invalid("node", "At most 500 nodes can be named; name their market for all of its nodes.");
        else if (ids.Where(id => nodes.Find(id) is null).Select(id => (int?)id).FirstOrDefault() is { } unknown)
            asked.Invalid("node", FormattableString.Invariant($"There is no node {unknown}; /api/v1/prices/nodes lists them."));
        if (asked.Failure is { } failure)
            return failure.ToProblem();

        var question = new BulkQuestion(markets, ids, kind, start, end);
        var actor = Actor.From(context.User);
        if (form == PriceForm.Csv)
            return new BulkCsv(prices, question, nodes, time.GetUtcNow(), actor);
        var read = await BulkJson.OfAsync(prices, question, nodes, actor, cancellation);
        return read.Failure is { } much ? much.ToProblem() : new BufferResult(PointsJson.MediaType, read.Value);
    }

    private static async Task<IResult> TimestampsAsync(HttpContext context, ReadTimestamps timestamps, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "market", "kind", "start", "end");
        var (kind, markets) = (asked.Kind(), asked.Markets());
        var (start, end) = asked.Span(time.GetUtcNow(), ZoneOf(markets is [var only] ? only : null));
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        var read = await timestamps.RunAsync(markets, kind, start, end, Actor.From(context.User), cancellation);
        return read.Failure is { } much ? much.ToProblem() : TypedResults.Ok(read.Value);
    }

    private static async Task<IResult> StatsAsync(HttpContext context, ReadPriceStats stats, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "market", "simulated", "kind", "component", "at", "knownAt");
        var (kind, component) = (asked.Kind(dart: true), asked.Component());
        var question = new MomentQuestion([], asked.Moment("at") ?? time.GetUtcNow().UtcDateTime, asked.Markets(), asked.Simulated(), [component], asked.Moment("knownAt"));
        return asked.Failure is { } failure
            ? failure.ToProblem()
            : TypedResults.Ok(await stats.RunAsync(kind, component, question, Actor.From(context.User), cancellation));
    }

    private static async Task<IResult> CurrentAsync(HttpContext context, ReadCurrentPrices current, TimeProvider time, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "market", "kind");
        var (markets, kind) = (asked.Markets(), asked.Kind());
        if (asked.Failure is { } failure)
            return failure.ToProblem();
        IReadOnlyList<string> kinds = context.Request.Query.ContainsKey("kind") ? [kind] : PriceKinds.All;
        return TypedResults.Ok(await current.RunAsync(markets, kinds, time.GetUtcNow().UtcDateTime, Actor.From(context.User), cancellation));
    }

    private static TimeZoneInfo ZoneOf(Domain.Markets.Market? market) => market is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
}
