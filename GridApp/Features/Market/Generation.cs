using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>Planned, actual and settled generation of the plants whose generation the actor may see.</summary>
public sealed class Generation(GridDatabase database, TimeProvider time)
{
    /// <summary>Adds up what is asked for.</summary>
    public async Task<Outcome<GenerationSeries>> RunAsync(GenerationQuestion question, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(question.Start, question.End) is { } fault)
            return fault;
        await using var session = await database.OpenAsync(actor, cancellation);
        var kinds = await OverviewAsync(session, question, cancellation);
        if (kinds.Count == 0)
            return Empty(question);

        // Sorted: real before simulated.
        var kind = kinds[0];
        var groups = await SumsAsync(session, question, kind, cancellation);
        if (groups is null)
            return SeriesLimits.TooManyPoints;
        var markets = kind.Markets.Where(market => market.Length > 0).ToList();
        var market = markets.Count == 1 && kind.Markets.Length == 1 ? markets[0] : null;
        var names = await NamesAsync(session, question.By, [.. groups.Keys], cancellation);
        return new GenerationSeries
        {
            Market = market, Unit = "MW", TimeZone = market is null ? "Etc/UTC" : MarketDelays.ZoneOf(market).Id, IntervalMinutes = kind.MostMinutes, Simulated = kind.Simulated,
            Source = SeriesSource.Of(null, kind.Simulated, isEmpty: false), UpdatedAt = kind.UpdatedAt, By = Word(question.By), Plants = kind.Plants,
            LeftOut = kinds.Count > 1 ? "simulated" : null, Points = Total(groups.Values),
            Groups = question.By == GenerationGrouping.Total ? [] :
            [
                .. groups.Select(pair => Group(pair.Key, pair.Value)).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase).ThenBy(group => group.Key, StringComparer.Ordinal),
            ],
        };

        GenerationGroup Group(string key, List<GenerationPoint> points)
        {
            var (name, fuel) = names.GetValueOrDefault(key, (key, null));
            return new GenerationGroup(key, name, fuel, points);
        }
    }

    /// <summary>Whether the answer would be of simulated plants: what <see cref="GenerationQuestion.Simulated"/> leaves open, decided for the whole span.</summary>
    public async Task<bool> IsSimulatedAsync(GenerationQuestion question, Actor actor, CancellationToken cancellation)
    {
        if (question.Simulated is { } said)
            return said;
        await using var session = await database.OpenAsync(actor, cancellation);
        return await OverviewAsync(session, question, cancellation) is [{ Simulated: true }, ..];
    }

    private static GenerationSeries Empty(GenerationQuestion question) => new()
    {
        Market = question.Markets.Count == 1 ? question.Markets[0] : null, Unit = "MW",
        TimeZone = question.Markets.Count == 1 ? MarketDelays.ZoneOf(question.Markets[0]).Id : "Etc/UTC", IntervalMinutes = 60,
        Simulated = question.Simulated ?? false, By = Word(question.By), Plants = 0, Points = [], Groups = [],
    };

    private static async Task<List<Kind>> OverviewAsync(GridSession session, GenerationQuestion question, CancellationToken cancellation)
    {
        var kinds = new List<Kind>(2);
        await using var command = session.Command(GenerationSql.Overview);
        command.Parameters.AddRange(GenerationSql.Filter(question).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)question.Simulated ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            kinds.Add(new Kind(
                reader.GetBoolean(0), reader.GetInt16(1), reader.GetInt16(2), (int)reader.GetInt64(3), (string[])reader.GetValue(4), reader.GetDateTime(5)));
        }

        return kinds;
    }

    /// <summary>Points by group, or null when there are too many.</summary>
    private async Task<SortedDictionary<string, List<GenerationPoint>>?> SumsAsync(GridSession session, GenerationQuestion question, Kind kind, CancellationToken cancellation)
    {
        var (markets, until) = MarketDelays.SettlementBounds(await MarketDelays.ReadAsync(session, cancellation), time.GetUtcNow());
        var groups = new SortedDictionary<string, List<GenerationPoint>>(StringComparer.Ordinal);
        var count = 0;
        await using var command = session.Command(GenerationSql.Sums(question.By, kind.LeastMinutes == kind.MostMinutes));
        command.Parameters.AddRange(GenerationSql.Filter(question).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = kind.Simulated });
        command.Parameters.Add(new NpgsqlParameter { Value = markets });
        command.Parameters.Add(new NpgsqlParameter { Value = until, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (int)kind.MostMinutes });
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var key = reader.GetString(0);
            if (!groups.TryGetValue(key, out var points))
                groups.Add(key, points = []);
            points.Add(new GenerationPoint(reader.GetDateTime(1), reader.Number(2), reader.Number(3), reader.Number(4)));
            count++;
        }

        return count > SeriesLimits.MostPoints ? null : groups;
    }

    /// <summary>Name and fuel by key.</summary>
    private static async Task<Dictionary<string, (string Name, string? Fuel)>> NamesAsync(
        GridSession session, GenerationGrouping by, string[] keys, CancellationToken cancellation)
    {
        var names = new Dictionary<string, (string, string?)>(StringComparer.Ordinal);
        switch (by)
        {
            case GenerationGrouping.Fuel:
                foreach (var key in keys)
                    names[key] = (key, key);
                return names;
            case GenerationGrouping.Total:
                return names;
        }

        await using var command = session.Command(by == GenerationGrouping.Plant
            ? "select id, name, fuel from plants where id = any($1)"
            : "select id, name, null::text from organization_names() where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Where(key => key.Length > 0).Select(key => int.Parse(key, CultureInfo.InvariantCulture)).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            names[reader.GetInt32(0).ToString(CultureInfo.InvariantCulture)] = (reader.GetString(1), reader.Text(2));
        return names;
    }

    private static List<GenerationPoint> Total(SortedDictionary<string, List<GenerationPoint>>.ValueCollection groups)
    {
        if (groups.Count == 1)
            return groups.First();
        var sums = new SortedDictionary<DateTime, GenerationPoint>();
        foreach (var point in groups.SelectMany(points => points))
        {
            var sum = sums.GetValueOrDefault(point.At, new GenerationPoint(point.At, null, null, null));
            sums[point.At] = new GenerationPoint(point.At, Add(sum.Planned, point.Planned), Add(sum.Actual, point.Actual), Add(sum.Settlement, point.Settlement));
        }

        return [.. sums.Values];
    }

    /// <summary>The sum of what is known.</summary>
    private static double? Add(double? left, double? right) => left is null ? right : right is null ? left : left + right;

    private static string Word(GenerationGrouping by) => by switch
    {
        GenerationGrouping.Plant => "plant",
        GenerationGrouping.Fuel => "fuel",
        GenerationGrouping.Organization => "organization",
        _ => "total",
    };

    private sealed record Kind(bool Simulated, short LeastMinutes, short MostMinutes, int Plants, string[] Markets, DateTime UpdatedAt);
}
