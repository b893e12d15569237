using System.Globalization;
using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Domain.Markets;
using GridApp.Features.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>
/// Removes simulated data that is older than its market keeps, prices of markets whose settings say how long theirs are kept, and old records of jobs; never anything else
/// that was imported or that people reported.
/// </summary>
internal sealed class RetentionJob(GridDatabase database, KeptSpan span, TimeProvider time) : IGridJob
{
    private const int DaysOfRuns = 30;

    /// <summary>What somebody's bookmark touches stays with it, by whole market days.</summary>
    private const string NotKept = "not exists (select from replay_bookmarks b where b.market = $1 and at >= b.kept_from and at < b.kept_until)";

    /// <summary>$1: market, $2: the first instant that stays, $3: source of the drawn outages.</summary>
    private static readonly string[] Statements =
    [
        $"delete from grid_intervals where market = $1 and at < $2 and $3 <> '' and {NotKept}",
        $"delete from grid_states where market = $1 and at < $2 and $3 <> '' and {NotKept}",
        $"delete from market_prices where market = $1 and at < $2 and simulated and import_id is null and $3 <> '' and {NotKept}",
        $"delete from consumption where market = $1 and at < $2 and simulated and import_id is null and $3 <> '' and {NotKept}",
        $"delete from market_price_history where market = $1 and at < $2 and simulated and import_id is null and $3 <> '' and {NotKept}",
        $"delete from consumption_history where market = $1 and at < $2 and simulated and import_id is null and $3 <> '' and {NotKept}",
        $"delete from fuel_generation where market = $1 and at < $2 and simulated and import_id is null and $3 <> '' and {NotKept}",
        $"delete from generation g using plants p where p.id = g.plant_id and p.market = $1 and g.at < $2 and g.simulated and g.import_id is null and $3 <> '' and {NotKept}",
        """
        delete from incidents i where simulated and source = $3 and import_id is null and end_at < $2
           and not exists (select from replay_bookmarks b where b.market = $1 and i.end_at > b.kept_from and i.start_at < b.kept_until)
        """,
    ];

    public string Name => "retention-cleanup";

    public string? Cron => "0 30 3 * * ?";

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var first = Domain.Simulation.Series.MarketDay.Start(await span.FirstDayAsync(now, ct));
        var removed = await PricesAsync(now, ct);
        await using var session = await database.OpenAsync(Actor.System, ct);
        await SimulatedMarket.LockAsync(session, ct);
        removed += await PriceRetention.RemoveAsync(session, SimulatedGrid.Market, first, ct);
        foreach (var statement in Statements)
        {
            await using var command = session.Command(statement);
            command.CommandTimeout = 0;
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                new() { Value = SimulatedGrid.Market }, new() { Value = first.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = OutageRecords.Source },
            ]);
            removed += await command.ExecuteNonQueryAsync(ct);
        }
        await using (var runs = session.Command("delete from job_runs where finished_at < $1"))
        {
            runs.Parameters.Add(new() { Value = now.AddDays(-DaysOfRuns).UtcDateTime });
            await runs.ExecuteNonQueryAsync(ct);
        }
        await session.CommitAsync(ct);
        return removed > 0
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{removed} rows removed; simulated ones from before {first.UtcDateTime:yyyy-MM-dd HH:mm} UTC."))
            : JobOutcome.Skipped("Nothing was old enough.");
    }

    /// <summary>Prices of real markets, by their own days, where somebody set how many of them stay.</summary>
    private async Task<int> PricesAsync(DateTimeOffset now, CancellationToken ct)
    {
        var kept = new List<(Domain.Markets.Market Market, int Days)>();
        await using (var session = await database.OpenAsync(Actor.System, ct))
        {
            await using var command = session.Command("select market, price_retention_days from market_settings where price_retention_days is not null");
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (MarketCatalogue.Find(reader.GetString(0)) is { Simulated: false } market)
                {
                    kept.Add((market, reader.GetInt32(1)));
                }
            }
        }
        var removed = 0;
        foreach (var (market, days) in kept)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
            var first = Domain.Time.MarketDay.Of(Domain.Time.MarketDay.Of(now, zone).Date.AddDays(-days), zone).Start;
            await using var session = await database.OpenAsync(Actor.System, ct);
            removed += await PriceRetention.RemoveAsync(session, market.Code, first, ct);
            await session.CommitAsync(ct);
        }
        return removed;
    }
}
