using GridApp.Data;

namespace GridApp.Features.Geography;

/// <summary>What flows, or flowed, over lines.</summary>
public sealed class LineFlows(GridDatabase database, TimeProvider time)
{
    /// <summary>The flows of the interval that covers a moment, null for now, of those of these lines that belong to a simulated grid.</summary>
    public Task<GridFlows> ReadAsync(LineSnapshot lines, GeographyMatches matches, DateTimeOffset? at, CancellationToken ct) =>
        GridFlows.ReadAsync(database, lines.MarketsWithFlows(matches), at ?? time.GetUtcNow(), ct);
}
