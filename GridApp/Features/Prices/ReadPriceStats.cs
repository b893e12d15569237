using GridApp.Data;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>Statistics of the markets at a moment, with their cheapest and dearest nodes.</summary>
public sealed class ReadPriceStats(PriceMoments moments)
{
    private const int Ends = 5;

    internal async Task<PriceStats> RunAsync(string kind, PriceComponent component, MomentQuestion question, Actor actor, CancellationToken cancellation)
    {
        var (nodes, markets, _) = await moments.ValuesAsync(kind, question, actor, cancellation);
        return new PriceStats(kind, component.Code(), question.At, [.. markets.Select(market => Of(market, nodes)).OfType<MarketStats>()]);
    }

    private static MarketStats? Of(MarketValues market, NodeSnapshot nodes)
    {
        if (PriceStatistics.Of(market.Values) is not { } all)
            return null;
        var sorted = Enumerable.Range(0, market.Values.Length).Where(i => market.Places[i] >= 0 && !float.IsNaN(market.Values[i]))
            .Select(i => (Value: market.Values[i], Node: nodes[market.Places[i]])).OrderBy(pair => pair.Value).ThenBy(pair => pair.Node.Code, StringComparer.Ordinal).ToList();
        return new(
            market.Market.Code, market.Unit, market.Market.Simulated, market.At, market.Minutes, all.Count, all.Negative, all.Min, all.P05, all.Median, all.Mean, all.P95, all.Max,
            [.. sorted.Take(Ends).Select(Price)], [.. sorted.AsEnumerable().Reverse().Take(Ends).Select(Price)]);

        static NodePrice Price((float Value, CatalogueNode Node) pair) => new(pair.Node.Id, pair.Node.Code, pair.Node.Name, pair.Value);
    }
}
