using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>What the series of the market's pages say of the simulated market, from its cleared intervals: prices and generation by the hour, consumption every five minutes.</summary>
internal static class HourlySums
{
    private const string Hour = "date_bin('1 hour', g.at, timestamptz '2000-01-01 00:00Z')";

    /// <summary>PTF and forecast of an hour are what the day-ahead market cleared. $1: market, $2 and $3: the span, $4: currency.</summary>
    private static readonly string[] Planned =
    [
        """
        insert into market_prices (market, at, currency, minutes, ptf, simulated)
        select market, at, $4, minutes, price, true from grid_intervals where market = $1 and kind = 'DAM' and at >= $2 and at < $3
        on conflict (market, currency, at) do update set ptf = excluded.ptf, updated_at = now() where market_prices.import_id is null
        """,
        """
        insert into consumption (market, at, minutes, forecast_mw, simulated)
        select g.market, s.at, 5, g.load_mw, true
          from grid_intervals g cross join lateral generate_series(g.at, g.at + interval '55 minutes', interval '5 minutes') s(at)
         where g.market = $1 and g.kind = 'DAM' and g.at >= $2 and g.at < $3 and $4 <> ''
        on conflict (market, at) do update set forecast_mw = excluded.forecast_mw, updated_at = now() where consumption.import_id is null
        """,
    ];

    /// <summary>SMF of an hour is the mean of its intervals, as far as they have come, and interim until all twelve have; what an interval used is what it was served.</summary>
    private static readonly string[] Actual =
    [
        $"""
        insert into market_prices (market, at, currency, minutes, smf, interim, simulated)
        select g.market, {Hour}, $4, 60, avg(g.price), count(*) < 12, true from grid_intervals g where g.market = $1 and g.kind = 'RTM' and g.at >= $2 and g.at < $3 group by 1, 2
        on conflict (market, currency, at) do update set smf = excluded.smf, interim = excluded.interim, updated_at = now() where market_prices.import_id is null
        """,
        """
        insert into consumption (market, at, minutes, actual_mw, forecast_mw, simulated)
        select market, at, minutes, load_mw - shed_mw, forecast_mw, true from grid_intervals where market = $1 and kind = 'RTM' and at >= $2 and at < $3 and $4 <> ''
        on conflict (market, at) do update set actual_mw = excluded.actual_mw, updated_at = now()
         where consumption.import_id is null and consumption.actual_mw is distinct from excluded.actual_mw
        """,
    ];

    /// <summary>
    /// Plan and what was made, of hours that have it whole. What a person has uploaded of the own plant stays; the meter of a simulated plant reads what it made, so
    /// settlement is the same number. $1-$4: plant, hour, plan, made; $5: the plants, once each, since looking for them among all plants would take longer than writing.
    /// </summary>
    private const string Generation = """
        with own as materialized (select id, organization_id from plants where id = any($5))
        insert into generation (plant_id, at, minutes, planned_mw, actual_mw, settlement_mw, simulated, organization_id)
        select g.plant_id, g.at, 60, g.planned, g.made, g.made, true, own.organization_id
          from unnest($1::integer[], $2::timestamptz[], $3::float8[], $4::float8[]) g(plant_id, at, planned, made) join own on own.id = g.plant_id
        on conflict (plant_id, at) do update
           set planned_mw = coalesce(generation.planned_mw, excluded.planned_mw), actual_mw = coalesce(excluded.actual_mw, generation.actual_mw), updated_at = now(),
               settlement_mw = case when generation.import_id is null then coalesce(excluded.settlement_mw, generation.settlement_mw)
                                    else coalesce(generation.settlement_mw, excluded.settlement_mw) end
        """;

    private const string Dispatch = "select at, plant_ids, dispatch_mw from grid_states where market = $1 and kind = $2 and at >= $3 and at < $4 order by at";

    /// <summary>After a day was cleared day-ahead, or real time was run, or both.</summary>
    /// <param name="planned">The span of the plan; null where it stands already.</param>
    /// <param name="actual">From the first instant that real time changed; its whole hour is summed anew.</param>
    public static async Task WriteAsync(
        GridSession session, (DateTimeOffset From, DateTimeOffset Until)? planned, (DateTimeOffset From, DateTimeOffset Until)? actual, CancellationToken ct)
    {
        var hours = new SortedDictionary<(DateTime At, int Plant), (double? Planned, double? Made)>();
        if (planned is { } plan)
        {
            await RunAsync(session, Planned, plan.From, plan.Until, ct);
            foreach (var (key, mw) in await MeansAsync(session, IntervalWriter.DayAhead, 1, plan.From, plan.Until, ct))
            {
                hours[key] = (mw, null);
            }
        }
        if (actual is { } made)
        {
            var hour = new DateTimeOffset(made.From.UtcTicks - made.From.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
            await RunAsync(session, Actual, hour, made.Until, ct);
            foreach (var (key, mw) in await MeansAsync(session, IntervalWriter.RealTime, 12, hour, made.Until, ct))
            {
                hours[key] = (hours.GetValueOrDefault(key).Planned, mw);
            }
        }
        if (hours.Count > 0)
        {
            await KeepAsync(session, hours, ct);
        }
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
    private static async Task<IEnumerable<((DateTime At, int Plant) Key, double Mw)>> MeansAsync(
        GridSession session, string kind, int perHour, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var hours = new Dictionary<DateTime, (int Count, int[] Plants, double[] Mw)>();
        await using var read = session.Command(Dispatch);
        read.Parameters.AddRange((NpgsqlParameter[])[new() { Value = SimulatedGrid.Market }, new() { Value = kind }, Moment(from), Moment(until)]);
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var at = reader.GetDateTime(0);
            var mw = Packed.Read(await reader.GetFieldValueAsync<byte[]>(2, ct));
            var hour = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));
            var sum = hours.TryGetValue(hour, out var known) ? known : (Count: 0, Plants: await reader.GetFieldValueAsync<int[]>(1, ct), Mw: new double[mw.Length]);
            for (var i = 0; i < mw.Length; i++)
            {
                sum.Mw[i] += mw[i];
            }
            hours[hour] = sum with { Count = sum.Count + 1 };
        }
        return hours.Where(hour => hour.Value.Count >= perHour)
            .SelectMany(hour => hour.Value.Plants.Select((plant, i) => ((hour.Key, plant), Math.Round(hour.Value.Mw[i] / hour.Value.Count, 6))));
    }

    private static async Task KeepAsync(GridSession session, SortedDictionary<(DateTime At, int Plant), (double? Planned, double? Made)> hours, CancellationToken ct)
    {
        await using var command = session.Command(Generation);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = hours.Keys.Select(key => key.Plant).ToArray() },
            new() { Value = hours.Keys.Select(key => key.At).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = hours.Values.Select(mw => mw.Planned).ToArray() },
            new() { Value = hours.Values.Select(mw => mw.Made).ToArray() },
            new() { Value = hours.Keys.Select(key => key.Plant).Distinct().ToArray() },
        ]);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
