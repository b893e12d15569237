using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Replay;

/// <summary>Flows of the simulated grid over a span, two bytes a line and interval ("GRF1"; the layout stands in the OpenAPI description).</summary>
public sealed class ReplayFlows(GridDatabase database)
{
    public const string MediaType = "application/octet-stream";

    private const string Rows = "select at, minutes, line_ids, flow_mw from grid_intervals where market = $1 and kind = $2 and at >= $3 and at < $4 order by at";

    /// <summary>Finer than a tenth of a megawatt is nobody's to see on a map.</summary>
    private const double Finest = 0.1;

    private const short None = short.MinValue;

    /// <summary>The answer in bytes.</summary>
    internal async Task<byte[]> RunAsync(ReplayQuestion question, string kind, Actor actor, CancellationToken ct)
    {
        var (times, minutes, rows) = (new List<DateTime>(), new List<int>(), new List<(int[] Lines, float[] Flows)>());
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(Rows);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = question.Market.Code }, new() { Value = kind == "DAM" ? kind : "RTM" }, Moment(question.Start), Moment(question.End),
        ]);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                times.Add(reader.GetDateTime(0));
                minutes.Add(reader.GetInt16(1));
                rows.Add((await reader.GetFieldValueAsync<int[]>(2, ct), MemoryMarshal.Cast<byte, float>(await reader.GetFieldValueAsync<byte[]>(3, ct)).ToArray()));
            }
        }

        // Intervals of different runs may name their lines in another order.
        var lines = rows.SelectMany(row => row.Lines).Distinct().Order().ToArray();
        var places = lines.Index().ToDictionary(line => line.Item, line => line.Index);
        var values = new double[rows.Count][];
        for (var i = 0; i < rows.Count; i++)
        {
            values[i] = new double[lines.Length];
            Array.Fill(values[i], double.NaN);
            for (var line = 0; line < Math.Min(rows[i].Lines.Length, rows[i].Flows.Length); line++)
                values[i][places[rows[i].Lines[line]]] = rows[i].Flows[line];
        }

        return question.IsCoarse ? Hours(question, lines, times, minutes, values) : Pack(question, lines, times, minutes, values);
    }

    private static byte[] Hours(ReplayQuestion question, int[] lines, List<DateTime> times, List<int> minutes, double[][] values)
    {
        var hours = HourlyMean.Group(times);
        var lengths = minutes.ToArray();
        var means = hours.Select(hour => lines.Select((_, line) =>
            HourlyMean.Of([.. values.Skip(hour.First).Take(hour.Count).Select(row => row[line])], lengths.AsSpan(hour.First, hour.Count))).ToArray()).ToArray();
        return Pack(question, lines, [.. hours.Select(hour => hour.Hour)], [.. hours.Select(_ => 60)], means);
    }

    private static byte[] Pack(ReplayQuestion question, int[] lines, List<DateTime> times, List<int> minutes, double[][] values)
    {
        var most = values.SelectMany(row => row).Where(value => !double.IsNaN(value)).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var scale = Math.Max(Finest, most / short.MaxValue);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new Header(1, question.Start, lines, [.. times.Select(at => (long)(at - question.Start.UtcDateTime).TotalMilliseconds)], minutes, scale), JsonSerializerOptions.Web);
        var padded = (header.Length + 7) / 8 * 8;
        var bytes = new byte[8 + padded + (2 * lines.Length * values.Length)];
        "GRF1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)padded);
        header.CopyTo(bytes, 8);
        bytes.AsSpan(8 + header.Length, padded - header.Length).Fill((byte)' ');
        var numbers = MemoryMarshal.Cast<byte, short>(bytes.AsSpan(8 + padded));
        for (var i = 0; i < values.Length; i++)
        {
            for (var line = 0; line < lines.Length; line++)
                numbers[(i * lines.Length) + line] = double.IsNaN(values[i][line]) ? None : (short)Math.Clamp(Math.Round(values[i][line] / scale), -short.MaxValue, short.MaxValue);
        }

        return bytes;
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private sealed record Header(int Version, DateTimeOffset Start, IReadOnlyList<int> Lines, IReadOnlyList<long> At, IReadOnlyList<int> Minutes, double Scale);
}
