using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>Removes simulated data that is older than its market keeps, and never anything that was imported or that people reported; and old records of jobs.</summary>
internal sealed class RetentionJob(GridDatabase database, KeptSpan span, TimeProvider time) : IGridJob
{
    private const int DaysOfRuns = 30;

    /// <summary>$1: market, $2: the first instant that stays, $3: source of the drawn outages.</summary>
    private static readonly string[] Statements =
    [
        "delete from price_frames where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from grid_intervals where market = $1 and at < $2 and $3 <> ''",
        "delete from grid_states where market = $1 and at < $2 and $3 <> ''",
        "delete from market_prices where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from consumption where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from market_price_history where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from consumption_history where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from fuel_generation where market = $1 and at < $2 and simulated and import_id is null and $3 <> ''",
        "delete from generation g using plants p where p.id = g.plant_id and p.market = $1 and g.at < $2 and g.simulated and g.import_id is null and $3 <> ''",
        "delete from incidents where simulated and source = $3 and import_id is null and end_at < $2 and $1 <> ''",
    ];

    public string Name => "retention-cleanup";

    public string? Cron => "0 30 3 * * ?";

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var first = MarketDay.Start(await span.FirstDayAsync(now, ct));
        var removed = 0;
        await using var session = await database.OpenAsync(Actor.System, ct);
        await SimulatedMarket.LockAsync(session, ct);
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
            ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{removed} rows from before {first.UtcDateTime:yyyy-MM-dd HH:mm} UTC removed."))
            : JobOutcome.Skipped("Nothing was old enough.");
    }
}
