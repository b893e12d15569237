using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>What is out of service at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Total">Incidents that take something.</param>
/// <param name="ByType">Incidents by type code, every code named.</param>
/// <param name="AffectedMw">MW out, as published: on one plant more may be out than it has.</param>
/// <param name="MwByType">MW out by type code, every code named.</param>
/// <param name="ByFuel">By fuel of the plants, most MW first; lines are in none.</param>
public sealed record IncidentStatsItem(
    DateTimeOffset At, int Total, IReadOnlyDictionary<string, int> ByType, double AffectedMw, IReadOnlyDictionary<string, double> MwByType, IReadOnlyList<IncidentFuelItem> ByFuel);

/// <summary>What is out of one fuel.</summary>
/// <param name="Fuel">Fuel code.</param>
/// <param name="Count">Incidents.</param>
/// <param name="AffectedMw">MW out.</param>
public sealed record IncidentFuelItem(string Fuel, int Count, double AffectedMw);

/// <summary>Counts and sums what is out. What it reads is public, so everybody gets the same.</summary>
public sealed class IncidentStats(GridDatabase database, TimeProvider time)
{
    private const string Query = """
        select s.type, p.fuel, count(distinct s.incident_id)::integer, sum(s.affected_mw)
          from incident_segments_at($1, null, $2) s
          left join plants p on p.id = s.plant_id
          left join lines l on l.id = s.line_id
         where ($3::text[] is null or (case when s.line_id is null then p.market else l.market end) = any($3))
           and ($4::boolean is null or coalesce(p.simulated, l.simulated) = $4)
         group by s.type, p.fuel
        """;

    /// <param name="at">The moment; null for now.</param>
    /// <param name="markets">Market codes; empty for all.</param>
    /// <param name="simulated">Only simulated (true) or only real ones (false); null for both.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IncidentStatsItem> AtAsync(DateTimeOffset? at, IReadOnlyList<string> markets, bool? simulated, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow().ToUniversalTime();
        DateTimeOffset moment = at?.ToUniversalTime() ?? now;
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = markets.Count == 0 ? null : [.. markets] });
        command.Parameters.Add(new NpgsqlParameter<bool?> { TypedValue = simulated });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var types = Domain.Incidents.IncidentTypeCodes.All.ToDictionary(type => type, _ => (Count: 0, Mw: 0.0), StringComparer.Ordinal);
        var fuels = new Dictionary<string, (int Count, double Mw)>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            (int count, double mw) = (reader.GetInt32(2), reader.GetDouble(3));
            string type = reader.GetString(0);
            types[type] = (types[type].Count + count, types[type].Mw + mw);
            if (IncidentRows.Text(reader, 1) is { } fuel)
            {
                (int known, double knownMw) = fuels.GetValueOrDefault(fuel);
                fuels[fuel] = (known + count, knownMw + mw);
            }
        }

        return new IncidentStatsItem(
            moment,
            types.Values.Sum(type => type.Count),
            types.ToDictionary(type => type.Key, type => type.Value.Count, StringComparer.Ordinal),
            types.Values.Sum(type => type.Mw),
            types.ToDictionary(type => type.Key, type => type.Value.Mw, StringComparer.Ordinal),
            [.. fuels.Select(fuel => new IncidentFuelItem(fuel.Key, fuel.Value.Count, fuel.Value.Mw)).OrderByDescending(fuel => fuel.AffectedMw).ThenBy(fuel => fuel.Fuel, StringComparer.Ordinal)]);
    }
}
