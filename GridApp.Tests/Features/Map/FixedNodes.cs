using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Features.Map;
using GridApp.Features.Prices;

namespace GridApp.Tests.Features.Map;

/// <summary>Given nodes and prices, without a database.</summary>
internal sealed class FixedNodes : IMapNodes
{
    public static readonly DateTimeOffset Day = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<MapNodeValue> Values { get; init; } = [];

    public IReadOnlyList<NodeSeries> Series { get; init; } = [];

    public IReadOnlyList<MapNeighbour> Neighbours { get; init; } = [];

    public IReadOnlyList<(string Kind, DateTimeOffset At)> Newest { get; set; } = [];

    public static CatalogueNode Node(int id, string code = "ABEL", double? longitude = -115, double? latitude = 36) =>
        new(id, "RTS", code, code, "bus", "1", longitude, latitude, "RTS-GMLC", true, null, 1);

    /// <summary>A day by the hour: <paramref name="at"/> says energy, congestion and loss of each hour, null for none.</summary>
    public static NodeSeries Hours(string kind, Func<int, (float Energy, float Congestion, float Loss)?> at)
    {
        var points = new PricePoints();
        for (var hour = 0; hour < 24; hour++)
        {
            if (at(hour) is not { } parts)
                continue;
            points.Add(Day.UtcDateTime.AddHours(hour), 60);
            points.Set(PriceComponent.Energy, points.Count - 1, parts.Energy);
            points.Set(PriceComponent.Congestion, points.Count - 1, parts.Congestion);
            points.Set(PriceComponent.Loss, points.Count - 1, parts.Loss);
            points.Set(PriceComponent.Total, points.Count - 1, parts.Energy + parts.Congestion + parts.Loss);
        }
        return new NodeSeries(Node(1), MarketCatalogue.Find("RTS")!, kind, points);
    }

    public ValueTask<IReadOnlyList<string>> MarketsAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. Values.Select(value => value.Node.Market).Distinct()]);

    public ValueTask<CatalogueNode?> FindAsync(int id, CancellationToken cancellation) => ValueTask.FromResult(Values.FirstOrDefault(value => value.Node.Id == id)?.Node);

    public ValueTask<IReadOnlyList<CatalogueNode>> SearchAsync(string text, int limit, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<CatalogueNode>>([.. Values.Select(value => value.Node).Where(node => node.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(limit)]);

    public ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation) => ValueTask.FromResult<BoundingBox?>(null);

    public Task<IReadOnlyList<(string Kind, DateTimeOffset At)>> NewestAsync(string? market, CancellationToken cancellation) => Task.FromResult(Newest);

    public Task<(IReadOnlyList<MapNodeValue> Nodes, int Total)> InViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation) => Task.FromResult((Values, Values.Count));

    public Task<MapNodeDetail?> DetailAsync(int id, MapState state, CancellationToken cancellation) => Task.FromResult(
        Values.FirstOrDefault(value => value.Node.Id == id) is { } found
            ? new MapNodeDetail(found.Node, MarketCatalogue.Find("RTS")!, state.At ?? Day.AddHours(12.5), Day, Day.AddHours(24), Series, Neighbours)
            : null);
}
