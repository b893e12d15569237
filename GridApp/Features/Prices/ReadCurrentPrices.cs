using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>The newest interval that has begun, of each market and kind, with every component of every node.</summary>
public sealed class ReadCurrentPrices(GridDatabase database, NodeCatalogue catalogue, PriceMoments moments)
{
    private const string Newest = """
        select m.market, k.kind, x.at, x.minutes from unnest($1::text[]) m(market) cross join unnest($2::text[]) k(kind)
         cross join lateral (select f.at, f.minutes from price_frames f where f.market = m.market and f.kind = k.kind and f.known_to is null and f.at <= $3 order by f.at desc limit 1) x
         order by 1, 2
        """;

    /// <summary>The newest interval of each market and kind; of a market that has none, nothing.</summary>
    public async Task<IReadOnlyList<NewestInterval>> NewestAsync(
        IReadOnlyList<Domain.Markets.Market> markets, IReadOnlyList<string> kinds, DateTime now, Actor actor, CancellationToken cancellation)
    {
        string[] codes = markets.Count > 0 ? [.. markets.Select(market => market.Code)] : [.. (await catalogue.CurrentAsync(cancellation)).Markets];
        await using var batch = database.Read(actor).Add(Newest, codes, kinds.ToArray(), now);
        await using var reader = await batch.ReadAsync(cancellation);
        var newest = new List<NewestInterval>();
        while (await reader.ReadAsync(cancellation))
        {
            if (MarketCatalogue.Find(reader.GetString(0)) is { } market)
                newest.Add(new NewestInterval(market, reader.GetString(1), reader.GetDateTime(2), reader.GetInt16(3)));
        }
        return newest;
    }

    internal async Task<CurrentPrices> RunAsync(IReadOnlyList<Domain.Markets.Market> markets, IReadOnlyList<string> kinds, DateTime now, Actor actor, CancellationToken cancellation)
    {
        var items = new List<CurrentMarket>();
        foreach (var (market, kind, at, minutes) in await NewestAsync(markets, kinds, now, actor, cancellation))
        {
            var moment = (await moments.RunAsync(new MomentQuestion([kind], at, [market], null, PriceComponents.All), actor, cancellation))[0];
            var byNode = new Dictionary<int, float?[]>();
            for (var component = 0; component < PriceComponents.All.Count; component++)
            {
                foreach (var values in moment.Values(component))
                {
                    for (var i = 0; i < values.Values.Length; i++)
                    {
                        if (values.Places[i] < 0 || float.IsNaN(values.Values[i]))
                            continue;
                        if (!byNode.TryGetValue(values.Places[i], out var of))
                            byNode.Add(values.Places[i], of = new float?[PriceComponents.All.Count]);
                        of[component] = values.Values[i];
                    }
                }
            }
            items.Add(new CurrentMarket(
                market.Code, kind, PriceUnit.Of(market.Currency), market.Simulated, at, minutes, at.AddMinutes(minutes) > now,
                [.. byNode.OrderBy(pair => pair.Key).Select(pair => Node(moment.Nodes[pair.Key], pair.Value))]));
        }
        return new CurrentPrices(now, items);
    }

    private static CurrentNode Node(CatalogueNode node, float?[] values) => new(node.Id, node.Code, node.Name, values[0], values[1], values[2], values[3], values[4]);
}
