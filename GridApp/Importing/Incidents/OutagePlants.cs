using GridApp.Data;
using GridApp.Domain.Plants;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Incidents;

/// <summary>The plants that a file's outages are of.</summary>
internal sealed class OutagePlants
{
    private const string Find = "select code, id, organization_id, capacity_mw, simulated from plants where code = any($1)";

    private const string Places = """
        select name, fuel, source_fuel, country, longitude, latitude from plants
         where market = $1 and longitude is not null and not simulated and source is distinct from $2
        """;

    private const string Add = """
        insert into plants (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, simulated, is_yekdem, is_res, source, import_id)
        select code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, false, false, false, false, $1, $2
          from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11)
               as r (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market)
            on conflict (code) do nothing
        """;

    private readonly Dictionary<string, OutagePlant> plants = new(StringComparer.Ordinal);
    private readonly List<(string Code, OutageResource Resource)> missing = [];

    /// <summary>Finds the plants of the outages; those that are not there are the ones that the file describes.</summary>
    public static async Task<OutagePlants> FindAsync(GridSession session, IReadOnlyCollection<Outage> outages, IReadOnlyDictionary<string, OutageResource> described, CancellationToken cancellationToken)
    {
        var found = new OutagePlants();
        await using (var command = session.Command(Find))
        {
            command.Parameters.Add(new() { Value = outages.Select(outage => outage.Plant).Distinct(StringComparer.Ordinal).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var organization = await reader.IsDBNullAsync(2, cancellationToken) ? (int?)null : reader.GetInt32(2);
                found.plants.Add(reader.GetString(0), new OutagePlant(reader.GetString(0), reader.GetInt32(1), organization, reader.GetDouble(3), reader.GetBoolean(4)));
            }
        }

        foreach (var (code, resource) in described)
        {
            if (found.plants.TryAdd(code, new OutagePlant(code, null, null, resource.CapacityMw, false)))
                found.missing.Add((code, resource));
        }

        return found;
    }

    /// <summary>The plant of a code; null when there is none and the file describes none.</summary>
    public OutagePlant? this[string code] => plants.GetValueOrDefault(code);

    /// <summary>Described plants whose PMAX is another one than the database's.</summary>
    public int Resized(IReadOnlyDictionary<string, OutageResource> described) =>
        described.Count(each => plants[each.Key] is { Id: not null } plant && plant.CapacityMw != each.Value.CapacityMw);

    /// <summary>Adds the plants that the file describes; they lie where a plant of the market with an equal name lies, otherwise nobody knows where.</summary>
    /// <param name="needed">Codes of the plants whose outages are written.</param>
    /// <returns>How many of them are without a place.</returns>
    public async Task<int> AddMissingAsync(GridSession session, HashSet<string> needed, string source, int importId, CancellationToken cancellationToken)
    {
        var unplaced = 0;
        foreach (var market in missing.Where(each => needed.Contains(each.Code)).GroupBy(each => each.Resource.Market, StringComparer.Ordinal))
        {
            var places = NamedPlace.ByName(await PlacesAsync(session, market.Key, source, cancellationToken));
            var rows = market.Select(each => (each.Code, each.Resource, Place: places.GetValueOrDefault(PlantNames.Key(each.Resource.Name)))).ToList();
            unplaced += rows.Count(row => row.Place is null);
            await using var command = session.Command(Add);
            command.Parameters.Add(new() { Value = source });
            command.Parameters.Add(new() { Value = importId });
            command.Parameters.Add(Texts(rows.Select(row => row.Code)));
            command.Parameters.Add(Texts(rows.Select(row => row.Resource.Name)));
            command.Parameters.Add(Texts(rows.Select(row => row.Place?.Fuel ?? Fuel.Unknown.Code())));
            command.Parameters.Add(Texts(rows.Select(row => row.Place?.SourceFuel ?? "")));
            command.Parameters.Add(new() { Value = rows.Select(row => row.Resource.CapacityMw).ToArray() });
            command.Parameters.Add(Numbers(rows.Select(row => row.Place?.Longitude)));
            command.Parameters.Add(Numbers(rows.Select(row => row.Place?.Latitude)));
            command.Parameters.Add(Texts(rows.Select(row => row.Place?.Country)));
            command.Parameters.Add(Texts(rows.Select(row => row.Resource.Market)));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return unplaced;
    }

    private static async Task<List<NamedPlace>> PlacesAsync(GridSession session, string market, string source, CancellationToken cancellationToken)
    {
        var places = new List<NamedPlace>();
        await using var command = session.Command(Places);
        command.Parameters.Add(new() { Value = market });
        command.Parameters.Add(new() { Value = source });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var country = await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3);
            places.Add(new NamedPlace(reader.GetString(0), reader.GetString(1), reader.GetString(2), country, reader.GetDouble(4), reader.GetDouble(5)));
        }

        return places;
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Numbers(IEnumerable<double?> numbers) => new() { Value = numbers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double };
}
