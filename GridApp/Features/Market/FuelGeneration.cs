using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>Generation of a whole market by fuel over a span: public to every role.</summary>
public sealed class FuelGeneration(GridDatabase database)
{
    private const string Rows = """
        select at, minutes, fuel, mw from fuel_generation where market = $1 and kind = $2 and at >= $3 and at < $4 order by at limit $5
        """;

    /// <summary>The intervals that start in <c>[start, end)</c>.</summary>
    /// <param name="market">Whose.</param>
    /// <param name="kind"><c>DAM</c> or <c>RTM</c>.</param>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The first instant after.</param>
    /// <param name="actor">Any role.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<FuelGenerationSeries>> RunAsync(
        Domain.Markets.Market market, string kind, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        await using var session = await database.OpenAsync(actor, cancellation);
        var times = new List<DateTime>();
        var columns = new Dictionary<string, List<double?>>(StringComparer.Ordinal);
        var lengths = new Dictionary<short, int>();
        var values = 0;
        await using var command = session.Command(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = market.Code });
        command.Parameters.Add(new NpgsqlParameter { Value = kind });
        command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (SeriesLimits.MostPoints * 2) + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var at = reader.GetDateTime(0);
            if (times.Count == 0 || times[^1] != at)
            {
                times.Add(at);
                lengths.Count(reader.GetInt16(1));
            }

            var fuel = reader.GetString(2);
            if (!columns.TryGetValue(fuel, out var column))
                columns.Add(fuel, column = []);
            FillTo(column, times.Count - 1);
            column.Add(reader.GetDouble(3));
            values++;
        }

        if (values > SeriesLimits.MostPoints * 2)
            return SeriesLimits.TooManyPoints;
        foreach (var column in columns.Values)
            FillTo(column, times.Count);
        return new FuelGenerationSeries
        {
            Market = market.Code, Unit = "MW", TimeZone = market.TimeZone, Kind = kind, IntervalMinutes = SeriesSource.Minutes(lengths, kind == "DAM" ? 60 : 5),
            Simulated = market.Simulated, Source = SeriesSource.Of(market.Code, market.Simulated, times.Count == 0), Times = times,
            Series = [.. columns.OrderByDescending(pair => pair.Value.Sum()).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FuelColumn(pair.Key, pair.Value))],
        };
    }

    private static void FillTo(List<double?> column, int count)
    {
        while (column.Count < count)
            column.Add(null);
    }
}
