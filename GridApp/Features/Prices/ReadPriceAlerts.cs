using System.Globalization;
using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>What rules found, the newest first.</summary>
public sealed class ReadPriceAlerts(GridDatabase database)
{
    private const string Count = "select count(*)::integer from price_alerts";

    /// <summary>$1: how many, $2: only below this id.</summary>
    private const string Rows = """
        select a.id, a.rule_id, r.name, a.at, a.last_at, a.market, a.kind, a.component, a.unit, a.hits, a.node_id, n.code, n.name, a.worst_at, a.value, a.expected, a.score, a.raised_at
          from price_alerts a
          join price_rules r on r.id = a.rule_id
          join nodes n on n.id = a.node_id
         where a.id < $2
         order by a.id desc
         limit $1
        """;

    /// <param name="limit">Most of them.</param>
    /// <param name="before">Only those below this id.</param>
    /// <param name="actor">Any role; of the own organization.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<PriceAlertList> RunAsync(int limit, long? before, Actor actor, CancellationToken cancellation)
    {
        await using var batch = database.Read(actor).Add(Count).Add(Rows, limit + 1, before ?? long.MaxValue);
        await using var reader = await batch.ReadAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var total = reader.GetInt32(0);
        await reader.NextResultAsync(cancellation);
        var items = new List<PriceAlert>();
        while (await reader.ReadAsync(cancellation))
            items.Add(Read(reader));
        if (items.Count <= limit)
            return new PriceAlertList(items, total, null);
        items.RemoveAt(limit);
        return new PriceAlertList(items, total, items[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    private static PriceAlert Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), row.GetString(2), Moment(row, 3), Moment(row, 4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetInt32(9), row.GetInt32(10),
        row.GetString(11), row.GetString(12), Moment(row, 13), row.GetDouble(14), Maybe(row, 15), Maybe(row, 16), Moment(row, 17));

    private static DateTimeOffset Moment(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    private static double? Maybe(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
