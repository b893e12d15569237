using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>What a node costs now, and what its neighbours do.</summary>
/// <param name="Kinds">Of each kind that the market has, day-ahead first.</param>
/// <param name="Neighbours">The nearest nodes of the market, nearest first.</param>
/// <param name="NeighbourKind">The kind that the neighbours are compared in; null where there are no prices.</param>
public sealed record NodeNow(IReadOnlyList<NodeKindNow> Kinds, IReadOnlyList<NodeNeighbour> Neighbours, string? NeighbourKind);

/// <summary>A node's newest price of a kind.</summary>
/// <param name="Values">By component; NaN where there is none.</param>
/// <param name="Market">All nodes of the market at the same time.</param>
public sealed record NodeKindNow(NewestInterval Interval, IReadOnlyList<float> Values, PriceStatistics? Market)
{
    public float Total => Values[(int)PriceComponent.Total];
}

/// <summary>A node near by.</summary>
public sealed record NodeNeighbour(CatalogueNode Node, double DistanceKm, float Total, float Congestion);
