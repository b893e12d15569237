using GridApp.Data;
using GridApp.Domain.Geography;
using GridApp.Features.Geography;

namespace GridApp.Features.Map;

/// <summary>What the map's page asks of zones and lines.</summary>
public interface IMapGrid
{
    /// <summary>The zone with an id, or null when there is none.</summary>
    ValueTask<Zone?> ZoneAsync(int id, CancellationToken cancellation);

    /// <summary>The box around a market's zones; null when it has none.</summary>
    ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation);

    /// <summary>The zones that a state shows within a box, the largest first.</summary>
    /// <returns>At most <paramref name="limit"/> of them, and how many there are.</returns>
    ValueTask<(IReadOnlyList<Zone> Zones, int Total)> ZonesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation);

    /// <summary>The line with an id and what flows over it, or null when there is no such line.</summary>
    Task<MapLine?> LineAsync(int id, DateTimeOffset? at, CancellationToken cancellation);

    /// <summary>The lines that a state shows within a box: those nearest to their limits first, then by voltage.</summary>
    /// <returns>At most <paramref name="limit"/> of them, how many there are, and of when the flows are (null without any).</returns>
    Task<(IReadOnlyList<MapLine> Lines, int Total, DateTimeOffset? FlowsAt)> LinesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation);
}

/// <summary>The same catalogues that answer the API.</summary>
public sealed class MapGrid(ZoneCatalogue zones, LineCatalogue lines, GridDatabase database, TimeProvider time) : IMapGrid
{
    /// <summary>Flows of real time are known when their interval is over: "now" is the one that ended last.</summary>
    private static readonly TimeSpan FlowsLate = TimeSpan.FromMinutes(6);

    public async ValueTask<Zone?> ZoneAsync(int id, CancellationToken cancellation)
    {
        var all = await zones.CurrentAsync(cancellation);
        return all.IndexOf(id) is >= 0 and var index ? all[index] : null;
    }

    public async ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation)
    {
        var all = await zones.CurrentAsync(cancellation);
        var parts = all.Find(new ZoneFilter { Markets = [market] }, out _).SelectMany(index => all[index].Boxes).ToList();
        if (parts.Count == 0)
            return null;
        var box = BoundingBox.Of(parts.Min(part => part.West), parts.Min(part => part.South), parts.Max(part => part.East), parts.Max(part => part.North));
        return box.Failure is null ? box.Value : null;
    }

    public async ValueTask<(IReadOnlyList<Zone> Zones, int Total)> ZonesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation)
    {
        if (state.Zones.Count == 0)
            return ([], 0);
        var all = await zones.CurrentAsync(cancellation);
        var found = await zones.FindAsync(all, new ZoneFilter { Box = box, Markets = MarketsOf(state), Types = [.. state.Zones.Order()] }, limit, cancellation);
        return ([.. found.Indexes.Select(index => all[index])], found.Total);
    }

    public async Task<MapLine?> LineAsync(int id, DateTimeOffset? at, CancellationToken cancellation)
    {
        var all = await lines.CurrentAsync(cancellation);
        for (var index = 0; index < all.Count; index++)
        {
            if (all[index].Id == id)
                return (await WithFlowsAsync(all, new GeographyMatches([index], 1), at, cancellation)).Lines[0];
        }
        return null;
    }

    public async Task<(IReadOnlyList<MapLine> Lines, int Total, DateTimeOffset? FlowsAt)> LinesInViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation)
    {
        if (!state.Lines)
            return ([], 0, null);
        var all = await lines.CurrentAsync(cancellation);
        var found = all.Find(new LineFilter { Box = box, Markets = MarketsOf(state) });
        int[] shown = [.. found.Indexes.Where(index => state.Voltages.Contains(LineClasses.Of(all[index].VoltageKv)))];
        var (read, at) = await WithFlowsAsync(all, new GeographyMatches(shown, shown.Length), state.At, cancellation);
        return ([.. read.OrderByDescending(line => line.Loading ?? -1).Take(limit)], shown.Length, at);
    }

    private static string[] MarketsOf(MapState state) => state.GridMarket is { } market ? [market] : [];

    private async Task<(List<MapLine> Lines, DateTimeOffset? At)> WithFlowsAsync(LineSnapshot all, GeographyMatches matches, DateTimeOffset? at, CancellationToken cancellation)
    {
        var flows = await GridFlows.ReadAsync(database, all.MarketsWithFlows(matches), at ?? time.GetUtcNow() - FlowsLate, cancellation);
        return ([.. matches.Indexes.Select(index => Of(all[index], flows))], flows.At);
    }

    private static MapLine Of(Line line, GridFlows flows)
    {
        double? flow = flows.MwByLine.TryGetValue(line.Id, out var mw) ? mw : null;
        return new MapLine(line, flow, flow is { } known && line.LimitMw is > 0 and var limit ? Math.Abs(known) / limit : null, flows.At);
    }
}

/// <summary>A line and what flows over it.</summary>
/// <param name="FlowMw">Positive away from its first node; null where nobody knows it.</param>
/// <param name="Loading">Flow by limit, 1 at the limit.</param>
/// <param name="FlowsAt">Start of the interval that the flow is of.</param>
public sealed record MapLine(Line Line, double? FlowMw, double? Loading, DateTimeOffset? FlowsAt)
{
    /// <summary>As line-paths.js draws it.</summary>
    public bool Binds => Loading >= 0.999;
}
