using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace GridApp.Features.Replay;

/// <summary>What the OpenAPI document says about the replay.</summary>
internal static class ReplayOpenApi
{
    private const string Common = """


        Of one market over `[start, end)`, at most 31 days and an hour; without both it is the market's own day. Spans of more than seven days (and an hour) go by the hour: series are means by minutes.
        The answer carries an `ETag`; `If-None-Match` answers 304 until it is another.
        """;

    private const int LongestBody = 16 * 1024;

    private static readonly (string Name, string Description)[] Span =
    [
        ("market", "Market code, such as RTS. Required."), ("start", "First instant, ISO 8601 with zone."), ("end", "First instant after, ISO 8601 with zone."),
    ];

    public static void DescribeIncidents(this RouteHandlerBuilder endpoint) => Question<ReplayIncidentsAnswer>(
        endpoint, "Incidents of a span as intervals",
        "What is out at each moment, stretch by stretch (half-open; `to` null: it lasts), and how what can be used of each plant changes. `known=then` gives at each moment what was known at it, from the "
        + "revisions; `now` (the default) what is known now. Reasons are for the own organization. At most 30,000 stretches: `leftOut` counts those that take the least." + Common,
        [.. Span, ("known", "now or then.")]);

    public static void DescribeSystem(this RouteHandlerBuilder endpoint) => Question<ReplaySystemAnswer>(
        endpoint, "A market as a whole over a span",
        "Price, load and its forecast, generation by fuel; of the simulated grid also losses, carbon intensity, load that was shed, energy that was spilled, and lines at their limits. What a market has "
        + "not published yet is left out." + Common,
        [.. Span, ("kind", "DAM (as scheduled the day before), FMM or RTM (as it came, the default).")]);

    public static void DescribePrices(this RouteHandlerBuilder endpoint) => Question<ReplayPricesAnswer>(
        endpoint, "What the nodes' prices are together over a span",
        "Interval by interval: mean, least, 5th percentile, median, 95th percentile and most of all nodes that have a price. In a long span these are means of the hour's intervals." + Common,
        [.. Span, ("kind", "DAM, FMM or RTM (the default)."), ("component", "total (the default), energy, congestion, loss or ghg.")]);

    public static void DescribeFrames(this RouteHandlerBuilder endpoint) => Question<byte[]>(
        endpoint, "Hourly means of nodal prices",
        "For long spans, in place of `/prices/frames` and in its packed form (`application/octet-stream`, GPF1): a frame for each hour, the mean of its intervals weighted by their minutes, rounded to cents." + Common,
        [
            .. Span, ("kind", "DAM, FMM or RTM (the default)."), ("component", "total (the default), energy, congestion, loss or ghg."),
            ("nodesHash", "Hash of the geometry that the caller has: it is then left out."),
        ]);

    public static void DescribeFlows(this RouteHandlerBuilder endpoint) => Question<byte[]>(
        endpoint, "Flows of the simulated grid over a span",
        """
        `application/octet-stream`, little-endian: the letters `GRF1`, uint32 length of a header, the header as JSON (filled up with spaces): `version` 1, `start`, `lines` (their ids), `at` (starts of
        intervals, milliseconds from `start`), `minutes` (their lengths) and `scale`; then for each interval an int16 for each line: the flow in MW divided by `scale`, positive away from the line's
        `fromNode`, -32768 for none. Markets that are not simulated have no intervals.
        """ + Common,
        [.. Span, ("kind", "DAM (as scheduled the day before), FMM or RTM (as it came, the default).")]);

    public static void DescribeBookmarks(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Bookmarks of the replay")
        .WithDescription("Those of the caller and of the caller's organization, newest first.")
        .Produces<ReplayBookmarkList>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    public static void DescribeKeep(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
        .WithSummary("Keep a span")
        .WithDescription("While the bookmark stands, retention leaves the market days that it touches alone. `at` is the moment to open at (the start by default), `address` the page's query. At most 100 a person.")
        .Accepts<ReplayBookmarkBody>("application/json")
        .Produces<ReplayBookmark>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    public static void DescribeLetGo(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Let a bookmark go")
        .WithDescription("The caller's own; for administrators also the organization's. What it kept goes with the next retention, unless another bookmark keeps it.")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static void Question<T>(RouteHandlerBuilder endpoint, string summary, string description, (string Name, string Description)[] parameters) => endpoint
        .WithSummary(summary)
        .WithDescription(description)
        .Produces<T>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, text) in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name, In = ParameterLocation.Query, Required = name == "market", Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            return Task.CompletedTask;
        });
}
