using System.Data;
using System.Runtime.CompilerServices;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Prices;

/// <summary>Many nodes over time, streamed: market by market, node by node, day by day, out of one state of the database.</summary>
public sealed class ReadBulkPrices(GridDatabase database)
{
    private const string Intervals = """
        select i.series_id, i.day, i.seconds, i.minutes from price_day_intervals i
         where i.series_id in (select id from price_series where market = $1 and kind = $2) and i.day >= $3 and i.day <= $4
        """;

    private const string Days = $"""
        select d.series_id, d.node_id, d.day, {NodeDay.ValueColumns} from price_days d
         where d.series_id = any($1) and d.day >= $2 and d.day <= $3 and ($4::int[] is null or d.node_id = any($4))
         order by d.node_id, d.day, array_position($1, d.series_id)
        """;

    private const string OneSeries = $"""
        select d.series_id, d.node_id, d.day, {NodeDay.ValueColumns} from price_days d
         where d.series_id = $1 and d.day >= $2 and d.day <= $3 and ($4::int[] is null or d.node_id = any($4))
         order by d.series_id, d.node_id, d.day
        """;

    /// <summary>The points of each node and UTC day. What is given is valid until the next is asked for.</summary>
    /// <param name="question">What is asked, its nodes known.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async IAsyncEnumerable<(CatalogueNode Node, PricePoints Points)> RunAsync(
        BulkQuestion question, NodeSnapshot nodes, Actor actor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, IsolationLevel.RepeatableRead, cancellation);
        var chosen = question.Nodes.Select(nodes.Find).OfType<CatalogueNode>().ToList();
        var markets = question.Markets.Count > 0
            ? question.Markets.Select(market => market.Code)
            : chosen.Select(node => node.Market).Distinct();
        var points = new PricePoints();
        foreach (var market in markets.Order(StringComparer.Ordinal))
        {
            int[]? ids = question.Nodes.Count == 0 ? null : [.. chosen.Where(node => node.Market == market).Select(node => node.Id)];
            if (ids is { Length: 0 })
                continue;
            var series = await SeriesAsync(session, market, question.Kind, cancellation);
            if (series.Length == 0)
                continue;
            var intervals = await IntervalsAsync(session, market, question, cancellation);

            await using var command = session.Command(series.Length == 1 ? OneSeries : Days);
            command.Parameters.Add(series.Length == 1 ? new NpgsqlParameter { Value = series[0] } : new NpgsqlParameter { Value = series });
            command.Parameters.Add(new NpgsqlParameter { Value = First(question) });
            command.Parameters.Add(new NpgsqlParameter { Value = Last(question) });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var owners = new List<NodeDay>(1);
            while (await reader.ReadAsync(cancellation))
            {
                var (of, node, day) = (reader.GetInt16(0), reader.GetInt32(1), reader.Value<DateOnly>(2));
                if (!intervals.TryGetValue((of, day), out var interval))
                    continue;
                var stored = new NodeDay(node, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), interval.Seconds, interval.Minutes, NodeDay.ReadValues(reader, 3));
                if (owners.Count > 0 && (owners[0].NodeId != stored.NodeId || owners[0].Day != stored.Day))
                {
                    if (Whole(owners) is { } known)
                        yield return (known, points);
                    owners.Clear();
                }
                owners.Add(stored);
            }
            if (owners.Count > 0 && Whole(owners) is { } last)
                yield return (last, points);
        }

        CatalogueNode? Whole(List<NodeDay> owners)
        {
            points.Clear();
            NodeDays.Add(points, owners, question.Start, question.End);
            return points.Count == 0 ? null : nodes.Find(owners[0].NodeId);
        }
    }

    private static DateOnly First(BulkQuestion question) => DateOnly.FromDateTime(question.Start);

    private static DateOnly Last(BulkQuestion question) => DateOnly.FromDateTime(question.End.AddTicks(-1));

    /// <summary>A market's series of a kind, its own first.</summary>
    private static async Task<short[]> SeriesAsync(GridSession session, string market, string kind, CancellationToken cancellation)
    {
        await using var command = session.Command("select id from price_series where market = $1 and kind = $2 order by coalesce(organization_id, 0)");
        command.Parameters.Add(new NpgsqlParameter { Value = market });
        command.Parameters.Add(new NpgsqlParameter { Value = kind });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var series = new List<short>(1);
        while (await reader.ReadAsync(cancellation))
            series.Add(reader.GetInt16(0));
        return [.. series];
    }

    private static async Task<Dictionary<(short Series, DateOnly Day), (int[] Seconds, short[] Minutes)>> IntervalsAsync(
        GridSession session, string market, BulkQuestion question, CancellationToken cancellation)
    {
        await using var command = session.Command(Intervals);
        foreach (var value in (object[])[market, question.Kind, First(question), Last(question)])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var intervals = new Dictionary<(short, DateOnly), (int[], short[])>();
        while (await reader.ReadAsync(cancellation))
            intervals.Add((reader.GetInt16(0), reader.Value<DateOnly>(1)), (reader.Value<int[]>(2), reader.Value<short[]>(3)));
        return intervals;
    }
}
