using GridApp.Domain.Prices;

namespace GridApp.Features.Prices;

/// <summary>A market's nodes with their prices at a moment.</summary>
/// <param name="Rows">All nodes of the market, also those without a price, by id.</param>
/// <param name="Statistics">Of the totals; null where no node has one.</param>
/// <param name="Types">The types that the market's nodes have.</param>
public sealed record NodePriceTable(IReadOnlyList<NodePriceRow> Rows, PriceStatistics? Statistics, IReadOnlyList<string> Types)
{
    /// <summary>The rows in an order. Nodes without a price come last, whichever way; equal ones by code.</summary>
    public static NodePriceRow[] Ordered(IEnumerable<NodePriceRow> rows, NodeSort sort, bool descending)
    {
        var ordered = sort switch
        {
            NodeSort.Code => By(rows, row => row.Node.Code, descending),
            NodeSort.Type => By(rows, row => row.Node.Type, descending),
            NodeSort.Zone => By(rows, row => row.Node.Zone ?? "", descending),
            _ => descending
                ? rows.OrderBy(row => float.IsNaN(row.Of(sort))).ThenByDescending(row => row.Of(sort))
                : rows.OrderBy(row => float.IsNaN(row.Of(sort))).ThenBy(row => row.Of(sort)),
        };
        return [.. ordered.ThenBy(row => row.Node.Code, StringComparer.Ordinal)];
    }

    private static IOrderedEnumerable<NodePriceRow> By(IEnumerable<NodePriceRow> rows, Func<NodePriceRow, string> word, bool descending) =>
        descending ? rows.OrderByDescending(word, StringComparer.OrdinalIgnoreCase) : rows.OrderBy(word, StringComparer.OrdinalIgnoreCase);
}
