using GridApp.Data;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>What stood in a series before it was corrected, from the history that the tables' triggers keep.</summary>
internal static class SeriesCorrections
{
    /// <summary>So many are told with an answer, the latest first.</summary>
    public const int Most = 1000;

    /// <summary>$1: market, $2: currency, $3 and $4: the span, $5: at most so many.</summary>
    private static readonly string Prices = Query("market_price_history", "market_prices", "currency = $2", ("ptf", "ptf"), ("smf", "smf"));

    private static readonly string Loads = Query("consumption_history", "consumption", "$2 <> ''", ("actual", "actual_mw"), ("forecast", "forecast_mw"));

    public static Task<IReadOnlyList<SeriesCorrection>> OfPricesAsync(
        GridSession session, string market, string currency, DateTimeOffset start, DateTimeOffset end, DateTime? smfUntil, CancellationToken ct) =>
        ReadAsync(session, Prices, market, currency, start, end, "smf", smfUntil, ct);

    public static Task<IReadOnlyList<SeriesCorrection>> OfConsumptionAsync(
        GridSession session, string market, DateTimeOffset start, DateTimeOffset end, DateTime? actualUntil, CancellationToken ct) =>
        ReadAsync(session, Loads, market, "MW", start, end, "actual", actualUntil, ct);

    /// <param name="held">The value that the market publishes late.</param>
    /// <param name="until">Of intervals that end later it is not published yet; null: nothing is held back.</param>
    private static async Task<IReadOnlyList<SeriesCorrection>> ReadAsync(
        GridSession session, string sql, string market, string currency, DateTimeOffset start, DateTimeOffset end, string held, DateTime? until, CancellationToken ct)
    {
        await using var command = session.Command(sql);
        command.Parameters.Add(new() { Value = market });
        command.Parameters.Add(new() { Value = currency });
        command.Parameters.Add(new() { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = Most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var corrections = new List<SeriesCorrection>();
        while (await reader.ReadAsync(ct))
        {
            var (at, value) = (reader.GetDateTime(0), reader.GetString(2));
            if (value == held && at.AddMinutes(reader.GetInt16(1)) > until)
                continue;
            corrections.Add(new SeriesCorrection(at, value, reader.GetDouble(3), reader.Number(4), reader.GetDateTime(5)));
        }

        return corrections;
    }

    /// <summary>Each version beside the one that followed it; the last of them is what stands now.</summary>
    private static string Query(string history, string table, string currency, params ReadOnlySpan<(string Name, string Column)> values)
    {
        var columns = string.Join(", ", values.ToArray().Select(value => value.Column));
        var next = string.Join(", ", values.ToArray().Select(value => $"lead({value.Column}) over w as next_{value.Column}"));
        var rows = string.Join(", ", values.ToArray().Select(value => $"('{value.Name}', v.{value.Column}, v.next_{value.Column})"));
        return $"""
            with old as (select at, minutes, id, known_to, {columns} from {history} where market = $1 and {currency} and at >= $3 and at < $4),
            versions as (
                select * from old
                union all
                select t.at, t.minutes, null, null, {columns} from {table} t where market = $1 and {currency} and at >= $3 and at < $4 and at in (select at from old)),
            told as (select at, minutes, id, known_to, {columns}, {next} from versions window w as (partition by at order by id nulls last))
            select v.at, v.minutes, one.name, one.before, one.after, v.known_to
              from told v cross join lateral (values {rows}) one(name, before, after)
             where v.id is not null and one.before is not null and one.before is distinct from one.after
             order by v.id desc, one.name limit $5
            """;
    }
}
