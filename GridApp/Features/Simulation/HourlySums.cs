using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>What the hourly series say of the simulated market, from its cleared intervals.</summary>
internal static class HourlySums
{
    private const string Hour = "date_bin('1 hour', g.at, timestamptz '2000-01-01 00:00Z')";

    /// <summary>PTF, forecast and plan of an hour are what the day-ahead market cleared. $1: market, $2 and $3: the span, $4: currency.</summary>
    private static readonly string[] Planned =
    [
        """
        insert into market_prices (market, at, currency, minutes, ptf, simulated)
        select market, at, $4, minutes, price, true from grid_intervals where market = $1 and kind = 'DAM' and at >= $2 and at < $3
        on conflict (market, currency, at) do update set ptf = excluded.ptf, updated_at = now() where market_prices.import_id is null
        """,
        """
        insert into consumption (market, at, minutes, forecast_mw, simulated)
        select market, at, minutes, load_mw, true from grid_intervals where market = $1 and kind = 'DAM' and at >= $2 and at < $3 and $4 <> ''
        on conflict (market, at) do update set forecast_mw = excluded.forecast_mw, updated_at = now() where consumption.import_id is null
        """,
    ];

    /// <summary>SMF and consumption of an hour are means of its intervals, as far as they have come; SMF is interim until all twelve have.</summary>
    private static readonly string[] Actual =
    [
        $"""
        insert into market_prices (market, at, currency, minutes, smf, interim, simulated)
        select g.market, {Hour}, $4, 60, avg(g.price), count(*) < 12, true from grid_intervals g where g.market = $1 and g.kind = 'RTM' and g.at >= $2 and g.at < $3 group by 1, 2
        on conflict (market, currency, at) do update set smf = excluded.smf, interim = excluded.interim, updated_at = now() where market_prices.import_id is null
        """,
        $"""
        insert into consumption (market, at, minutes, actual_mw, simulated)
        select g.market, {Hour}, 60, avg(g.load_mw), true from grid_intervals g where g.market = $1 and g.kind = 'RTM' and g.at >= $2 and g.at < $3 and $4 <> '' group by 1, 2
        on conflict (market, at) do update set actual_mw = excluded.actual_mw, updated_at = now() where consumption.import_id is null
        """,
    ];

    /// <summary>What a person has uploaded of the own plant stays.</summary>
    private const string Plan = """
        insert into generation (plant_id, at, minutes, planned_mw, simulated, organization_id)
        select p.id, g.at, 60, g.mw, true, p.organization_id from unnest($1::integer[], $2::timestamptz[], $3::float8[]) g(plant_id, at, mw) join plants p on p.id = g.plant_id
        on conflict (plant_id, at) do update set planned_mw = coalesce(generation.planned_mw, excluded.planned_mw), updated_at = now()
        """;

    /// <summary>The meter of a simulated plant reads what it made: settlement is the same number.</summary>
    private const string Made = """
        insert into generation (plant_id, at, minutes, actual_mw, settlement_mw, simulated, organization_id)
        select p.id, g.at, 60, g.mw, g.mw, true, p.organization_id from unnest($1::integer[], $2::timestamptz[], $3::float8[]) g(plant_id, at, mw) join plants p on p.id = g.plant_id
        on conflict (plant_id, at) do update
           set actual_mw = excluded.actual_mw, updated_at = now(),
               settlement_mw = case when generation.import_id is null then excluded.settlement_mw else coalesce(generation.settlement_mw, excluded.settlement_mw) end
        """;

    private const string Dispatch = "select at, plant_ids, dispatch_mw from grid_states where market = $1 and kind = $2 and at >= $3 and at < $4 order by at";

    public static async Task OfPlanAsync(GridSession session, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        await RunAsync(session, Planned, from, until, ct);
        await GenerationAsync(session, Plan, IntervalWriter.DayAhead, 1, from, until, ct);
    }

    /// <param name="from">The first instant that changed; its whole hour is summed anew.</param>
    public static async Task OfRealTimeAsync(GridSession session, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var hour = new DateTimeOffset(from.UtcTicks - from.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        await RunAsync(session, Actual, hour, until, ct);
        await GenerationAsync(session, Made, IntervalWriter.RealTime, 12, hour, until, ct);
    }

    private static async Task RunAsync(GridSession session, string[] statements, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        foreach (var sql in statements)
        {
            await using var command = session.Command(sql);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, Moment(from), Moment(until), new() { Value = SimulatedGrid.Currency }]);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Mean MW by plant of the hours that have all their intervals.</summary>
    private static async Task GenerationAsync(GridSession session, string sql, string kind, int perHour, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var hours = new Dictionary<DateTime, (int Count, int[] Plants, double[] Mw)>();
        await using (var read = session.Command(Dispatch))
        {
            read.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, new() { Value = kind }, Moment(from), Moment(until)]);
            await using var reader = await read.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var at = reader.GetDateTime(0);
                var mw = Packed.Read(await reader.GetFieldValueAsync<byte[]>(2, ct));
                var hour = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));
                var sum = hours.TryGetValue(hour, out var known) ? known : (0, await reader.GetFieldValueAsync<int[]>(1, ct), new double[mw.Length]);
                for (var i = 0; i < mw.Length; i++)
                {
                    sum.Item3[i] += mw[i];
                }
                hours[hour] = (sum.Item1 + 1, sum.Item2, sum.Item3);
            }
        }
        var full = hours.Where(hour => hour.Value.Count >= perHour).ToList();
        await using var command = session.Command(sql);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = full.SelectMany(hour => hour.Value.Plants).ToArray() },
            new() { Value = full.SelectMany(hour => hour.Value.Plants.Select(_ => hour.Key)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = full.SelectMany(hour => hour.Value.Mw.Select(mw => Math.Round(mw / hour.Value.Count, 6))).ToArray() },
        ]);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
