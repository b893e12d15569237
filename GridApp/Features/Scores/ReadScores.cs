using GridApp.Data;

namespace GridApp.Features.Scores;

/// <summary>How good a model was over some days, by market and lead time.</summary>
/// <param name="LeadHours">The fewest hours ahead of the band of six.</param>
/// <param name="Mae">Mean absolute error: MW, or the market's currency per MWh.</param>
/// <param name="Bias">Positive where too much was forecast.</param>
/// <param name="RelativeMae">Against the naive forecast; below one is better.</param>
/// <param name="Days">Days that are scored.</param>
public sealed record ModelScore(string Target, string Market, string Model, int LeadHours, double Mae, double Bias, double? RelativeMae, int Days);

/// <summary>Scores of the last thirty days.</summary>
public sealed class ReadScores(GridDatabase database, TimeProvider time)
{
    public const int Days = 30;

    /// <summary>The relative error is that of all days together: a mean of the days' own would be ruled by days on which nothing happened and naive was nearly right.</summary>
    private const string Query = """
        select target, market, model, lead_hours, sum(mae * points) / sum(points), sum(bias * points) / sum(points),
               sum(mae * points) filter (where rmae > 0) / sum(mae / rmae * points) filter (where rmae > 0), count(*)::integer
          from forecast_scores where day >= $1 group by 1, 2, 3, 4 order by 1, 2, 3, 4
        """;

    public async Task<IReadOnlyList<ModelScore>> AllAsync(Actor actor, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(Query);
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-Days) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var scores = new List<ModelScore>();
        while (await reader.ReadAsync(ct))
        {
            scores.Add(new ModelScore(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetDouble(4), reader.GetDouble(5),
                await reader.IsDBNullAsync(6, ct) ? null : reader.GetDouble(6), reader.GetInt32(7)));
        }
        return scores;
    }
}
