using System.Globalization;
using System.Runtime.InteropServices;
using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Geography;

/// <summary>What flowed over the lines of the simulated grids in the interval that covers a moment.</summary>
/// <param name="At">Start of the newest of these intervals, UTC; null when there is none.</param>
/// <param name="Kind">Of which market it is: <c>RTM</c>, or <c>DAM</c> where real time has not come.</param>
/// <param name="Mark">Changes when the interval, or what it says, does.</param>
/// <param name="MwByLine">MW by line; positive away from its first node.</param>
public sealed record GridFlows(DateTimeOffset? At, string? Kind, string Mark, IReadOnlyDictionary<int, float> MwByLine)
{
    /// <summary>None.</summary>
    public static GridFlows None { get; } = new(null, null, "", new Dictionary<int, float>());

    /// <summary>An interval is an hour long at most.</summary>
    private const string Newest = """
        select distinct on (market) market, kind, at, computed_at, line_ids, flow_mw
          from grid_intervals
         where market = any($1) and kind in ('RTM', 'DAM') and at <= $2 and at > $2 - interval '1 hour' and at + make_interval(mins => minutes) > $2
         order by market, kind desc, at desc
        """;

    /// <summary>The flows of some markets at a moment.</summary>
    internal static async Task<GridFlows> ReadAsync(GridDatabase database, string[] markets, DateTimeOffset at, CancellationToken ct)
    {
        if (markets.Length == 0)
            return None;
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(Newest);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = markets });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        GridFlows flows = None;
        var byLine = new Dictionary<int, float>();
        while (await reader.ReadAsync(ct))
            flows = With(flows, byLine, reader);

        return flows;
    }

    private static GridFlows With(GridFlows flows, Dictionary<int, float> byLine, NpgsqlDataReader row)
    {
        Add(byLine, row.GetFieldValue<int[]>(4), row.GetFieldValue<byte[]>(5));
        var start = row.GetFieldValue<DateTimeOffset>(2);
        string mark = string.Create(CultureInfo.InvariantCulture, $"{flows.Mark}.{row.GetString(1)}{start.Ticks / TimeSpan.TicksPerMinute:x}{row.GetFieldValue<DateTimeOffset>(3).Ticks:x}");
        return flows.At >= start ? flows with { Mark = mark } : new GridFlows(start, row.GetString(1), mark, byLine);
    }

    /// <summary>As Features/Simulation writes it: float32, little-endian, in the order of the lines.</summary>
    private static void Add(Dictionary<int, float> byLine, int[] lines, byte[] packed)
    {
        ReadOnlySpan<float> mw = MemoryMarshal.Cast<byte, float>(packed);
        for (int i = 0; i < lines.Length && i < mw.Length; i++)
        {
            if (float.IsFinite(mw[i]))
                byLine[lines[i]] = mw[i];
        }
    }
}
