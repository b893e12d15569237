using GridApp.Domain.Prices;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Data.Prices;

/// <summary>The frames of a market's kind of price in the database.</summary>
internal sealed class CubeFrames(GridSession session, string market, string kind)
{
    /// <summary>Bytes of values in one statement: larger ones only cost memory.</summary>
    private const int StatementBytes = 4 << 20;

    private const string Current = """
        select at, minutes, node_list_id, organization_id, packing, total, energy, congestion, loss, ghg from price_frames
         where market = $1 and kind = $2 and at >= $3 and at < $4 and (at at time zone 'UTC')::date = any($5) and known_to is null
         order by at
        """;

    private const string Columns = "f(at, minutes, list, total, energy, congestion, loss, ghg)";

    private const string Values =
        "unnest($4::timestamptz[], $5::smallint[], $6::integer[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[])";

    /// <summary>$3: the owner, $12: import, $13: since when they are known, $14: simulated.</summary>
    private const string Add = $"""
        insert into price_frames (market, kind, organization_id, at, minutes, node_list_id, packing, total, energy, congestion, loss, ghg, import_id, known_from, simulated)
        select $1, $2, $3, f.at, f.minutes, f.list, 1, f.total, f.energy, f.congestion, f.loss, f.ghg, $12, $13, $14 from {Values} {Columns}
        """;

    /// <summary>What only says more replaces what was there. $12: import.</summary>
    private const string Extend = $"""
        update price_frames t
           set minutes = f.minutes, node_list_id = f.list, packing = 1, total = f.total, energy = f.energy, congestion = f.congestion, loss = f.loss, ghg = f.ghg,
               import_id = coalesce($12, t.import_id)
          from {Values} {Columns}
         where t.market = $1 and t.kind = $2 and t.at = f.at and coalesce(t.organization_id, 0) = coalesce($3, 0) and t.known_to is null
        """;

    /// <summary>What is replaced and has no version of its own, so that the import can be taken back. $3: the owner, $4: the starts, $5: import.</summary>
    private const string KeepForUndo = """
        insert into import_before (import_id, part, earlier_import, before)
        select $5, 'price_frames', t.import_id, to_jsonb(t)
          from price_frames t where t.market = $1 and t.kind = $2 and t.at = any($4) and coalesce(t.organization_id, 0) = coalesce($3, 0) and t.known_to is null
           and t.import_id is distinct from $5
        """;

    private const string Close = """
        update price_frames set known_to = $4 where market = $1 and kind = $2 and coalesce(organization_id, 0) = coalesce($3, 0) and at = any($5) and known_to is null
        """;

    private const string Newest = """
        select node_list_id from price_frames where market = $1 and kind = $2 and at < $3 and known_to is null order by at desc limit 1
        """;

    /// <summary>Frames of some UTC days, of every owner, by their starts.</summary>
    public async Task<List<KeptFrame>> ReadAsync(IReadOnlyList<DateOnly> days, CancellationToken ct)
    {
        await using var command = session.Command(Current);
        command.CommandTimeout = 0;
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = market }, new() { Value = kind }, Moment(CubeDays.Start(days[0])), Moment(CubeDays.Start(days[^1].AddDays(1))), new() { Value = days.ToArray() },
        ]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var frames = new List<KeptFrame>();
        while (await reader.ReadAsync(ct))
            frames.Add(Read(reader));
        return frames;
    }

    /// <summary>The list of the newest interval that starts before an instant; null where there is none.</summary>
    public async Task<int?> NewestListAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = session.Command(Newest);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = market }, new() { Value = kind }, Moment(before)]);
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    /// <summary>Adds frames that nothing stands in the place of.</summary>
    public Task AddAsync(PriceSeries series, IReadOnlyList<NewFrame> frames, int? import, bool simulated, DateTimeOffset known, CancellationToken ct) => WriteAsync(
        Add, series, frames, ct, new() { Value = (object?)import ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, Moment(known), new() { Value = simulated });

    /// <summary>Puts frames in the place of what they say more than.</summary>
    public async Task ExtendAsync(PriceSeries series, IReadOnlyList<NewFrame> frames, int? import, CancellationToken ct)
    {
        if (import is { } number && frames.Count > 0)
        {
            await using var command = session.Command(KeepForUndo);
            command.CommandTimeout = 0;
            command.Parameters.AddRange((NpgsqlParameter[])
                [new() { Value = market }, new() { Value = kind }, Owner(series), Moments(frames.Select(frame => frame.At)), new() { Value = number }]);
            await command.ExecuteNonQueryAsync(ct);
        }

        await WriteAsync(Extend, series, frames, ct, new NpgsqlParameter { Value = (object?)import ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
    }

    /// <summary>Ends what was known of intervals, so that it can be said anew.</summary>
    public async Task CloseAsync(PriceSeries series, IReadOnlyList<DateTimeOffset> starts, DateTimeOffset known, CancellationToken ct)
    {
        if (starts.Count == 0)
            return;
        await using var command = session.Command(Close);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = market }, new() { Value = kind }, Owner(series), Moment(known), Moments(starts)]);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteAsync(string sql, PriceSeries series, IReadOnlyList<NewFrame> frames, CancellationToken ct, params NpgsqlParameter[] more)
    {
        var packs = new List<byte[]?[]>();
        var (first, bytes) = (0, 0);
        for (var i = 0; i < frames.Count; i++)
        {
            var pack = new byte[]?[PriceComponents.Count];
            for (var c = 0; c < pack.Length; c++)
                pack[c] = frames[i].Pack(c);
            // A frame without a single total keeps its place for the parts.
            pack[0] ??= PackedValues.Pack([float.NaN]);
            packs.Add(pack);
            bytes += pack.Sum(one => one?.Length ?? 0);
            if (bytes < StatementBytes && i < frames.Count - 1)
                continue;
            await using var command = session.Command(sql);
            command.CommandTimeout = 0;
            var written = frames.Skip(first).Take(packs.Count).ToList();
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                new() { Value = market }, new() { Value = kind }, Owner(series), Moments(written.Select(frame => frame.At)), new() { Value = written.Select(frame => frame.Minutes).ToArray() },
                new() { Value = written.Select(frame => frame.List).ToArray() },
                .. Enumerable.Range(0, PriceComponents.Count).Select(c => Packs(packs.Select(pack => pack[c]))),
                .. more.Select(parameter => parameter.Clone()),
            ]);
            await command.ExecuteNonQueryAsync(ct);
            (first, bytes) = (i + 1, 0);
            packs.Clear();
        }
    }

    private static KeptFrame Read(NpgsqlDataReader reader)
    {
        var packed = new byte[]?[PriceComponents.Count];
        for (var i = 0; i < packed.Length; i++)
            packed[i] = reader.IsDBNull(5 + i) ? null : reader.GetFieldValue<byte[]>(5 + i);
        return new KeptFrame(
            reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt16(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetInt32(3), reader.GetInt16(4), packed);
    }

    internal static NpgsqlParameter Packs(IEnumerable<byte[]?> packs) => new() { Value = packs.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    internal static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Moments(IEnumerable<DateTimeOffset> times) =>
        new() { Value = times.Select(at => at.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Owner(PriceSeries series) => new() { Value = (object?)series.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
