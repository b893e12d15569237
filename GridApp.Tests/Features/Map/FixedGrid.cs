using GridApp.Domain.Geography;
using GridApp.Features.Geography;
using GridApp.Features.Map;

namespace GridApp.Tests.Features.Map;

/// <summary>Given zones and lines, without a database.</summary>
internal sealed class FixedGrid : IMapGrid
{
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    public IReadOnlyList<MapLine> Lines { get; init; } = [];

    public ValueTask<Zone?> ZoneAsync(int id, CancellationToken cancellation) => ValueTask.FromResult(Zones.FirstOrDefault(zone => zone.Id == id));

    public ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation) => ValueTask.FromResult<BoundingBox?>(null);

    public ValueTask<(IReadOnlyList<Zone> Zones, int Total)> ZonesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation) => ValueTask.FromResult((Zones, Zones.Count));

    public Task<MapLine?> LineAsync(int id, DateTimeOffset? at, CancellationToken cancellation) => Task.FromResult(Lines.FirstOrDefault(line => line.Line.Id == id));

    public Task<(IReadOnlyList<MapLine> Lines, int Total, DateTimeOffset? FlowsAt)> LinesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation) =>
        Task.FromResult((Lines, Lines.Count, Lines is [var first, ..] ? first.FlowsAt : null));
}
