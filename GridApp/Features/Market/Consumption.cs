using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>Consumption of a market and its forecast over a span.</summary>
public sealed class Consumption(GridDatabase database, TimeProvider time)
{
    private const string Rows = """
        select at, minutes, actual_mw, forecast_mw, updated_at from consumption where market = $1 and at >= $2 and at < $3 order by at limit $4
        """;

    /// <summary>The intervals that start in <c>[start, end)</c>.</summary>
    /// <param name="market">Whose.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<ConsumptionSeries>> RunAsync(
        Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        await using var session = await database.OpenAsync(actor, cancellation);
        var delays = (await MarketDelays.ReadAsync(session, cancellation)).GetValueOrDefault(market.Code, PublicationDelays.None);
        var until = delays.ConsumptionUntil(time.GetUtcNow())?.UtcDateTime;

        var points = new List<ConsumptionPoint>();
        var lengths = new Dictionary<short, int>();
        DateTime? updated = null;
        await using (var command = session.Command(Rows))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
            command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new NpgsqlParameter { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var at = reader.GetDateTime(0);
                var minutes = reader.GetInt16(1);
                var actual = at.AddMinutes(minutes) > until ? null : reader.Number(2);
                var forecast = reader.Number(3);
                if (actual is null && forecast is null)
                    continue;
                points.Add(new ConsumptionPoint(at, actual, forecast));
                lengths.Count(minutes);
                updated = updated is { } newest && newest > reader.GetDateTime(4) ? newest : reader.GetDateTime(4);
            }
        }

        if (points.Count > SeriesLimits.MostPoints)
            return SeriesLimits.TooManyPoints;
        return new ConsumptionSeries
        {
            Market = market.Code, Unit = "MW", TimeZone = market.TimeZone, IntervalMinutes = SeriesSource.Minutes(lengths, market.Simulated ? 5 : 60),
            Simulated = market.Simulated, Source = SeriesSource.Of(market.Code, market.Simulated, points.Count == 0), UpdatedAt = updated, ActualUntil = until, Points = points,
            Corrections = await SeriesCorrections.OfConsumptionAsync(session, market.Code, start, end, until, cancellation),
        };
    }
}
