using GridApp.Domain;
using GridApp.Domain.Geography;
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
            .WithDescription("Every market with its time zone (IANA), currency (ISO 4217) and price series. 'simulated' marks the bundled test system. 'intervalLabel' and 'congestionSign' say what the market's own files do, and "
                + "an import reads: whether an interval is named by its beginning or its ending (null: not known here), and whether the congestion part is added or printed negated. In this API intervals have their start, and the parts add up. "
                + "'boundaryType' is the type of the zones that bound the market.");

    private static IResult List(HttpRequest request) =>
        request.Query.Keys.FirstOrDefault() is { } unknown
            ? new Unreadable($"This path takes no query parameters; '{unknown}' is not known.").ToProblem()
            : TypedResults.Ok(All);

    private static readonly MarketList All = new([.. MarketCatalogue.All.Select(MarketItem.Of)], MarketCatalogue.All.Count, null);
}

/// <summary>The list's answer; it is always whole.</summary>
public sealed record MarketList(IReadOnlyList<MarketItem> Items, int Total, string? Next);

/// <summary>A market as the API tells it.</summary>
public sealed record MarketItem(string Code, string Name, string TimeZone, string Currency, bool Simulated, IReadOnlyList<MarketKindItem> Kinds, string CongestionSign, string BoundaryType)
{
    internal static MarketItem Of(Domain.Markets.Market market) => new(
        market.Code, market.Name, market.TimeZone, market.Currency, market.Simulated,
        [.. market.Kinds.Select(kind => new MarketKindItem(kind.Kind, kind.IntervalMinutes, kind.Label switch { Domain.Markets.IntervalLabel.Ending => "ending", Domain.Markets.IntervalLabel.Beginning => "beginning", _ => null }))],
        market.Congestion == Domain.Markets.CongestionSign.Negated ? "negated" : "added", market.Boundary.Code());
}

/// <summary>One price series of a market.</summary>
public sealed record MarketKindItem(string Kind, int IntervalMinutes, string? IntervalLabel);
