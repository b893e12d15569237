using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GridApp.Data;
using GridApp.Domain.Prices;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Tests.Contract;

/// <summary>Puts nodes, frames and days into the tables of nodal prices, bare, so that tests of reading say exactly what is there.</summary>
internal sealed class PriceCube(GridDatabase database)
{
    public static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    /// <summary>Nodes without a location where it is null.</summary>
    public async Task<int[]> NodesAsync(string market, params (string Code, double? Longitude, double? Latitude)[] nodes)
    {
        var ids = new List<int>();
        await using var session = await database.OpenAsync(Actor.System);
        foreach (var (code, longitude, latitude) in nodes)
        {
            ids.Add((int)(await RunAsync(
                session, "insert into nodes (market, code, name, type, zone, longitude, latitude, source) values ($1, $2, $2 || ' name', 'hub', null, $3, $4, 'test') returning id",
                market, code, Maybe(longitude, NpgsqlDbType.Double), Maybe(latitude, NpgsqlDbType.Double)))!);
        }
        await session.CommitAsync();
        return [.. ids];
    }

    /// <summary>A frame of the market, or of an organization.</summary>
    public async Task FrameAsync(
        string market, string kind, string at, int minutes, int[] nodes, float[] total, float[]? energy = null, float[]? congestion = null, int? organization = null, bool bare = false,
        string? knownFrom = null, string? knownTo = null)
    {
        await PartitionsAsync("price_frames", Utc(at));
        await using var session = await database.OpenAsync(Actor.System);
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<int>(nodes)));
        await RunAsync(session, "insert into node_lists (market, nodes, hash) values ($1, $2, $3) on conflict (market, hash) do nothing", market, nodes, hash);
        var list = (int)(await RunAsync(session, "select id from node_lists where market = $1 and hash = $2", market, hash))!;
        await RunAsync(
            session,
            """
            insert into price_frames (market, kind, at, minutes, node_list_id, total, energy, congestion, organization_id, packing, known_from, known_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, now()), $12)
            """,
            market, kind, Utc(at), (short)minutes, list, Bytes(total)!, Maybe(Bytes(energy), NpgsqlDbType.Bytea), Maybe(Bytes(congestion), NpgsqlDbType.Bytea), Maybe(organization, NpgsqlDbType.Integer),
            (short)(bare ? 0 : 1), Moment(knownFrom), Moment(knownTo));
        await session.CommitAsync();

        byte[]? Bytes(float[]? values) => values is null ? null : bare ? MemoryMarshal.AsBytes<float>(values).ToArray() : PackedValues.Pack(values);

        static NpgsqlParameter Moment(string? text) => Maybe(text is null ? null : Utc(text), NpgsqlDbType.TimestampTz);
    }

    /// <summary>A UTC day of nodes: each node's totals, and its energy and congestion where given.</summary>
    public async Task DayAsync(
        string market, string kind, string day, int[] seconds, short[] minutes, IReadOnlyDictionary<int, float[]> totals, IReadOnlyDictionary<int, float[]>? energy = null, int? organization = null)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await PartitionsAsync("price_days", date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        await using var session = await database.OpenAsync(Actor.System);
        var series = await RunAsync(session, "select id from price_series where market = $1 and kind = $2 and organization_id is not distinct from $3", market, kind, Maybe(organization, NpgsqlDbType.Integer))
            ?? await RunAsync(session, "insert into price_series (market, kind, organization_id) values ($1, $2, $3) returning id", market, kind, Maybe(organization, NpgsqlDbType.Integer));
        await RunAsync(session, "insert into price_day_intervals (series_id, day, seconds, minutes) values ($1, $2, $3, $4)", series!, date, seconds, minutes);
        foreach (var (node, values) in totals)
        {
            var parts = energy?.GetValueOrDefault(node);
            await RunAsync(
                session, "insert into price_days (series_id, node_id, day, total, energy) values ($1, $2, $3, $4, $5)",
                series!, node, date, PackedValues.Pack(values), Maybe(parts is null ? null : PackedValues.Pack(parts), NpgsqlDbType.Bytea));
        }
        await session.CommitAsync();
    }

    public async Task<object?> RunAsync(string sql)
    {
        await using var session = await database.OpenAsync(Actor.System);
        var result = await RunAsync(session, sql);
        await session.CommitAsync();
        return result;
    }

    private static async Task<object?> RunAsync(GridSession session, string sql, params object[] values)
    {
        await using var command = session.Command(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    private static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private async Task PartitionsAsync(string table, DateTime at)
    {
        await using var session = await database.OpenAsync(Actor.System);
        await RunAsync(session, "select grid_partitions($1, $2, $2)", table, at);
        await session.CommitAsync();
    }
}
