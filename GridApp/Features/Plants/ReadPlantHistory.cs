using System.Text.Json;
using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>How a plant came to be what it is. How an organization's plant changed is the organization's own: others get nothing.</summary>
public sealed class ReadPlantHistory(GridDatabase database)
{
    private const int MostSteps = 100;

    private const string Revisions = """
        select r.recorded_at, coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.user_name), r.import_id is not null, i.file_name, r.superseded,
               r.source, r.source_year, r."values"::text
          from plant_revisions r
          left join users u on u.id = r.user_id
          left join imports i on i.id = r.import_id
         where r.plant_id = $1
         order by r.recorded_at desc, r.id desc
         limit $2
        """;

    /// <summary>The newest steps first.</summary>
    public async Task<IReadOnlyList<PlantChange>> OfAsync(int plantId, Actor actor, CancellationToken cancellation)
    {
        await using GridSession session = await database.OpenAsync(actor, cancellation);
        JsonElement current;
        await using (NpgsqlCommand command = session.Command($"select {PlantWrites.Values}::text from plants p where p.id = $1"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = plantId });
            if (await command.ExecuteScalarAsync(cancellation) is not string json)
                return [];
            current = Parse(json);
        }

        var steps = new List<PlantChange>();
        JsonElement newer = current;
        await using (NpgsqlCommand command = session.Command(Revisions))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = plantId });
            command.Parameters.Add(new NpgsqlParameter { Value = MostSteps });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                JsonElement values = Parse(reader.GetString(7));
                bool superseded = reader.GetBoolean(4);

                // What never took effect stands against today's values; what did, against those that replaced it.
                steps.Add(Step(reader, superseded, Differences(values, superseded ? current : newer)));
                if (!superseded)
                    newer = values;
            }
        }

        return steps;
    }

    /// <summary>Columns that both have, with different values.</summary>
    internal static IReadOnlyList<FieldChange> Differences(JsonElement older, JsonElement newer) =>
    [
        .. newer.EnumerateObject()
            .Where(property => older.TryGetProperty(property.Name, out JsonElement old) && !JsonElement.DeepEquals(old, property.Value))
            .Select(property => new FieldChange(property.Name, older.GetProperty(property.Name), property.Value)),
    ];

    private static PlantChange Step(NpgsqlDataReader row, bool superseded, IReadOnlyList<FieldChange> fields) => new(
        row.GetFieldValue<DateTimeOffset>(0), Text(row, 1), row.GetBoolean(2), Text(row, 3), superseded, Text(row, 5), row.IsDBNull(6) ? null : row.GetInt32(6), fields);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
