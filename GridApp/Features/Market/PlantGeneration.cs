using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Market;

/// <summary>Generation of one plant over a span: its organization's, unless it came from public files.</summary>
public sealed class PlantGeneration(GridDatabase database, TimeProvider time)
{
    private const string Rows = """
        select at, minutes, planned_mw, actual_mw, settlement_mw, updated_at from generation where plant_id = $1 and at >= $2 and at < $3 order by at limit $4
        """;

    /// <summary>The intervals that start in <c>[start, end)</c>; their points are null when they are not the actor's to see.</summary>
    public async Task<Outcome<PlantGenerationSeries>> RunAsync(int plantId, DateTimeOffset start, DateTimeOffset end, Actor actor, CancellationToken cancellation)
    {
        if (SeriesLimits.Check(start, end) is { } fault)
            return fault;
        await using var session = await database.OpenAsync(actor, cancellation);
        if (await PlantAsync(session, plantId, cancellation) is not { } plant)
            return new NotFound(FormattableString.Invariant($"There is no plant {plantId}."));

        var zone = MarketDelays.ZoneOf(plant.Market);
        var head = new PlantGenerationSeries
        {
            PlantId = plantId, Market = plant.Market, Unit = "MW", TimeZone = zone == TimeZoneInfo.Utc ? "Etc/UTC" : zone.Id,
            IntervalMinutes = 60, Simulated = plant.Simulated, Points = null,
        };
        var isPublic = plant is { OrganizationId: null, Simulated: false };
        if (!actor.SeesAll && !isPublic && (plant.OrganizationId is null || plant.OrganizationId != actor.OrganizationId))
            return head;

        var delays = await MarketDelays.ReadAsync(session, cancellation);
        var until = plant.Market is not null && delays.TryGetValue(plant.Market, out var delay) ? delay.SettlementUntil(time.GetUtcNow(), zone)?.UtcDateTime : null;
        var points = new List<GenerationPoint>();
        var lengths = new Dictionary<short, int>();
        DateTime? updated = null;
        await using var command = session.Command(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = plantId });
        command.Parameters.Add(new NpgsqlParameter { Value = start.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = end.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesLimits.MostPoints + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var at = reader.GetDateTime(0);
            var minutes = reader.GetInt16(1);
            points.Add(new GenerationPoint(at, reader.Number(2), reader.Number(3), at.AddMinutes(minutes) > until ? null : reader.Number(4)));
            lengths.Count(minutes);
            updated = updated is { } newest && newest > reader.GetDateTime(5) ? newest : reader.GetDateTime(5);
        }

        if (points.Count > SeriesLimits.MostPoints)
            return SeriesLimits.TooManyPoints;
        return head with
        {
            IntervalMinutes = SeriesSource.Minutes(lengths, plant.Simulated ? 5 : 60), Points = points, UpdatedAt = updated,
            Source = SeriesSource.Of(null, plant.Simulated, points.Count == 0),
        };
    }

    private static async Task<(string? Market, int? OrganizationId, bool Simulated)?> PlantAsync(GridSession session, int plantId, CancellationToken cancellation)
    {
        await using var command = session.Command("select market, organization_id, simulated from plants where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = plantId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (reader.Text(0), reader.Whole(1), reader.GetBoolean(2))
            : null;
    }
}
