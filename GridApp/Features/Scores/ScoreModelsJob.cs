using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using GridApp.Features.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Scores;

/// <summary>At 01:00 UTC: scores what every model forecast of the last days against what came. What is scored again replaces what was.</summary>
internal sealed class ScoreModelsJob(GridDatabase database, IEnumerable<IForecastModel> models, TimeProvider time) : IGridJob
{
    /// <summary>Markets correct their figures for some days.</summary>
    private const int Days = 7;

    private const string Keep = """
        insert into forecast_scores (model, target, market, lead_hours, day, mae, bias, rmae, points) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (model, target, market, lead_hours, day) do update
           set mae = excluded.mae, bias = excluded.bias, rmae = excluded.rmae, points = excluded.points, computed_at = now()
        """;

    public string Name => "score-models";

    public string? Cron => "0 0 1 * * ?";

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        var kept = 0;
        foreach (var market in await MarketsAsync(session, ct))
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
            var today = MarketDay.Of(time.GetUtcNow(), zone).Date;
            for (var day = today.AddDays(-Days); day < today; day = day.AddDays(1))
            {
                var (_, start, end) = MarketDay.Of(day, zone);
                foreach (var model in models)
                {
                    foreach (var score in Score.Of(await model.PointsAsync(session, market, start, end, ct), start))
                    {
                        await KeepAsync(session, model, market, day, score, ct);
                        kept++;
                    }
                }
            }
        }
        await session.CommitAsync(ct);
        return kept > 0 ? JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{kept} scores kept.")) : JobOutcome.Skipped("No forecast met what came.");
    }

    private static async Task<IReadOnlyList<Domain.Markets.Market>> MarketsAsync(GridSession session, CancellationToken ct)
    {
        await using var command = session.Command("select market from consumption union select market from market_prices");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var markets = new List<Domain.Markets.Market>();
        while (await reader.ReadAsync(ct))
        {
            if (MarketCatalogue.Find(reader.GetString(0)) is { } market)
            {
                markets.Add(market);
            }
        }
        return markets;
    }

    private static async Task KeepAsync(GridSession session, IForecastModel model, Domain.Markets.Market market, DateOnly day, Score score, CancellationToken ct)
    {
        await using var command = session.Command(Keep);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = model.Name }, new() { Value = model.Target }, new() { Value = market.Code }, new() { Value = score.LeadHours }, new() { Value = day },
            new() { Value = score.Mae }, new() { Value = score.Bias }, new() { Value = (object?)score.RelativeMae ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double }, new() { Value = score.Points },
        });
        await command.ExecuteNonQueryAsync(ct);
    }
}
