using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Scores;

/// <summary>What a market itself published: its demand forecast, or its day-ahead price as a forecast of the real-time one; and the naive forecast beside each.</summary>
internal sealed class PublishedForecast : IForecastModel
{
    private const string Demand = """
        select c.at, case when $4 then coalesce(w.actual_mw, d.actual_mw) else c.forecast_mw end, c.actual_mw, coalesce(w.actual_mw, d.actual_mw)
          from consumption c
          left join consumption w on w.market = c.market and w.at = c.at - interval '168 hours'
          left join consumption d on d.market = c.market and d.at = c.at - interval '24 hours'
         where c.market = $1 and c.at >= $2 and c.at < $3 and c.actual_mw is not null
           and case when $4 then coalesce(w.actual_mw, d.actual_mw) else c.forecast_mw end is not null and $5 <> ''
        """;

    private const string Price = """
        select c.at, case when $4 then coalesce(w.smf, d.smf) else c.ptf end, c.smf, coalesce(w.smf, d.smf)
          from market_prices c
          left join market_prices w on w.market = c.market and w.currency = c.currency and w.at = c.at - interval '168 hours'
          left join market_prices d on d.market = c.market and d.currency = c.currency and d.at = c.at - interval '24 hours'
         where c.market = $1 and c.currency = $5 and c.at >= $2 and c.at < $3 and c.smf is not null and not c.interim
           and case when $4 then coalesce(w.smf, d.smf) else c.ptf end is not null
        """;

    private readonly bool naive;

    public PublishedForecast(string target, bool naive)
    {
        this.naive = naive;
        Target = target;
        Name = naive ? "naive" : target == "price" ? "day-ahead" : "market-forecast";
    }

    public string Name { get; }

    public string Target { get; }

    public async Task<IReadOnlyList<ForecastPoint>> PointsAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        await using var command = session.Command(Target == "price" ? Price : Demand);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = market.Code }, new() { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }, new() { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = naive }, new() { Value = market.Currency },
        });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var points = new List<ForecastPoint>();
        while (await reader.ReadAsync(ct))
        {
            points.Add(new ForecastPoint(await reader.GetFieldValueAsync<DateTimeOffset>(0, ct), reader.GetDouble(1), reader.GetDouble(2), await reader.IsDBNullAsync(3, ct) ? null : reader.GetDouble(3)));
        }
        return points;
    }
}
