using GridApp.Domain.Markets;

namespace GridApp.Features.Prices;

/// <summary>One component of a market's nodes at a moment.</summary>
/// <param name="At">Start of the newest of the intervals that it comes from.</param>
/// <param name="Minutes">Its length.</param>
/// <param name="Places">Of the nodes, in a snapshot; negative for a node that is not in it.</param>
/// <param name="Values">Of the nodes, NaN for none.</param>
internal sealed record MarketValues(Domain.Markets.Market Market, DateTime At, int Minutes, int[] Places, float[] Values)
{
    public string Unit => PriceUnit.Of(Market.Currency);
}
