using System.Runtime.InteropServices;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>Reads what a market's numbers say of this moment: one step down an index for each of them.</summary>
public sealed class MarketNow(GridDatabase database, TimeProvider time)
{
    /// <summary>Rows of lines and of nodes.</summary>
    public const int Rows = 6;

    /// <summary>Less than this a market's own delays explain.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(6);

    /// <summary>Numbers of one moment are no further from each other.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(36);

    private const string Ptf = """
        select at, ptf, minutes from market_prices where market = $1 and currency = $2 and at <= $3 and ptf is not null order by at desc limit 1
        """;

    private const string Smf = """
        select at, smf, ptf, interim from market_prices
         where market = $1 and currency = $2 and at <= $3 and smf is not null and ($4::timestamptz is null or at + make_interval(mins => minutes) <= $4) order by at desc limit 1
        """;

    private const string Day = "select min(ptf), max(ptf) from market_prices where market = $1 and currency = $2 and at >= $3 and at < $4";

    private const string Load = """
        select at, actual_mw, forecast_mw from consumption
         where market = $1 and at <= $2 and actual_mw is not null and ($3::timestamptz is null or at + make_interval(mins => minutes) <= $3) order by at desc limit 1
        """;

    private const string Interval = """
        select at, minutes, price, intensity, load_mw, available_mw, headroom_mw, shed_mw, spilled_mw, line_ids, flow_mw, binding::text
          from grid_intervals where market = $1 and kind = 'RTM' and at <= $2 order by at desc limit 1
        """;

    private const string Fuels = """
        select f.at, f.fuel, f.mw from fuel_generation f
         where f.market = $1 and f.kind = 'RTM'
           and f.at = (select n.at from fuel_generation n where n.market = $1 and n.kind = 'RTM' and n.at <= $2 order by n.at desc limit 1)
         order by f.mw desc, f.fuel
        """;

    private const string Frames = """
        with newest as (
            select at from price_frames where market = $1 and kind = 'RTM' and at <= $2 and known_to is null and organization_id is null order by at desc limit 1)
        select f.at, f.total, f.packing, l.nodes
          from newest n
          join price_frames f on f.market = $1 and f.kind = 'RTM' and f.known_to is null and f.organization_id is null and f.at in (n.at, n.at - interval '1 hour')
          join node_lists l on l.id = f.node_list_id order by f.at desc
        """;

    /// <summary>What is published now, as any role may see it.</summary>
    public async Task<MarketNowView> RunAsync(Domain.Markets.Market market, Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
        await using var session = await database.OpenAsync(actor, ct);
        var delays = (await MarketDelays.ReadAsync(session, ct)).GetValueOrDefault(market.Code, PublicationDelays.None);
        var price = await PriceAsync(session, market, zone, delays, now, ct);
        var load = await LoadAsync(session, market, delays, now, ct);
        var (system, lines) = await SystemAsync(session, market, now, ct);
        var (fuelsAt, fuels) = await FuelsAsync(session, market, now, ct);
        var (moversAt, movers) = await MoversAsync(session, market, now, ct);
        var newest = new[] { price?.At, load?.At, system?.At, fuelsAt }.Max() ?? now;
        return new MarketNowView
        {
            Market = market, PriceUnit = PriceUnit.Of(market.Currency), Day = MarketDay.Of(newest, zone).Date, IsStale = now - newest > Late,
            Price = Goes(price?.At) ? price : null, Load = Goes(load?.At) ? load : null, System = Goes(system?.At) ? system : null, Lines = Goes(system?.At) ? lines : [],
            Fuels = Goes(fuelsAt) ? fuels : [], FuelsAt = Goes(fuelsAt) ? fuelsAt : null, Movers = Goes(moversAt) ? movers : [], MoversAt = Goes(moversAt) ? moversAt : null,
        };

        // What ended long before the rest is of another time, and does not stand beside it.
        bool Goes(DateTimeOffset? at) => at is { } own && newest - own < Apart;
    }

    /// <summary>The largest changes of price, up or down. Nodes that only one of the frames has did not move.</summary>
    internal static IReadOnlyList<(int Node, double Price, double Before)> Largest(
        ReadOnlySpan<int> nodes, ReadOnlySpan<float> prices, ReadOnlySpan<int> nodesBefore, ReadOnlySpan<float> pricesBefore, int most)
    {
        var before = new Dictionary<int, float>(nodesBefore.Length);
        for (var i = 0; i < nodesBefore.Length; i++)
            before[nodesBefore[i]] = pricesBefore[i];
        var moves = new List<(int Node, double Price, double Before)>();
        for (var i = 0; i < nodes.Length; i++)
        {
            if (before.TryGetValue(nodes[i], out var then) && !float.IsNaN(then) && !float.IsNaN(prices[i]))
                moves.Add((nodes[i], prices[i], then));
        }

        return [.. moves.OrderByDescending(move => Math.Abs(move.Price - move.Before)).ThenBy(move => move.Node).Take(most).Where(move => Math.Abs(move.Price - move.Before) >= 0.005)];
    }

    private static async Task<PriceNow?> PriceAsync(GridSession session, Domain.Markets.Market market, TimeZoneInfo zone, PublicationDelays delays, DateTimeOffset now, CancellationToken ct)
    {
        if (await RowsAsync(session, Ptf, row => (At: Moment(row, 0), Ptf: row.GetDouble(1)), ct, Text(market.Code), Text(market.Currency), Time(now)) is not [var newest])
            return null;
        var smf = await RowsAsync(
            session, Smf, row => new SmfNow(Moment(row, 0), row.GetDouble(1), row.Number(2), row.GetBoolean(3)), ct,
            Text(market.Code), Text(market.Currency), Time(now), Time(delays.SmfUntil(now)));
        var day = MarketDay.Of(newest.At, zone);
        var range = await RowsAsync(session, Day, row => (row.GetDouble(0), row.GetDouble(1)), ct, Text(market.Code), Text(market.Currency), Time(day.Start), Time(day.End));
        return new PriceNow(newest.At, newest.Ptf, range[0].Item1, range[0].Item2, smf.FirstOrDefault());
    }

    private static async Task<LoadNow?> LoadAsync(GridSession session, Domain.Markets.Market market, PublicationDelays delays, DateTimeOffset now, CancellationToken ct) =>
        (await RowsAsync(
            session, Load, row => new LoadNow(Moment(row, 0), row.GetDouble(1), row.Number(2)), ct, Text(market.Code), Time(now), Time(delays.ConsumptionUntil(now)))).FirstOrDefault();

    private static async Task<(SystemNow? System, IReadOnlyList<LineNow> Lines)> SystemAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset now, CancellationToken ct)
    {
        var read = await RowsAsync(
            session, Interval,
            row => (
                System: new SystemNow(Moment(row, 0), row.GetInt16(1), row.GetDouble(2), row.Number(3), row.GetDouble(4), row.Number(5), row.Number(6), row.GetDouble(7), row.GetDouble(8)),
                Ids: row.GetFieldValue<int[]>(9), Flows: row.GetFieldValue<byte[]>(10), Binding: row.GetString(11)),
            ct, Text(market.Code), Time(now));
        if (read is not [var (system, ids, packed, binding)])
            return (null, []);
        var flows = MemoryMarshal.Cast<byte, float>(packed).ToArray();
        var shadow = JsonSerializer.Deserialize<List<Bound>>(binding, JsonSerializerOptions.Web)!.ToDictionary(line => line.LineId, line => line.ShadowPrice);
        var names = await RowsAsync(
            session, "select id, code, name, limit_mw from lines where id = any($1) and limit_mw > 0",
            row => (Id: row.GetInt32(0), Code: row.GetString(1), Name: row.GetString(2), Limit: row.GetDouble(3)), ct, new NpgsqlParameter { Value = ids });
        var flow = ids.Zip(flows).ToDictionary(pair => pair.First, pair => pair.Second);
        return (system, [
            .. names.Select(line => new LineNow(line.Id, line.Code, line.Name, flow[line.Id], line.Limit, shadow.TryGetValue(line.Id, out var price) ? price : null))
                .OrderByDescending(line => line.ShadowPrice ?? -1).ThenByDescending(line => line.Loading).Take(Rows),
        ]);
    }

    private static async Task<(DateTimeOffset? At, IReadOnlyList<FuelNow> Fuels)> FuelsAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await RowsAsync(session, Fuels, row => (At: Moment(row, 0), Fuel: new FuelNow(row.GetString(1), row.GetDouble(2))), ct, Text(market.Code), Time(now));
        return rows.Count == 0 ? (null, []) : (rows[0].At, [.. rows.Select(row => row.Fuel)]);
    }

    private static async Task<(DateTimeOffset? At, IReadOnlyList<NodeMove> Movers)> MoversAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset now, CancellationToken ct)
    {
        var frames = await RowsAsync(
            session, Frames, row => (At: Moment(row, 0), Prices: Unpacked(row.GetFieldValue<byte[]>(1), row.GetInt16(2), row.GetFieldValue<int[]>(3)), Nodes: row.GetFieldValue<int[]>(3)), ct,
            Text(market.Code), Time(now));
        if (frames is not [var last, var before])
            return (null, []);
        var moves = Largest(last.Nodes, last.Prices, before.Nodes, before.Prices, Rows);
        var names = (await RowsAsync(
            session, "select id, name from nodes where id = any($1)", row => (Id: row.GetInt32(0), Name: row.GetString(1)), ct,
            new NpgsqlParameter { Value = moves.Select(move => move.Node).ToArray() })).ToDictionary(node => node.Id, node => node.Name);
        return (last.At, [.. moves.Where(move => names.ContainsKey(move.Node)).Select(move => new NodeMove(move.Node, names[move.Node], move.Price, move.Before))]);
    }

    /// <summary>Frames from before values were packed are plain float32.</summary>
    private static float[] Unpacked(byte[] total, short packing, int[] nodes)
    {
        if (packing == 0)
            return MemoryMarshal.Cast<byte, float>(total).ToArray();
        var prices = new float[nodes.Length];
        PackedValues.Unpack(total, prices);
        return prices;
    }

    private static async Task<List<T>> RowsAsync<T>(GridSession session, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }

    private static DateTimeOffset Moment(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    private static NpgsqlParameter Text(string text) => new() { Value = text };

    private static NpgsqlParameter Time(DateTimeOffset? at) => new() { Value = (object?)at?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <summary>A line at its limit, as it is kept with the interval.</summary>
    private sealed record Bound(int LineId, double ShadowPrice);
}
