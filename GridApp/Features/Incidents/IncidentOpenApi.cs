using Microsoft.OpenApi;

namespace GridApp.Features.Incidents;

/// <summary>What the OpenAPI document says about reading incidents.</summary>
internal static class IncidentOpenApi
{
    private const string ListDescription = """
        Incidents at their plants (of a line: along it), newest first. `Accept` (or `format`) chooses the form:

        - `application/geo+json` (`format=geojson`, the default): a FeatureCollection with the members `total` (matches before the limit) and `truncated`.
          Without a location `geometry` is null; such an incident is left out where `bbox` is given.
        - `text/csv` (`format=csv`): lines that begin with `# ` (time of export, filter, time zone, units), a header, a row for each incident. The limit is 100,000 unless given.

        `status`, `type` and `affectedMw` are those of the moment `at` (now by default); of what is not active then, `affectedMw` is the most it takes. `at` without `status` means what is active then.
        Plant, type, status, MW and times are public; reason, cause, description and reporter are null for other organizations.
        """;

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats)[] Common =
    [
        ("market", "Market code, or `none` for plants without one. Repeatable.", JsonSchemaType.String, true),
        ("type", "forced, planned, maintenance or derate. Repeatable.", JsonSchemaType.String, true),
        ("fuel", "Fuel code of the plant. Repeatable.", JsonSchemaType.String, true),
        ("plantId", "Incidents of one plant and its units.", JsonSchemaType.Integer, false),
        ("lineId", "Incidents of one line or transformer.", JsonSchemaType.Integer, false),
        ("organizationId", "Incidents of one organization's plants.", JsonSchemaType.Integer, false),
        ("simulated", "Only simulated (true) or only real ones (false).", JsonSchemaType.Boolean, false),
        ("bbox", "west,south,east,north in degrees; west > east crosses the date line, longitudes beyond ±180 wrap.", JsonSchemaType.String, false),
        ("q", "Part of the plant's or line's name, or of a reason, cause or description that the caller may read.", JsonSchemaType.String, false),
        ("limit", "At most this many, 1 to 100,000; 5,000 by default.", JsonSchemaType.Integer, false),
        ("sort", "start, end, affectedMw, capacityMw, name, type, fuel, market or status; a minus before it turns it round. `-start` by default.", JsonSchemaType.String, false),
        ("format", "geojson or csv; overrides Accept (for links).", JsonSchemaType.String, false),
    ];

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats)[] Times =
    [
        ("start", "With `end`: what overlaps the half-open span, ISO 8601 with zone.", JsonSchemaType.String, false),
        ("end", "Exclusive.", JsonSchemaType.String, false),
        ("at", "Moment of status and MW, ISO 8601 with zone; now by default.", JsonSchemaType.String, false),
        ("known", "What was known at this moment; now by default. Words are those of today.", JsonSchemaType.String, false),
        ("status", "scheduled, active, completed or cancelled, at `at`. Repeatable.", JsonSchemaType.String, true),
    ];

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats)[] Whose =
    [
        ("market", "Market code. Repeatable.", JsonSchemaType.String, true),
        ("simulated", "Only simulated (true) or only real ones (false).", JsonSchemaType.Boolean, false),
    ];

    public static void DescribeList(this RouteHandlerBuilder endpoint) => endpoint.Collection("List incidents", ListDescription).WithQuery([.. Times, .. Common]);

    public static void DescribeActive(this RouteHandlerBuilder endpoint) =>
        endpoint.Collection("What is out now", "As the list of incidents, of those that take capacity at this moment.").WithQuery(Common);

    public static void DescribeStats(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("What is out, counted")
        .WithDescription("Incidents that take capacity at `at` (now by default) and their MW as published, by type and by fuel of the plants. The same for every caller.")
        .Produces<IncidentStatsItem>()
        .Refuses()
        .WithQuery([("at", "The moment, ISO 8601 with zone.", JsonSchemaType.String, false), .. Whose]);

    public static void DescribeTimeline(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("What was out over a span")
        .WithDescription(FormattableString.Invariant($"Incidents and MW out at the beginning of each step. At most {IncidentTimeline.MostPoints} points: more are refused (422) with a sentence that says so. Without `start` and `end`: the last seven days."))
        .Produces<IncidentTimelineItem>()
        .Refuses()
        .WithQuery(
        [
            ("start", "First instant, ISO 8601 with zone.", JsonSchemaType.String, false),
            ("end", "Exclusive.", JsonSchemaType.String, false),
            ("interval", "hour (default), day, week, an ISO 8601 duration such as PT15M, 15m, 1h, 1d, or minutes.", JsonSchemaType.String, false),
            .. Whose,
        ]);

    public static void DescribeOne(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("One incident")
        .WithDescription("As it stands now. Reason, cause, description and reporter are null for other organizations. The ETag is the incident's version, for If-Match.")
        .Produces<IncidentItem>()
        .Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeHistory(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("How an incident came to be what it is")
        .WithDescription("Every change with its time and author, oldest first; `values` are the incident's fields after it. Empty for other organizations.")
        .Produces<IncidentItems<IncidentRevisionItem>>()
        .Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeSegments(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("How the MW of an incident change")
        .WithDescription("The stretches of an incident by start, each with the time since which it was known. Public.")
        .Produces<IncidentItems<IncidentSegmentItem>>()
        .Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithQuery([("everKnown", "Also what was known once and no longer is.", JsonSchemaType.Boolean, false)]);

    public static void DescribeNearby(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("What else was out around an incident")
        .WithDescription(FormattableString.Invariant($"Its impact radius in space and time, nearest first, at most {NearbyIncidents.Most}. Empty where the incident's own place is unknown."))
        .Produces<IncidentItems<NearbyIncident>>()
        .Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithQuery(
        [
            ("radiusKm", "Radius, more than 0 and at most 2,000 km; 50 by default.", JsonSchemaType.Number, false),
            ("hours", "Hours before its start and after its end; 24 by default, at most 8,784.", JsonSchemaType.Number, false),
        ]);

    public static void DescribeOfPlant(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Incidents of a plant")
        .WithDescription("Those of its units included, newest first. What others may not read of them is null.")
        .Produces<IncidentItems<IncidentItem>>()
        .Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithQuery([.. Times, Common[1], Common[9]]);

    private static RouteHandlerBuilder Collection(this RouteHandlerBuilder endpoint, string summary, string description) => endpoint
        .WithSummary(summary)
        .WithDescription(description)
        .Produces(StatusCodes.Status200OK, contentType: IncidentGeoJson.ContentType, additionalContentTypes: ["text/csv"])
        .Refuses();

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static void WithQuery(this RouteHandlerBuilder endpoint, (string Name, string Description, JsonSchemaType Type, bool Repeats)[] parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach ((string name, string description, JsonSchemaType type, bool repeats) in parameters)
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
}
