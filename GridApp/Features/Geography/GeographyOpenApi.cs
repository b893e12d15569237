using GridApp.Domain.Geography;
using Microsoft.OpenApi;

namespace GridApp.Features.Geography;

/// <summary>What the OpenAPI document says about zones and lines.</summary>
internal static class GeographyOpenApi
{
    private const string ZonesDescription = """
        Zones of markets, largest first, as a FeatureCollection with the members `total` (matches before the limit), `truncated` and `version`. Shapes are Polygon or MultiPolygon, of a hub
        a Point. Properties: `id, code, name, type, market, parent` (code of the zone it is a part of), `areaKm2, label` (longitude and latitude of a point inside, for its name), `approximate`
        (the shape stands in for one that nobody published; one of a whole market gives way to any other of its market and type), `source, simulated, organizationId`.

        `zoom` asks for shapes as simple as a map at that zoom can show them (256-pixel tiles; a map on a screen of twice the pixels asks for one more): what is left out moves an edge
        by less than half a pixel. Without it shapes are whole. `text/csv` (or `format=csv`) is a table without shapes.

        Every answer carries an `ETag`; `If-None-Match` answers 304 until a zone changes.
        """;

    private const string LinesDescription = """
        Lines, transformers and direct-current lines, highest voltage first, as a FeatureCollection with the members `total`, `truncated`, `version`, `flowsAt` (start of the interval
        that the flows are of, null without any) and `flowsKind` (`RTM`, or `DAM` where real time has not come). Paths are LineString or MultiLineString, null where nobody knows one. Properties:
        `id, code, name, kind, market, voltageKv` (of a transformer the higher side), `limitMw` (continuous rating), `fromNode, toNode, lengthKm, source, simulated, organizationId, flowMw`
        (positive away from `fromNode`), `loading` (flow by limit: 1 at the limit). Flows are known of the simulated grid and null elsewhere.

        `text/csv` (or `format=csv`) is a table without paths. Every answer carries an `ETag`; `If-None-Match` answers 304 until a line or the interval changes.
        """;

    private static readonly Parameter Market = new("market", "Market code, or `none` for what has none. Repeatable.", JsonSchemaType.String, true);
    private static readonly Parameter Box = new("bbox", "west,south,east,north in degrees; what has a point in common with it. west > east crosses the date line, longitudes beyond ±180 wrap.", JsonSchemaType.String);
    private static readonly Parameter Simulated = new("simulated", "Only simulated (true) or only real ones (false).", JsonSchemaType.Boolean);
    private static readonly Parameter Format = new("format", "geojson or csv; overrides Accept (for links).", JsonSchemaType.String);

    public static void DescribeZones(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("List zones")
        .WithDescription(ZonesDescription)
        .Lists(
            Market,
            new("type", "Type: " + string.Join(", ", ZoneTypes.All) + ". Repeatable.", JsonSchemaType.String, true),
            Box,
            new("zoom", "Zoom of the map that will show them, 0 to 24.", JsonSchemaType.Integer),
            Simulated,
            new("q", "Part of the name or the code; case and accents do not matter.", JsonSchemaType.String),
            new("limit", "At most this many, 1 to 100,000; 5,000 by default.", JsonSchemaType.Integer),
            Format);

    public static void DescribeZone(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("One zone")
        .WithDescription("A Feature with the whole shape; properties as in the list.")
        .Produces(StatusCodes.Status200OK, contentType: FeatureJson.ContentType)
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeLines(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("List lines")
        .WithDescription(LinesDescription)
        .Lists(
            Market,
            new("kind", "Kind: " + string.Join(", ", LineKinds.All) + ". Repeatable.", JsonSchemaType.String, true),
            Box,
            new("minKv", "Least voltage, kV; lines of unknown voltage are left out.", JsonSchemaType.Number),
            new("maxKv", "Greatest voltage, kV; lines of unknown voltage are left out.", JsonSchemaType.Number),
            Simulated,
            new("q", "Part of the name, the code or the code of an end; case and accents do not matter.", JsonSchemaType.String),
            new("at", "Moment of the flows, ISO 8601 with zone; now by default.", JsonSchemaType.String),
            new("limit", "At most this many, 1 to 200,000; 20,000 by default.", JsonSchemaType.Integer),
            Format);

    private static void Lists(this RouteHandlerBuilder endpoint, params Parameter[] parameters) => endpoint
        .Produces(StatusCodes.Status200OK, contentType: FeatureJson.ContentType, additionalContentTypes: ["text/csv"])
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (Parameter parameter in parameters)
            {
                var schema = new OpenApiSchema { Type = parameter.Type };
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Description = parameter.Description,
                    Explode = true,
                    Schema = parameter.Repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
                });
            }

            return Task.CompletedTask;
        });

    private sealed record Parameter(string Name, string Description, JsonSchemaType Type, bool Repeats = false);
}
