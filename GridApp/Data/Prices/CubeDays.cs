using System.Buffers;
using GridApp.Domain.Prices;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Data.Prices;

/// <summary>The days of nodes in the database: what the frames of a series say, turned round.</summary>
internal sealed class CubeDays(GridSession session)
{
    /// <summary>Nodes in one statement.</summary>
    private const int StatementNodes = 2_000;

    private const string Rows = """
        insert into price_days (series_id, day, node_id, total, energy, congestion, loss, ghg)
        select $1, $2, d.* from unnest($3::integer[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[]) d
        """;

    private const string Again = """

            on conflict (series_id, node_id, day) do update
               set total = excluded.total, energy = excluded.energy, congestion = excluded.congestion, loss = excluded.loss, ghg = excluded.ghg
        """;

    private const string Intervals = """
        insert into price_day_intervals as i (series_id, day, seconds, minutes) values ($1, $2, $3, $4)
            on conflict (series_id, day) do update set seconds = excluded.seconds, minutes = excluded.minutes
        """;

    /// <summary>The UTC day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>The first instant of a UTC day.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Writes a day of a series after its frames have changed.</summary>
    /// <param name="frames">All its frames by their starts.</param>
    /// <param name="changed">The nodes that changed.</param>
    public async Task WriteAsync(PriceSeries series, DateOnly day, IReadOnlyList<CubeFrame> frames, NodeLists lists, IReadOnlySet<int> changed, CancellationToken ct)
    {
        var seconds = frames.Select(frame => (int)(frame.At - Start(day)).TotalSeconds).ToArray();
        var minutes = frames.Select(frame => frame.Minutes).ToArray();
        var known = await IntervalsAsync(series, day, ct);
        // Values stand in the order of the intervals: with other intervals every node's are others.
        var all = known is not var (s, m) || !s.AsSpan().SequenceEqual(seconds) || !m.AsSpan().SequenceEqual(minutes);
        if (all)
            await KeepIntervalsAsync(series, day, seconds, minutes, ct);
        await RowsAsync(series, day, frames, lists, all ? null : changed, isNew: known is null, ct);
    }

    /// <summary>Makes a day of a series anew from its frames; none: it ends.</summary>
    public async Task RebuildAsync(PriceSeries series, DateOnly day, IReadOnlyList<CubeFrame> frames, NodeLists lists, CancellationToken ct)
    {
        foreach (var sql in (string[])["delete from price_days where series_id = $1 and day = $2", "delete from price_day_intervals where series_id = $1 and day = $2"])
        {
            await using var command = session.Command(sql);
            command.CommandTimeout = 0;
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = series.Id }, new() { Value = day }]);
            await command.ExecuteNonQueryAsync(ct);
        }
        if (frames.Count > 0)
            await WriteAsync(series, day, frames, lists, new HashSet<int>(), ct);
    }

    private async Task<(int[] Seconds, short[] Minutes)?> IntervalsAsync(PriceSeries series, DateOnly day, CancellationToken ct)
    {
        await using var command = session.Command("select seconds, minutes from price_day_intervals where series_id = $1 and day = $2");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = series.Id }, new() { Value = day }]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (await reader.GetFieldValueAsync<int[]>(0, ct), await reader.GetFieldValueAsync<short[]>(1, ct)) : null;
    }

    private async Task KeepIntervalsAsync(PriceSeries series, DateOnly day, int[] seconds, short[] minutes, CancellationToken ct)
    {
        await using var command = session.Command(Intervals);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = series.Id }, new() { Value = day }, new() { Value = seconds }, new() { Value = minutes }]);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task RowsAsync(PriceSeries series, DateOnly day, IReadOnlyList<CubeFrame> frames, NodeLists lists, IReadOnlySet<int>? only, bool isNew, CancellationToken ct)
    {
        var turned = new TurnedDay(frames, lists, only);
        var packs = turned.Pack();
        var sql = isNew ? Rows : Rows + Again;
        for (var first = 0; first < turned.Nodes.Count; first += StatementNodes)
        {
            var part = Enumerable.Range(first, Math.Min(StatementNodes, turned.Nodes.Count - first)).Where(n => packs[n] is not null).ToList();
            if (part.Count == 0)
                continue;
            await using var command = session.Command(sql);
            command.CommandTimeout = 0;
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                new() { Value = series.Id }, new() { Value = day }, new() { Value = part.Select(n => turned.Nodes[n]).ToArray() },
                .. Enumerable.Range(0, PriceComponents.Count).Select(c => new NpgsqlParameter
                {
                    Value = part.Select(n => packs[n]![c]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                }),
            ]);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}

/// <summary>Frames of a day by node instead of by interval.</summary>
internal sealed class TurnedDay
{
    private readonly IReadOnlyList<CubeFrame> frames;
    private readonly NodeLists lists;
    private readonly Dictionary<int, int[]> places = [];

    /// <param name="only">The nodes that matter; null: all.</param>
    public TurnedDay(IReadOnlyList<CubeFrame> frames, NodeLists lists, IReadOnlySet<int>? only)
    {
        this.frames = frames;
        this.lists = lists;
        var nodes = new SortedSet<int>();
        foreach (var list in frames.Select(frame => frame.List).Distinct())
            nodes.UnionWith(only is null ? lists[list] : lists[list].Where(only.Contains));
        Nodes = [.. nodes];
        var place = Nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        foreach (var list in frames.Select(frame => frame.List).Distinct())
            places[list] = [.. lists[list].Select(node => place.GetValueOrDefault(node, -1))];
    }

    /// <summary>The nodes, by number.</summary>
    public IReadOnlyList<int> Nodes { get; }

    /// <summary>By node, its components packed in the order of the intervals; null for a node without any value. A component that no interval has is null.</summary>
    public byte[]?[]?[] Pack()
    {
        var packs = new byte[]?[]?[Nodes.Count];
        var most = frames.Count == 0 ? 0 : frames.Max(frame => lists[frame.List].Length);
        var values = ArrayPool<float>.Shared.Rent(most);
        var matrix = ArrayPool<float>.Shared.Rent(Nodes.Count * frames.Count);
        try
        {
            for (var c = 0; c < PriceComponents.Count; c++)
            {
                if (!frames.Any(frame => frame.Has(c)))
                    continue;
                Fill(c, matrix, values);
                for (var n = 0; n < Nodes.Count; n++)
                {
                    var row = matrix.AsSpan(n * frames.Count, frames.Count);
                    if (row.ContainsAnyExcept(float.NaN))
                        packs[n] ??= new byte[]?[PriceComponents.Count];
                    if (packs[n] is { } pack)
                        pack[c] = PackedValues.Pack(row);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
            ArrayPool<float>.Shared.Return(matrix);
        }
        foreach (var pack in packs)
        {
            if (pack is not null)
                pack[0] ??= PackedValues.Pack([float.NaN]);
        }
        return packs;
    }

    private void Fill(int component, float[] matrix, float[] values)
    {
        matrix.AsSpan(0, Nodes.Count * frames.Count).Fill(float.NaN);
        for (var i = 0; i < frames.Count; i++)
        {
            if (!frames[i].Has(component))
                continue;
            var place = places[frames[i].List];
            frames[i].Read(component, values.AsSpan(0, place.Length));
            for (var n = 0; n < place.Length; n++)
            {
                if (place[n] >= 0)
                    matrix[place[n] * frames.Count + i] = values[n];
            }
        }
    }
}
