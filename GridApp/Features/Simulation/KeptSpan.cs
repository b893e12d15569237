using GridApp.Data;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Features.Simulation;

/// <summary>How long simulated data is kept: a setting of its market.</summary>
public sealed class KeptSpan(GridDatabase database)
{
    private const int DefaultDays = 7;

    /// <summary>The oldest market day that is kept: so many whole days before today's.</summary>
    public async Task<DateOnly> FirstDayAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        await using var command = session.Command("select retention_days from market_settings where market = $1");
        command.Parameters.Add(new() { Value = SimulatedGrid.Market });
        var days = await command.ExecuteScalarAsync(ct) is int set ? set : DefaultDays;
        return MarketDay.Of(now).AddDays(-Math.Max(1, days));
    }
}
