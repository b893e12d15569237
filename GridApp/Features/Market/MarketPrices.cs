using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>PTF and SMF of a market over a span.</summary>
public sealed class MarketPrices(GridDatabase database, TimeProvider time)
{
    private const string Rows = """
        select at, minutes, ptf, smf, interim, simulated, updated_at from market_prices
         where market = $1 and currency = $2 and at >= $3 and at < $4 order by at limit $5
        """;

    private const string CurrenciesOf = "select distinct currency from market_prices where market = $1 and at >= $2 and at < $3 order by 1";

    /// <summary>The prices of intervals that start in <c>[start, end)</c>.</summary>
    /// <param name="market">Whose.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    /// <param name="currency">ISO 4217 code; null: the market's own.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<MarketPriceSeries>> RunAsync(
        Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, string? currency, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        currency ??= market.Currency;
        await using var session = await database.OpenAsync(actor, cancellation);
        var delays = (await MarketDelays.ReadAsync(session, cancellation)).GetValueOrDefault(market.Code, PublicationDelays.None);
        var until = delays.SmfUntil(time.GetUtcNow())?.UtcDateTime;

        var points = new List<MarketPricePoint>();
        var lengths = new Dictionary<short, int>();
        DateTime? updated = null;
        await using (var command = session.Command(Rows))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
            command.Parameters.Add(new NpgsqlParameter { Value = currency });
            command.Parameters.Add(Moment(start));
            command.Parameters.Add(Moment(end));
            command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var at = reader.GetDateTime(0);
                var minutes = reader.GetInt16(1);
                var ptf = reader.Number(2);
                var smf = at.AddMinutes(minutes) > until ? null : reader.Number(3);
                if (ptf is null && smf is null)
                    continue;
                points.Add(new MarketPricePoint(at, ptf, smf, reader.GetBoolean(4)));
                lengths.Count(minutes);
                updated = updated is { } newest && newest > reader.GetDateTime(6) ? newest : reader.GetDateTime(6);
            }
        }

        if (points.Count > SeriesLimits.MostPoints)
            return SeriesLimits.TooManyPoints;
        return new MarketPriceSeries
        {
            Market = market.Code, Unit = PriceUnit.Of(currency), Currency = currency, Currencies = await CurrenciesAsync(session, market, start, end, cancellation),
            TimeZone = market.TimeZone, IntervalMinutes = SeriesSource.Minutes(lengths, 60), Simulated = market.Simulated,
            Source = SeriesSource.Of(market.Code, market.Simulated, points.Count == 0), UpdatedAt = updated, SmfUntil = until, Points = points,
            Corrections = await SeriesCorrections.OfPricesAsync(session, market.Code, currency, start, end, until, cancellation),
        };
    }

    private static async Task<IReadOnlyList<string>> CurrenciesAsync(
        GridSession session, Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellation)
    {
        var currencies = new List<string>();
        await using var command = session.Command(CurrenciesOf);
        command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
        command.Parameters.Add(Moment(start));
        command.Parameters.Add(Moment(end));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            currencies.Add(reader.GetString(0));
        return currencies;
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
