using GridApp.Data;
using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A node's newest prices by component, and those of the nodes near by.</summary>
public sealed class ReadNodeNow(ReadCurrentPrices current, PriceMoments moments)
{
    private const int MostNeighbours = 8;

    public async Task<NodeNow> RunAsync(CatalogueNode node, DateTime now, Actor actor, CancellationToken cancellation)
    {
        if (MarketCatalogue.Find(node.Market) is not { } market)
            return new NodeNow([], [], null);
        var kinds = new List<NodeKindNow>();
        IReadOnlyList<NodeNeighbour> neighbours = [];
        string? neighbourKind = null;
        foreach (var interval in (await current.NewestAsync([market], PriceKinds.All, now, actor, cancellation)).OrderBy(newest => PriceKinds.All.ToList().IndexOf(newest.Kind)))
        {
            var moment = (await moments.RunAsync(new MomentQuestion([interval.Kind], interval.At, [market], null, PriceComponents.All), actor, cancellation))[0];
            var place = moment.Nodes.PlaceOf(node.Id);
            if (place < 0)
                continue;
            var columns = PriceComponents.All.Select(component => ListNodePrices.Column(moment.Values((int)component), moment.Nodes.Count)).ToList();
            var totals = columns[(int)PriceComponent.Total];
            kinds.Add(new NodeKindNow(interval, [.. columns.Select(column => column[place])], PriceStatistics.Of(totals)));
            neighbours = Near(node, moment.Nodes, totals, columns[(int)PriceComponent.Congestion]);
            neighbourKind = interval.Kind;
        }
        return new NodeNow(kinds, neighbours, neighbourKind);
    }

    private static NodeNeighbour[] Near(CatalogueNode node, NodeSnapshot nodes, float[] totals, float[] congestion)
    {
        if (node is not { Longitude: { } longitude, Latitude: { } latitude })
            return [];
        return
        [
            .. nodes.Find(new NodeFilter { Markets = [node.Market] })
                .Where(place => nodes[place].Id != node.Id && !double.IsNaN(nodes.Longitude[place]) && !float.IsNaN(totals[place]))
                .Select(place => new NodeNeighbour(nodes[place], GreatCircle.LengthKm([longitude, latitude, nodes.Longitude[place], nodes.Latitude[place]]), totals[place], congestion[place]))
                .OrderBy(neighbour => neighbour.DistanceKm).ThenBy(neighbour => neighbour.Node.Code, StringComparer.Ordinal).Take(MostNeighbours),
        ];
    }
}
