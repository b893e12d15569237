using GridApp.Hosting;
using Microsoft.OpenApi;

namespace GridApp.Features.Market;

/// <summary>What the OpenAPI document says about prices, consumption and generation.</summary>
internal static class MarketOpenApi
{
    private const string Common = """


        Intervals that start in `[start, end)`; without both it is the market's own day. At most 20 years, and 100,000 points as JSON. `Accept: text/csv` (or `format=csv`) gives the
        whole span, streamed, after lines that begin with `# ` (time of export, filter, span, time zone, unit, source). JSON carries an `ETag`; `If-None-Match` answers 304 until a value changes.
        """;

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats)[] Span =
    [
        ("start", "First instant, ISO 8601 with zone.", JsonSchemaType.String, false),
        ("end", "First instant after, ISO 8601 with zone.", JsonSchemaType.String, false),
        ("format", "json or csv; overrides Accept (for links).", JsonSchemaType.String, false),
    ];

    private static readonly (string Name, string Description, JsonSchemaType Type, bool Repeats) OneMarket =
        ("market", "Market code, such as EPIAS or RTS. Required.", JsonSchemaType.String, false);

    public static void DescribePrices(this RouteHandlerBuilder endpoint) => endpoint.Series<MarketPriceSeries>(
        "Market",
        "PTF (day-ahead, MCP) and SMF (balancing, SMP)",
        "Hourly prices in the market's currency, or in `currency` where the source has several (`currencies`). `interim` is true while a PTF is not final. SMF that the market has not published yet "
        + "(`smfUntil`; /market/settings) is null. `corrections` says what stood there before it was corrected, and until when." + Common,
        [OneMarket, .. Span, ("currency", "ISO 4217 code; the market's own by default.", JsonSchemaType.String, false)]);

    public static void DescribeConsumption(this RouteHandlerBuilder endpoint) => endpoint.Series<ConsumptionSeries>(
        "Market",
        "Consumption and its forecast",
        "Mean MW of each interval (over an hour the same number of MWh). Consumption that the market has not published yet (`actualUntil`; /market/settings) is null. "
        + "`corrections` says what stood there before it was corrected, and until when." + Common,
        [OneMarket, .. Span]);

    public static void DescribeRealTime(this RouteHandlerBuilder endpoint) => endpoint.Series<RealTimePriceSeries>(
        "Market",
        "System prices of a market that is dispatched here",
        "Every five minutes: what a megawatt-hour is worth in real time before losses and congestion, beside the day-ahead price of its hour. What is to come has only the latter. Markets whose dispatch is not "
        + "known here have no points." + Common,
        [OneMarket, .. Span]);

    public static void DescribeCarbon(this RouteHandlerBuilder endpoint) => endpoint.Series<CarbonSeries>(
        "Market",
        "Carbon intensity of a market that is dispatched here",
        "gCO2 per kWh generated, direct, from each unit's own rates (`method`), as it came and as the day-ahead schedule has it. Markets whose dispatch is not known here have no points." + Common,
        [OneMarket, .. Span]);

    public static void DescribeFuels(this RouteHandlerBuilder endpoint) => endpoint.Series<FuelGenerationSeries>(
        "Generation",
        "Generation of a market by fuel",
        "In columns: `times`, and for each fuel a value for each of them, mean MW. Public to every role. `kind=DAM` as scheduled the day before, `RTM` (the default) as it came." + Common,
        [OneMarket, .. Span, ("kind", "DAM or RTM.", JsonSchemaType.String, false)]);

    public static void DescribeCurtailment(this RouteHandlerBuilder endpoint) => endpoint.Series<CurtailmentSeries>(
        "Generation",
        "Wind, sun and water that nobody took",
        "Mean MW of each interval that wind, sun and water offered and the dispatch did not take (`curtailed`, and of it `wind`, `solar`, `hydro`), beside what they offered in all (`available`). While something is "
        + "turned down, one more megawatt-hour costs nothing where it is: that is why prices are at zero or below. `kind=DAM` as scheduled the day before, `RTM` (the default) as it came. Public to every role. Intervals "
        + "of which it is not known, and markets whose dispatch is not known here, have no points." + Common,
        [OneMarket, .. Span, ("kind", "DAM or RTM.", JsonSchemaType.String, false)]);

    public static void DescribePlant(this RouteHandlerBuilder endpoint) => endpoint.Series<PlantGenerationSeries>(
        "Generation",
        "Generation of one plant",
        "Planned (KGÜP), actual and settled (UEVM) generation, mean MW. It is the plant's organization's and the super admins': `points` is null for others. Settlement is shown of whole days that the market "
        + "has published." + Common,
        Span)
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeGeneration(this RouteHandlerBuilder endpoint) => endpoint.Series<GenerationSeries>(
        "Generation",
        "Planned, actual and settled generation",
        "The sum over the plants whose generation the caller may see, and with `by` each plant, fuel or organization beside it. Simulated and real plants are never added up: without `simulated` the answer is of "
        + "the real ones where the span has any, and `leftOut` says what it is not of. Where lengths of intervals differ, the shorter ones are brought to the longest." + Common,
        [
            .. Span,
            ("plantId", "These plants. Repeatable.", JsonSchemaType.Integer, true),
            ("organizationId", "This organization's plants.", JsonSchemaType.Integer, false),
            ("market", "Plants of these markets. Repeatable.", JsonSchemaType.String, true),
            ("fuel", "Plants of these fuels. Repeatable.", JsonSchemaType.String, true),
            ("by", "total (the default), plant, fuel or organization.", JsonSchemaType.String, false),
            ("simulated", "Simulated (true) or real plants (false).", JsonSchemaType.Boolean, false),
        ]);

    public static void DescribeSettings(this RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization(Policies.Read)
        .WithTags("Market")
        .WithSummary("How markets publish")
        .WithDescription("Delays of publication in hours (null: nothing is held back) and how long data stays: of the simulated market all of it (retentionDays), of the others nodal prices (priceRetentionDays, null: for ever). Markets that are not named hold nothing back.")
        .Produces<MarketSettingsList>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    public static void DescribeSettingsChange(this RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization(Policies.SuperAdmin)
        .WithTags("Market")
        .WithSummary("Change how a market publishes")
        .WithDescription("Replaces the settings: a field that is left out is null. Consumption and SMF are shown so many hours after the end of an interval, settlement so many after the end of the market's day.")
        .Accepts<MarketSettingsItem>("application/json")
        .Produces<MarketSettingsItem>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    private static RouteHandlerBuilder Series<T>(
        this RouteHandlerBuilder endpoint, string tag, string summary, string description, (string Name, string Description, JsonSchemaType Type, bool Repeats)[] parameters) => endpoint
        .RequireAuthorization(Policies.Read)
        .WithTags(tag)
        .WithSummary(summary)
        .WithDescription(description)
        .Produces<T>(StatusCodes.Status200OK, "application/json", "text/csv")
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, text, type, repeats) in parameters)
            {
                var schema = new OpenApiSchema { Type = type };
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Required = name == "market" && !repeats,
                    Description = text,
                    Explode = true,
                    Schema = repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
                });
            }

            return Task.CompletedTask;
        });
}
