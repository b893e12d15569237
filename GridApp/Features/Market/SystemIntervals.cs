using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>What a market's dispatch did as a whole, interval by interval: known of markets that are dispatched here.</summary>
public sealed class SystemIntervals(GridDatabase database)
{
    /// <summary>Real time beside the day-ahead hour that holds it; hours that are to come have only the latter. $1: market, $2 and $3: the span, $4: at most so many.</summary>
    private const string Rows = """
        with real as (
            select at, minutes, price, intensity, computed_at from grid_intervals where market = $1 and kind = 'RTM' and at >= $2 and at < $3),
        ahead as (
            select at, minutes, price, intensity, computed_at from grid_intervals where market = $1 and kind = 'DAM' and at >= $2 - interval '1 hour' and at < $3),
        newest as (select coalesce(max(at + make_interval(mins => minutes)), '-infinity') as until from real)
        select r.at, r.minutes, r.price, a.price, r.intensity, a.intensity, r.computed_at
          from real r left join ahead a on a.at = date_bin('1 hour', r.at, timestamptz '2000-01-01 00:00Z')
        union all
        select s.at, 5::smallint, null, a.price, null, a.intensity, a.computed_at
          from ahead a cross join newest n cross join lateral generate_series(a.at, a.at + interval '55 minutes', interval '5 minutes') s(at)
         where s.at >= n.until and s.at >= $2 and s.at < $3
         order by 1 limit $4
        """;

    /// <summary>System prices of intervals that start in <c>[start, end)</c>.</summary>
    public async Task<Outcome<RealTimePriceSeries>> PricesAsync(Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        var read = await ReadAsync(market, start, end, actor, cancellation);
        return read is null ? SeriesLimits.TooManyPoints : new RealTimePriceSeries
        {
            Market = market.Code, Unit = PriceUnit.Of(market.Currency), TimeZone = market.TimeZone, IntervalMinutes = read.Minutes, Simulated = market.Simulated,
            Source = SeriesSource.Of(market.Code, market.Simulated, read.Rows.Count == 0), UpdatedAt = read.UpdatedAt,
            Points = [.. read.Rows.Select(row => new RealTimePricePoint(row.At, row.Price, row.DayAhead))],
        };
    }

    /// <summary>Carbon intensity of intervals that start in <c>[start, end)</c>.</summary>
    public async Task<Outcome<CarbonSeries>> CarbonAsync(Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        var read = await ReadAsync(market, start, end, actor, cancellation);
        return read is null ? SeriesLimits.TooManyPoints : new CarbonSeries
        {
            Market = market.Code, Unit = "gCO2/kWh", TimeZone = market.TimeZone, IntervalMinutes = read.Minutes, Simulated = market.Simulated, Method = "direct",
            Source = SeriesSource.Of(market.Code, market.Simulated, read.Rows.Count == 0), UpdatedAt = read.UpdatedAt,
            Points = [.. read.Rows.Select(row => new CarbonPoint(row.At, row.Intensity, row.Scheduled))],
        };
    }

    /// <summary>Null when there are too many.</summary>
    private async Task<Read?> ReadAsync(Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
        command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Row>();
        var lengths = new Dictionary<short, int>();
        DateTime? updated = null;
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new Row(reader.GetDateTime(0), reader.Number(2), reader.Number(3), reader.Number(4), reader.Number(5)));
            lengths.Count(reader.GetInt16(1));
            updated = updated is { } newest && newest > reader.GetDateTime(6) ? newest : reader.GetDateTime(6);
        }

        return rows.Count > SeriesLimits.MostPoints ? null : new Read(rows, SeriesSource.Minutes(lengths, 5), updated);
    }

    private sealed record Read(List<Row> Rows, int Minutes, DateTime? UpdatedAt);

    private readonly record struct Row(DateTime At, double? Price, double? DayAhead, double? Intensity, double? Scheduled);
}
