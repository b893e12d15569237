using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Hosting;

namespace GridApp.Features.Markets;

/// <summary>The markets over HTTP.</summary>
public static class MarketEndpoints
{
    /// <summary>Markets under <c>/api/v1</c>.</summary>
    public static void MapMarkets(this IEndpointRouteBuilder api) =>
        api.MapGet("/markets", List)
            .RequireAuthorization(Policies.Read)
            .WithTags("Markets")
            .Produces<MarketList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("All markets")
            .WithDescription("Every market with its time zone (IANA), currency (ISO 4217) and price series. 'simulated' marks the bundled test system.");

    private static IResult List(HttpRequest request) =>
        request.Query.Keys.FirstOrDefault() is { } unknown
            ? new Unreadable($"This path takes no query parameters; '{unknown}' is not known.").ToProblem()
            : TypedResults.Ok(new MarketList(MarketCatalogue.All, MarketCatalogue.All.Count, null));
}

/// <summary>The list's answer; it is always whole.</summary>
public sealed record MarketList(IReadOnlyList<Domain.Markets.Market> Items, int Total, string? Next);
