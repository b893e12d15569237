using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GridApp.Domain.Prices;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Benchmarks;

/// <summary>
/// The two clusterings of nodal prices against a plain table with a row for each node and interval, in the same database and with the same prices: bytes with indexes, the time to write
/// them, and to read one interval and a node's day. Reads are plain SQL on both sides, decoded to the last value.
/// </summary>
internal sealed class CubeFigures(string dataDirectory, GridClient client, Action<string, string, string?> figure)
{
    private const string Plain = """
        drop table if exists plain;
        create unlogged table plain (node integer not null, at timestamptz not null, total real not null, energy real, congestion real, loss real);
        alter table plain set logged;
        alter table plain add primary key (node, at);
        create index plain_at on plain (at)
        """;

    private const string FrameSql = "select total, energy, congestion, loss from price_frames where market = any($1) and kind = $2 and at = $3 and known_to is null";

    private const string DaySql = "select total, energy, congestion, loss from price_days where node_id = $1 and day between $2 and $3 order by day";

    private static readonly string[] Relations = ["price_frames", "price_days", "price_day_intervals", "node_lists", "price_series"];

    public async Task RunAsync(string folder, string size, string kind)
    {
        var file = Path.Combine(folder, "prices.csv");
        if (!File.Exists(file))
        {
            figure($"Prices of size {size}", "left out: no prices.csv in " + folder, null);
            return;
        }
        var connection = await OpenAsync();
        await using var open = connection;
        var before = await BytesAsync(connection);
        var (import, time) = await client.ImportAsync("prices.csv", await File.ReadAllBytesAsync(file), "prices");
        var rows = import.GetProperty("rowsWritten").GetInt64();
        figure($"Import of prices, size {size}: {rows:N0} rows, {4 * rows:N0} values, from the first byte sent to completed", $"{time.TotalSeconds:F2} s, {rows / time.TotalSeconds:N0} rows/s", "125,000 rows/s");
        var cube = await BytesAsync(connection) - before;

        var (copied, copying) = await CopyAsync(connection, file);
        var plain = await ScalarAsync<long>(connection, "select pg_total_relation_size('plain')");
        figure($"\\copy of the same {copied:N0} rows, nodes as numbers already, into a plain indexed table", $"{copying.TotalSeconds:F2} s, {copied / copying.TotalSeconds:N0} rows/s", null);
        figure($"Bytes with indexes, size {size}: cube {cube:N0}, plain {plain:N0}", $"1 / {plain / (double)cube:F1}", "1 / 4");

        var markets = await ScalarAsync<string[]>(connection, $"select array_agg(distinct market) from price_frames where kind = '{kind}' and import_id = {import.GetProperty("id").GetInt32()}");
        var at = await ScalarAsync<DateTime>(connection, $"select min(at) + (max(at) - min(at)) / 2 from price_frames where kind = '{kind}' and import_id = {import.GetProperty("id").GetInt32()}");
        at = await ScalarAsync<DateTime>(connection, string.Create(CultureInfo.InvariantCulture, $"select max(at) from plain where at <= '{at:yyyy-MM-dd HH:mm:ss}Z'"));
        var node = await ScalarAsync<int>(connection, "select node from plain offset 3333 limit 1");
        await CompareAsync("One interval, all nodes, four components", () => FrameAsync(connection, markets, kind, at), () => RowsAsync(connection, "select node, total, energy, congestion, loss from plain where at = $1", at));
        var day = DateOnly.FromDateTime(at);
        await CompareAsync("One node's day, four components", () => DaysAsync(connection, node, day, day), () => RowsAsync(connection, "select at, total, energy, congestion, loss from plain where node = $1 order by at", node));
    }

    private static async Task<(long Rows, TimeSpan Time)> CopyAsync(NpgsqlConnection connection, string file)
    {
        await RunAsync(connection, Plain);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand("select code, id from nodes", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                ids[reader.GetString(0)] = reader.GetInt32(1);
        }
        // The text that \copy would read: prepared before the clock starts.
        var text = new StringBuilder();
        long rows = 0;
        var isHeader = true;
        await foreach (var line in File.ReadLinesAsync(file))
        {
            if (isHeader)
            {
                isHeader = false;
                continue;
            }
            var cells = line.Split(',');
            text.Append(CultureInfo.InvariantCulture, $"{ids[cells[0]]}\t{cells[1]}\t{cells[2]}\t{cells[3]}\t{cells[4]}\t{cells[5]}\n");
            rows++;
        }
        var watch = Stopwatch.StartNew();
        await using (var writer = await connection.BeginTextImportAsync("copy plain from stdin"))
        {
            foreach (var chunk in text.GetChunks())
                await writer.WriteAsync(chunk);
        }
        return (rows, watch.Elapsed);
    }

    private async Task CompareAsync(string what, Func<Task<int>> cube, Func<Task<int>> plain)
    {
        var (values, fast) = await TimeAsync(cube);
        var (rows, slow) = await TimeAsync(plain);
        figure($"{what}: p50 of 100, cube ({values:N0} values) against rows ({rows:N0} values)", $"{fast:F2} ms against {slow:F2} ms", null);
    }

    private static async Task<(int Values, double Milliseconds)> TimeAsync(Func<Task<int>> read)
    {
        var values = 0;
        var taken = new List<double>();
        for (var i = 0; i < 110; i++)
        {
            var began = Stopwatch.GetTimestamp();
            values = await read();
            if (i >= 10)
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return (values, Load.Percentile([.. taken], 0.5));
    }

    private static async Task<int> FrameAsync(NpgsqlConnection connection, string[] markets, string kind, DateTime at)
    {
        await using var command = new NpgsqlCommand(FrameSql, connection);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = markets }, new() { Value = kind }, new() { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz }]);
        return await UnpackAsync(command);
    }

    private static async Task<int> DaysAsync(NpgsqlConnection connection, int node, DateOnly first, DateOnly last)
    {
        await using var command = new NpgsqlCommand(DaySql, connection);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = node }, new() { Value = first }, new() { Value = last }]);
        return await UnpackAsync(command);
    }

    private static async Task<int> UnpackAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var (values, buffer) = (0, new float[16_384]);
        while (await reader.ReadAsync())
        {
            var count = PackedValues.Count(await reader.GetFieldValueAsync<byte[]>(0)) ?? 0;
            for (var c = 0; c < 4; c++)
            {
                if (await reader.IsDBNullAsync(c))
                    continue;
                PackedValues.Unpack(await reader.GetFieldValueAsync<byte[]>(c), buffer.AsSpan(0, count));
                values += count;
            }
        }
        return values;
    }

    private static async Task<int> RowsAsync(NpgsqlConnection connection, string sql, object key)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        await using var reader = await command.ExecuteReaderAsync();
        var (values, sum) = (0, 0f);
        while (await reader.ReadAsync())
        {
            for (var c = 1; c <= 4; c++)
                sum += reader.GetFloat(c);
            values += 4;
        }
        return float.IsNaN(sum) ? 0 : values;
    }

    private static async Task<long> BytesAsync(NpgsqlConnection connection) => await ScalarAsync<long>(
        connection, $"select sum(pg_total_relation_size(coalesce(t.relid, r.name::regclass)))::bigint from unnest(array['{string.Join("','", Relations)}']) r(name) left join lateral pg_partition_tree(r.name::regclass) t on true");

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The embedded server of the measured application, as who set it up.</summary>
    private async Task<NpgsqlConnection> OpenAsync()
    {
        await using var file = File.OpenRead(Path.Combine(dataDirectory, "secrets.json"));
        using var secrets = await JsonDocument.ParseAsync(file);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(dataDirectory, "postgres", "run"), Database = "grid", Username = "postgres", Password = secrets.RootElement.GetProperty("superuser").GetString(), CommandTimeout = 600,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
