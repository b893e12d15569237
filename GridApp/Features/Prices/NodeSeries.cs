using GridApp.Domain.Markets;
using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A node's prices of one kind over a span.</summary>
/// <param name="Kind">One of <see cref="PriceKinds"/>, <see cref="PriceKinds.Dart"/> included.</param>
public sealed record NodeSeries(CatalogueNode Node, Domain.Markets.Market Market, string Kind, PricePoints Points)
{
    public string Unit => PriceUnit.Of(Market.Currency);

    /// <summary>Length of the intervals; the most frequent one where they differ.</summary>
    public int IntervalMinutes => Points.UsualMinutes(
        Market.Kinds.FirstOrDefault(kind => kind.Kind == (Kind == PriceKinds.Dart ? PriceKinds.RealTime : Kind))?.IntervalMinutes ?? 60);
}
