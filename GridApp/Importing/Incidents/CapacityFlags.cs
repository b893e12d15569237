using GridApp.Data;
using GridApp.Domain.Incidents;

namespace GridApp.Importing.Incidents;

/// <summary>Says of imported incidents whether more is out of their plants than there is, at some instant, all incidents of the plant together.</summary>
internal static class CapacityFlags
{
    private const string Others = """
        select s.incident_id, p.code, s.start_at, s.end_at, s.affected_mw, i.over_capacity, i.source_key is not null
          from incident_segments s
          join incidents i on i.id = s.incident_id
          join plants p on p.id = s.plant_id
         where s.plant_id = any($1) and s.known_to is null and i.id <> all($2)
        """;

    private const string Flag = """
        update incidents i set over_capacity = f.over from unnest($1, $2) as f (id, over) where i.id = f.id
        """;

    /// <summary>Sets the plans' flags, and finds the incidents beside them whose flags are no longer right.</summary>
    /// <returns>Numbers of other imported incidents, and what their flags should be.</returns>
    public static async Task<IReadOnlyDictionary<int, bool>> SetAsync(GridSession session, IReadOnlyCollection<OutagePlan> plans, OutagePlants plants, CancellationToken cancellationToken)
    {
        var loads = new Dictionary<string, List<(Occupation Stretch, object Owner)>>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            if (!loads.TryGetValue(plan.Outage.Plant, out var load))
                loads.Add(plan.Outage.Plant, load = []);
            load.AddRange(plan.Occupations().Select(stretch => (stretch, (object)plan)));
        }

        var others = await AddOthersAsync(session, plans, plants, loads, cancellationToken);
        var over = new HashSet<object>();
        foreach (var (code, load) in loads)
            over.UnionWith(CapacityExcess.Owners(plants[code]!.CapacityMw, load));
        foreach (var plan in plans)
            plan.OverCapacity = over.Contains(plan);
        return others.Where(other => other.Value != over.Contains(other.Key)).ToDictionary(other => other.Key, other => !other.Value);
    }

    /// <summary>Writes the flags of incidents that the file does not touch.</summary>
    public static async Task WriteAsync(GridSession session, IReadOnlyDictionary<int, bool> flags, CancellationToken cancellationToken)
    {
        if (flags.Count == 0)
            return;
        await using var command = session.Command(Flag);
        command.Parameters.Add(new() { Value = flags.Keys.ToArray() });
        command.Parameters.Add(new() { Value = flags.Values.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<int, bool>> AddOthersAsync(
        GridSession session, IReadOnlyCollection<OutagePlan> plans, OutagePlants plants, Dictionary<string, List<(Occupation Stretch, object Owner)>> loads, CancellationToken cancellationToken)
    {
        var flags = new Dictionary<int, bool>();
        var touched = loads.Keys.Select(code => plants[code]!.Id).OfType<int>().ToArray();
        if (touched.Length == 0)
            return flags;
        await using var command = session.Command(Others);
        command.Parameters.Add(new() { Value = touched });
        command.Parameters.Add(new() { Value = plans.Select(plan => plan.Known?.Id).OfType<int>().ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt32(0);
            var end = await reader.IsDBNullAsync(3, cancellationToken) ? (DateTimeOffset?)null : new DateTimeOffset(reader.GetDateTime(3), TimeSpan.Zero);
            loads[reader.GetString(1)].Add((new Occupation(new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero), end, reader.GetDouble(4)), id));
            // What people report keeps the rule by itself.
            if (reader.GetBoolean(6))
                flags[id] = reader.GetBoolean(5);
        }

        return flags;
    }
}
