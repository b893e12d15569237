using Microsoft.OpenApi;

namespace GridApp.Features.Plants;

/// <summary>What the OpenAPI document says about plants.</summary>
internal static class PlantOpenApi
{
    private const string ListDescription = """
        Power plants, biggest first. `Accept` (or `format`) chooses the form:

        - `application/geo+json` (`format=geojson`, the default): a FeatureCollection with the members `total` (matches before the limit), `truncated` and `version`. A plant
          without a location has `geometry: null`; it is left out where `bbox` is given.
        - `text/csv` (`format=csv`): lines that begin with `# ` (time of export, filter, units, sources), a header with units in its names, a row for each plant. The limit is 100,000 unless given.
        - `application/octet-stream` (`format=packed`): located plants as columns, little-endian. 32 bytes of header: ascii `GPL1`, uint32 count, uint32 total (before the limit),
          float64 version, 12 bytes zero. Then int32 id[count], float32 longitude[count], float32 latitude[count], float32 capacityMw[count], uint8 fuel[count], uint8 status[count].
          Fuel: 0 unknown, 1 gas, 2 coal, 3 oil, 4 nuclear, 5 hydro, 6 wind, 7 solar, 8 biomass, 9 geothermal, 10 waste, 11 storage, 12 cogeneration, 13 petcoke, 14 marine, 15 other.
          Status: 0 available, 1 derated, 2 forced_outage, 3 planned_maintenance.

        Every answer carries an `ETag`; `If-None-Match` answers 304 until a plant, or what of it can be used, changes.
        """;

    private const string WriteDescription =
        "Fields that are not named keep their value (a new plant: none), null clears one. Fields that an answer has beyond these (id, status, ...) may be sent back as they were read and no other way; unknown fields are 422. "
        + "units' capacities add up to capacityMw within 0.01. organizationId is a super admin's to set: an admin's plants belong to the own organization. ";

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats) Moment =
        ("at", "Moment of status and available MW, ISO 8601 with zone; now by default.", JsonSchemaType.String, false);

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats)[] FilterParameters =
    [
        ("bbox", "west,south,east,north in degrees; west > east crosses the date line, longitudes beyond ±180 wrap.", JsonSchemaType.String, false),
        ("market", "Market code, or `none` for plants without one. Repeatable.", JsonSchemaType.String, true),
        ("fuel", "Fuel code. Repeatable.", JsonSchemaType.String, true),
        ("status", "available, derated, forced_outage or planned_maintenance. Repeatable.", JsonSchemaType.String, true),
        ("organizationId", "Plants of one organization.", JsonSchemaType.Integer, false),
        ("simulated", "Only simulated (true) or only real plants (false).", JsonSchemaType.Boolean, false),
        Moment,
        ("q", "Part of the name; case and accents do not matter, no character is a wildcard.", JsonSchemaType.String, false),
        ("minMw", "Least nominal capacity, MW.", JsonSchemaType.Number, false),
        ("maxMw", "Greatest nominal capacity, MW.", JsonSchemaType.Number, false),
        ("limit", "At most this many, 1 to 100,000; 5,000 by default.", JsonSchemaType.Integer, false),
        ("format", "geojson, csv or packed; overrides Accept (for links).", JsonSchemaType.String, false),
    ];

    public static void DescribeList(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("List plants")
        .WithDescription(ListDescription)
        .Produces(StatusCodes.Status200OK, contentType: PlantGeoJson.ContentType, additionalContentTypes: ["text/csv", PackedPlants.ContentType])
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .WithQuery(FilterParameters);

    public static void DescribeSummary<T>(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .WithDescription("Most capacity first. Real plants only, unless `simulated=true` asks for the simulated ones.")
        .Produces<IReadOnlyList<T>>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithQuery([("simulated", "Count the simulated plants (true) or the real ones (false, the default).", JsonSchemaType.Boolean, false)]);

    public static void DescribeOne(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("One plant")
        .WithDescription("The ETag is the plant's version, for If-Match; status and available MW, which are derived, do not raise it.")
        .Produces<PlantDetail>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithQuery([Moment]);

    public static void DescribeAvailability(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("What is out")
        .WithDescription("The plants of which something cannot be used at a moment; every other plant is `available`. `version` is that of the plants (a list of plants carries the same one), so that who holds a list need not fetch it again.")
        .Produces<PlantAvailabilityAnswer>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithQuery([Moment]);

    public static void DescribeCreate(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Add a plant")
        .WithDescription(WriteDescription + "A code or EIC that exists is 409.")
        .Accepts<PlantDraft>("application/json")
        .Produces<PlantDetail>(StatusCodes.Status201Created)
        .WriteProblems();

    public static void DescribeChange(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Change a plant")
        .WithDescription(WriteDescription + "A version in the body, or If-Match, that is not the plant's is a lost race: 409. The older values stay as a revision.")
        .Accepts<PlantDraft>("application/json")
        .Produces<PlantDetail>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WriteProblems();

    private static RouteHandlerBuilder WriteProblems(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, (string Name, string Description, JsonSchemaType Type, bool Repeats)[] parameters) =>
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
