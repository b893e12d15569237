namespace GridApp.Features.Prices;

/// <summary>A node and its price at a moment; NaN where it has none.</summary>
/// <param name="Dart">Day-ahead less real-time.</param>
public sealed record NodePriceRow(CatalogueNode Node, float Total, float Energy, float Congestion, float Loss, float Dart)
{
    /// <summary>The number of a column; NaN for one that holds words.</summary>
    public float Of(NodeSort sort) => sort switch
    {
        NodeSort.Total => Total,
        NodeSort.Energy => Energy,
        NodeSort.Congestion => Congestion,
        NodeSort.Loss => Loss,
        NodeSort.Dart => Dart,
        _ => float.NaN,
    };
}
