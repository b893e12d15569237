using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Simulation.RealTime;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>What an incident did to the simulated system, kept: the public part, and what each plant gave more or less for whose it is.</summary>
public sealed class IncidentEffects(GridDatabase database)
{
    private const string Add = """
        insert into incident_effects (incident_id, at, computed_at, cost_with, cost_without, effect) values ($1, $2, clock_timestamp(), $3, $4, $5)
        on conflict (incident_id) do update
           set at = excluded.at, computed_at = excluded.computed_at, cost_with = excluded.cost_with, cost_without = excluded.cost_without, effect = excluded.effect
        """;

    private const string AddInterval = """
        insert into incident_effect_intervals (incident_id, at, minutes, cost_with, cost_without, price_with, price_without, lost_mw, shed_mw, emissions_kg)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (incident_id, at) do update
           set cost_with = excluded.cost_with, cost_without = excluded.cost_without, price_with = excluded.price_with, price_without = excluded.price_without,
               lost_mw = excluded.lost_mw, shed_mw = excluded.shed_mw, emissions_kg = excluded.emissions_kg
        """;

    private const string Sum = """
        select count(*)::integer, min(at), max(at + make_interval(mins => minutes)), sum(minutes) / 60.0::double precision, sum(cost_with - cost_without),
               sum((price_with - price_without) * minutes) / sum(minutes), sum(emissions_kg), sum(shed_mw * minutes) / 60
          from incident_effect_intervals where incident_id = $1 having count(*) > 0
        """;

    private const string AddPlants = """
        insert into incident_effect_plants (incident_id, plant_id, organization_id, mw_without, mw_with)
        select $1, p.id, p.organization_id, c.mw_without, c.mw_with from unnest($2::integer[], $3::float8[], $4::float8[]) c(plant_id, mw_without, mw_with) join plants p on p.id = c.plant_id
        """;

    /// <summary>What is kept of an incident, as a caller may see it; null when the simulated market has not met it.</summary>
    public async Task<EffectSummary?> OfAsync(int incidentId, Actor actor, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        EffectSummary summary;
        await using (var command = session.Command("select effect from incident_effects where incident_id = $1"))
        {
            command.Parameters.Add(new() { Value = incidentId });
            if (await command.ExecuteScalarAsync(ct) is not string json || JsonSerializer.Deserialize<EffectSummary>(json, JsonSerializerOptions.Web) is not { } kept)
            {
                return null;
            }
            summary = kept;
        }
        summary = summary with { Total = await TotalAsync(session, incidentId, ct) };
        await using var plants = session.Command("""
            select p.id, p.name, p.fuel, e.mw_without, e.mw_with from incident_effect_plants e join plants p on p.id = e.plant_id
             where e.incident_id = $1 order by abs(e.mw_with - e.mw_without) desc, p.id
            """);
        plants.Parameters.Add(new() { Value = incidentId });
        await using var reader = await plants.ExecuteReaderAsync(ct);
        var changes = new List<PlantChange>();
        while (await reader.ReadAsync(ct))
        {
            changes.Add(new PlantChange(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetDouble(3), reader.GetDouble(4)));
        }
        return summary with { Plants = changes };
    }

    internal static async Task WriteAsync(GridSession session, GridCatalogue catalogue, int incidentId, DateTimeOffset at, IncidentEffect effect, CancellationToken ct)
    {
        var summary = EffectSummary.Of(catalogue, effect);
        await RunAsync(
            session, Add, ct, new() { Value = incidentId }, new() { Value = at.UtcDateTime }, new() { Value = effect.With.Cost }, new() { Value = effect.Without.Cost },
            new() { Value = JsonSerializer.Serialize(summary, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await RunAsync(
            session, AddInterval, ct, new() { Value = incidentId }, new() { Value = at.UtcDateTime }, new() { Value = (short)summary.Minutes }, new() { Value = effect.With.Cost }, new() { Value = effect.Without.Cost },
            new() { Value = summary.PriceWith }, new() { Value = summary.PriceWithout }, new() { Value = summary.LostMw }, new() { Value = summary.ShedMw }, new() { Value = summary.EmissionsKg });
        await RunAsync(session, "delete from incident_effect_plants where incident_id = $1", ct, new NpgsqlParameter { Value = incidentId });
        var changed = effect.Replaced.Where(change => catalogue.Plants[change.Unit] is not null).Select(change => change.Unit).ToList();
        await RunAsync(
            session, AddPlants, ct, new() { Value = incidentId }, new() { Value = changed.Select(g => catalogue.Plants[g]!.Value).ToArray() },
            new() { Value = changed.Select(g => (double)effect.Without.UnitMw[g]).ToArray() }, new() { Value = changed.Select(g => (double)effect.With.UnitMw[g]).ToArray() });
    }

    private static async Task<EffectTotal?> TotalAsync(GridSession session, int incidentId, CancellationToken ct)
    {
        await using var command = session.Command(Sum);
        command.Parameters.Add(new() { Value = incidentId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new EffectTotal(
                reader.GetInt32(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetDouble(3), reader.GetDouble(4), reader.GetDouble(5), reader.GetDouble(6), reader.GetDouble(7))
            : null;
    }

    private static async Task RunAsync(GridSession session, string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(ct);
    }
}
