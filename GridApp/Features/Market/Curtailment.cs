using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>What a market's wind, sun and water offered and nobody took: public to every role, as its generation by fuel is. Known of markets that are dispatched here.</summary>
public sealed class Curtailment(GridDatabase database)
{
    private const string Rows = """
        select at, minutes, sum(curtailed_mw), sum(curtailed_mw) filter (where fuel = 'wind'), sum(curtailed_mw) filter (where fuel = 'solar'), sum(curtailed_mw) filter (where fuel = 'hydro'),
               sum(greatest(mw, 0) + curtailed_mw)
          from fuel_generation where market = $1 and kind = $2 and at >= $3 and at < $4 and curtailed_mw is not null
         group by at, minutes order by at limit $5
        """;

    /// <summary>The intervals that start in <c>[start, end)</c>.</summary>
    /// <param name="market">Whose.</param>
    /// <param name="kind"><c>DAM</c> or <c>RTM</c>.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<CurtailmentSeries>> RunAsync(
        Domain.Markets.Market market, string kind, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
        command.Parameters.Add(new NpgsqlParameter { Value = kind });
        command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var points = new List<CurtailmentPoint>();
        var lengths = new Dictionary<short, int>();
        while (await reader.ReadAsync(cancellation))
        {
            lengths.Count(reader.GetInt16(1));
            points.Add(new CurtailmentPoint(reader.GetDateTime(0), Rounded(reader, 2) ?? 0, Rounded(reader, 3), Rounded(reader, 4), Rounded(reader, 5), Rounded(reader, 6) ?? 0));
        }

        return points.Count > SeriesLimits.MostPoints ? SeriesLimits.TooManyPoints : new CurtailmentSeries
        {
            Market = market.Code, Unit = "MW", TimeZone = market.TimeZone, Kind = kind, IntervalMinutes = SeriesSource.Minutes(lengths, kind == "DAM" ? 60 : 5), Simulated = market.Simulated,
            Source = SeriesSource.Of(market.Code, market.Simulated, points.Count == 0), Points = points,
        };
    }

    /// <summary>To the kilowatt: what is behind it is left of adding up.</summary>
    private static double? Rounded(NpgsqlDataReader row, int column) => row.Number(column) is { } value ? Math.Round(value, 3) : null;
}
