using System.Globalization;
using GridApp.Data;
using GridApp.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace GridApp.Features.Prices;

/// <summary>Rules for spikes, and what they found, over HTTP.</summary>
internal static class PriceAlertEndpoints
{
    private const int LongestBody = 16 * 1024;

    private const int MostAlerts = 200;

    private const int UsualAlerts = 50;

    private const string Fields = """
        `{name, market, kind, component = total, nodeId = null (all nodes), test, threshold, days, quietMinutes = 60, enabled = true}`. `test`: above or below a price (`threshold` in the market's unit,
        negative ones too), or unusual: further than `threshold` standard deviations from the mean of the same hours of the last `days` days (3 to 60; with fewer than three earlier prices a node is left out).
        An alert takes in what the rule means during `quietMinutes` after its first interval.
        """;

    public static void Map(IEndpointRouteBuilder api)
    {
        var prices = api.MapGroup("/prices").WithTags("Prices");
        Describe(prices.MapGet("/rules", RulesAsync).RequireAuthorization(Policies.Read), "List the rules for spikes", "Of the own organization (for super admins: of all), by name.").Produces<PriceRuleList>();
        Describe(prices.MapPost("/rules", AddAsync).RequireAuthorization(Policies.Write), "Set a rule for spikes", Fields + " It looks at intervals that come after it was made.")
            .WithMetadata(new RequestSizeLimitAttribute(LongestBody)).Accepts<PriceRuleBody>("application/json").Produces<PriceRule>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        Describe(prices.MapPut("/rules/{id:int}", ChangeAsync).RequireAuthorization(Policies.Write), "Change a rule", Fields + " The whole rule is sent.")
            .WithMetadata(new RequestSizeLimitAttribute(LongestBody)).Accepts<PriceRuleBody>("application/json").Produces<PriceRule>().ProducesProblem(StatusCodes.Status404NotFound);
        Describe(prices.MapDelete("/rules/{id:int}", RemoveAsync).RequireAuthorization(Policies.Write), "Delete a rule", "Its alerts go with it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        Describe(
                prices.MapGet("/alerts", AlertsAsync).RequireAuthorization(Policies.Read), "List what the rules found",
                "The newest first: where it began, how many prices the rule meant in the quiet time (`hits`), and the worst of them. `next` is the `cursor` of the older ones.", "limit", "cursor")
            .Produces<PriceAlertList>();
    }

    private static async Task<IResult> RulesAsync(HttpContext context, PriceRules rules, CancellationToken cancellation)
    {
        if (new PriceParameters(context.Request).Failure is { } failure)
            return failure.ToProblem();
        var items = await rules.AllAsync(Actor.From(context.User), cancellation);
        return TypedResults.Ok(new PriceRuleList(items, items.Count, null));
    }

    private static async Task<IResult> AddAsync(HttpContext context, PriceRules rules, CancellationToken cancellation)
    {
        if (new PriceParameters(context.Request).Failure is { } failure)
            return failure.ToProblem();
        var body = await PriceRuleBody.ReadAsync(context.Request, cancellation);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        var made = await rules.AddAsync(body.Value, Actor.From(context.User), cancellation);
        return made.Failure is { } refused
            ? refused.ToProblem()
            : TypedResults.Created(FormattableString.Invariant($"{context.Request.PathBase}{context.Request.Path.Value?.TrimEnd('/')}/{made.Value.Id}"), made.Value);
    }

    private static async Task<IResult> ChangeAsync(int id, HttpContext context, PriceRules rules, CancellationToken cancellation)
    {
        if (new PriceParameters(context.Request).Failure is { } failure)
            return failure.ToProblem();
        var body = await PriceRuleBody.ReadAsync(context.Request, cancellation);
        if (body.Failure is { } unreadable)
            return unreadable.ToProblem();
        var changed = await rules.ChangeAsync(id, body.Value, Actor.From(context.User), cancellation);
        return changed.Failure is { } refused ? refused.ToProblem() : TypedResults.Ok(changed.Value);
    }

    private static async Task<IResult> RemoveAsync(int id, HttpContext context, PriceRules rules, CancellationToken cancellation)
    {
        if (new PriceParameters(context.Request).Failure is { } failure)
            return failure.ToProblem();
        return await rules.RemoveAsync(id, Actor.From(context.User), cancellation) is { } refused ? refused.ToProblem() : TypedResults.NoContent();
    }

    private static async Task<IResult> AlertsAsync(HttpContext context, ReadPriceAlerts alerts, CancellationToken cancellation)
    {
        var asked = new PriceParameters(context.Request, "limit", "cursor");
        var limit = asked.Limit(UsualAlerts, MostAlerts);
        long? before = null;
        if (context.Request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                before = id;
            else
                asked.Invalid("cursor", "This is no cursor: take 'next' of the answer before.");
        }
        return asked.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await alerts.RunAsync(limit, before, Actor.From(context.User), cancellation));
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string summary, string description, params string[] parameters) => endpoint
        .WithSummary(summary)
        .WithDescription(description)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var name in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = name == "limit" ? JsonSchemaType.Integer : JsonSchemaType.String },
                    Description = name == "limit" ? "At most this many, 1 to 200; 50 by default." : "`next` of the answer before.",
                });
            }
            return Task.CompletedTask;
        });
}
