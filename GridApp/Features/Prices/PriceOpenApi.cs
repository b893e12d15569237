using Microsoft.OpenApi;

namespace GridApp.Features.Prices;

/// <summary>What the OpenAPI document says about prices.</summary>
internal static class PriceOpenApi
{
    private const string Tagged = """


        Every answer carries an `ETag`; `If-None-Match` answers 304 until a value or a node of it changes. Nothing may be kept unasked, since markets correct what they published.
        """;

    private const string PackedLayout = """


        `application/octet-stream` (`format=packed`), all of it little-endian:

        - ascii `GPF1`, uint32 length of the header, the header as JSON in UTF-8, filled up with spaces. Header and sections take multiples of 8 bytes, so that typed arrays can lie on them.
        - The header: `{version: 2, kind, component, unit, start, end, knownAt, nodesHash, nodes, markets: [{market, unit, simulated, firstNode, nodes}], frames: [[at, minutes, market, offset, length]],
          geometry: {offset, length} | null, next, truncated}`. Offsets count from the end of the header. A frame is a row of five: `market` is an index into `markets`. (Version 1 had objects with these
          names in place of the rows.)
        - Geometry, n = `nodes`: int32 id[n], float32 longitude[n], float32 latitude[n]; NaN for a node without a location. It is left out (`geometry: null`) where `nodesHash` in the query is
          the header's: it changes only when nodes come, go or move.
        - A frame: the values of its market's nodes, in the order of the geometry from `firstNode` on. 8 bytes of head: byte 0 the form, byte 1 decimals, 2 bytes zero, then 4 bytes. Form 0:
          float32 each follow. Form 1: the 4 bytes are an int32 base and int16 n each follow; the value is (base + n) / 10^decimals. Form 2: the 4 bytes are a float32, the value of all.
          NaN, and n = -32768, stand for "no price".
        """;

    private static readonly Parameter Kind = new("kind", "DAM (day-ahead, the default), FMM (15-minute real-time) or RTM (real-time).");

    private static readonly Parameter KindOrDart = new("kind", "DAM (day-ahead, the default), FMM (15-minute real-time), RTM (real-time), or DART (day-ahead less real-time).");

    private static readonly Parameter Component = new("component", "total (the default), energy, congestion, loss or ghg.");

    private static readonly Parameter Markets = new("market", "Market code; all without one. Repeatable.", Repeats: true);

    private static readonly Parameter Simulated = new("simulated", "Only simulated (true) or only real markets (false).", JsonSchemaType.Boolean);

    private static readonly Parameter At = new("at", "The moment, ISO 8601 with zone; now without it.");

    private static readonly Parameter KnownAt = new("knownAt", "As the prices were known at this moment, ISO 8601 with zone: before later corrections.");

    private static readonly Parameter Box = new("bbox", "west,south,east,north in degrees; west > east crosses the date line, longitudes beyond ±180 wrap.");

    private static readonly Parameter NodesHash = new("nodesHash", "Packed form: the `nodesHash` of an earlier answer, to leave the same geometry out.");

    private static readonly Parameter[] Span =
    [
        new("start", "First instant, ISO 8601 with zone. Without both ends it is the market's own day, of several markets the UTC day."),
        new("end", "First instant after, ISO 8601 with zone."),
    ];

    public static void DescribeNodes(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("List nodes")
        .WithDescription("Places that markets price, by id, as a GeoJSON FeatureCollection with `total` (matches before the limit), `truncated` and `version`. A node without a location has `geometry: null`; it is left out "
            + "where `bbox` is given. `text/csv` gives the same as a table." + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: NodeGeoJson.MediaType, additionalContentTypes: "text/csv")
        .Problems(
            Markets, new("type", "The market's own word: hub, zone, bus, generator, ... Repeatable.", Repeats: true), Box, new("q", "Part of the code or the name; case and accents do not matter."),
            new("limit", "At most this many, 1 to 200,000; 20,000 by default.", JsonSchemaType.Integer), new("format", "geojson or csv; overrides Accept (for links)."));

    public static void DescribeNode(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("One node")
        .Produces<NodeDetail>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .Problems();

    public static void DescribeSeries(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("One node over time")
        .WithDescription("`{nodeId, code, market, kind, unit, timeZone, intervalMinutes, simulated, source, knownAt, points: [{at, total, energy, congestion, loss, ghg}]}`: intervals that start in `[start, end)`, at most "
            + "20 years and 100,000 points; an interval that the node has no price for is not there. `intervalMinutes` is the most frequent length. DART stands at real-time intervals." + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: "text/csv")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .Problems([KindOrDart, .. Span, KnownAt, new("format", "json or csv; overrides Accept (for links).")]);

    public static void DescribeHeatmap(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("All nodes at one time")
        .WithDescription("Each node's newest interval that covers `at`, the market's own before an organization's: `{kind, component, at, knownAt, unit, min, p05, median, mean, p95, max, negative, markets: [{market, unit, "
            + "simulated, at, minutes, nodes}], nodes: [{id, lon, lat, value}]}`. Statistics are of the nodes in the answer (percentiles interpolate); they and `unit` are null where the markets have several currencies. "
            + "A node without a location has `lon` and `lat` null, and is left out where `bbox` is given. A node without a price is not there; where none has one the answer is 404." + PackedLayout + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: PackedFrames.MediaType)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .Problems(KindOrDart, At, Component, Markets, Simulated, Box, KnownAt, NodesHash, new("format", "json or packed; overrides Accept."));

    public static void DescribeFrames(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("All nodes over a span, for a replay")
        .WithDescription("Every interval that overlaps `[start, end)`, by time and market. At a moment a node has the value of the newest frame that covers it and has one for the node. At most 64 MB of values "
            + "(JSON: 4 MB): where there are more, `truncated` is true and `next` says from when to ask on. JSON: the members of the header, with `nodes: [{id, lon, lat}]` and `frames: [{at, minutes, market, values}]`, "
            + "null for no price." + PackedLayout + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: PackedFrames.MediaType)
        .Problems([Kind, Component, .. Span, Markets, Simulated, KnownAt, NodesHash, new("format", "json or packed; overrides Accept.")]);

    public static void DescribeBulk(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Many nodes over time")
        .WithDescription("`{kind, start, end, unit, markets, points: [{nodeId, at, total, energy, congestion, loss, ghg}]}` by market, node and time: intervals that start in `[start, end)`. At most 100,000 points as JSON; "
            + "`Accept: text/csv` (or `format=csv`) streams the whole, after lines that begin with `# ` (time of export, filter, span, time zone, unit, source)." + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: "text/csv")
        .Problems([
            new("market", "Market code: its nodes. Repeatable.", Repeats: true), new("node", "Number of a node. Repeatable, up to 500 times.", JsonSchemaType.Integer, Repeats: true), Kind, .. Span,
            new("format", "json or csv; overrides Accept (for links)."),
        ]);

    public static void DescribeCompare(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Nodes and kinds of price side by side")
        .WithDescription("`{component, unit, timeZone, intervalMinutes, simulated, source, columns: [{key, nodeId, code, name, market, kind}], points: [{at, <key>: value, ...}]}`: one column for each node and kind, at the times "
            + "of the shortest intervals among them; a longer interval's value stands at each of the times that it covers. The nodes share a currency." + Tagged)
        .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: "text/csv")
        .Problems([
            new("node", "Number of a node. Repeatable, up to 10 times.", JsonSchemaType.Integer, Repeats: true), new("kind", "DAM (the default), FMM, RTM or DART. Repeatable.", Repeats: true), Component, .. Span,
            new("format", "json or csv; overrides Accept (for links)."),
        ]);

    public static void DescribeTimestamps(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Which intervals have prices")
        .WithDescription("Starts of the intervals in `[start, end)`, ascending, and beside each its length in minutes.")
        .Produces<PriceTimestamps>()
        .Problems([Markets, Kind, .. Span]);

    public static void DescribeStats(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Prices of the markets at one time")
        .WithDescription("Statistics of each market's nodes, and its five cheapest and dearest nodes; a market without a price at that time is not there.")
        .Produces<PriceStats>()
        .Problems(Markets, Simulated, KindOrDart, Component, At, KnownAt);

    public static void DescribeCurrent(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Newest prices")
        .WithDescription("Of each market and kind the newest interval that has begun, with every component of every node; `lasts` says whether it still does.")
        .Produces<CurrentPrices>()
        .Problems(Markets, new("kind", "Only this kind: DAM, FMM or RTM."));

    private static void Problems(this RouteHandlerBuilder endpoint, params Parameter[] parameters) => endpoint
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, description, type, repeats) in parameters)
            {
                var schema = new OpenApiSchema { Type = type };
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Description = description,
                    Explode = true,
                    Schema = repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
                });
            }

            return Task.CompletedTask;
        });

    private sealed record Parameter(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String, bool Repeats = false);
}
