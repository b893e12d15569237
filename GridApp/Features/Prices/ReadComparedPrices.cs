using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Several nodes, several kinds of price, one component, over a span.</summary>
public sealed class ReadComparedPrices(ReadNodeSeries series)
{
    /// <summary>As many as colours that people tell apart.</summary>
    public const int MostNodes = 10;

    /// <summary>The comparison.</summary>
    /// <param name="nodes">The first says the clock.</param>
    /// <param name="kinds">Of <see cref="PriceKinds"/>.</param>
    /// <param name="component">Which part of the price.</param>
    /// <param name="start">The first instant, UTC.</param>
    /// <param name="end">The first instant after, UTC.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<ComparedPrices>> RunAsync(
        IReadOnlyList<CatalogueNode> nodes, IReadOnlyList<string> kinds, PriceComponent component, DateTime start, DateTime end, Actor actor, CancellationToken cancellation)
    {
        var markets = nodes.Select(node => MarketCatalogue.Find(node.Market)).OfType<Domain.Markets.Market>().ToList();
        if (markets.Select(market => market.Currency).Distinct().Count() > 1)
            return new Invalid("node", "These nodes are priced in several currencies, which cannot be compared.");
        var columns = new List<ComparedColumn>();
        foreach (var node in nodes)
        {
            foreach (var kind in kinds)
            {
                var read = await series.RunAsync(node.Id, kind, start, end, actor, cancellation);
                if (read.Failure is { } failure)
                    return failure;
                columns.Add(new ComparedColumn(KeyOf(node.Id, kind), node, kind, read.Value.Points));
            }
        }
        var compared = ComparedPrices.Of(markets[0], component, columns);
        return compared.At.Count > ReadNodeSeries.MostPoints ? new Invalid("end", "This span holds more than 100,000 times; ask for a shorter one.") : compared;
    }

    /// <summary>The name of a column.</summary>
    public static string KeyOf(int node, string kind) => FormattableString.Invariant($"n{node}") + kind.ToLowerInvariant();
}
