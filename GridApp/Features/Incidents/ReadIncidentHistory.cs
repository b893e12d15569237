using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>An incident as it stood after one change.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Author">Who, by name at that time; null for imports and the simulation.</param>
/// <param name="Action"><c>reported</c>, <c>changed</c>, <c>extended</c>, <c>finished</c>, <c>restored</c>, <c>cancelled</c>, <c>imported</c> or <c>simulated</c>.</param>
/// <param name="Values">The incident's fields, named as in the API.</param>
public sealed record IncidentRevisionItem(int Number, DateTimeOffset At, string? Author, string Action, JsonElement Values);

/// <summary>How an incident came to be what it is: its own organization's, or everybody's where it came from public files.</summary>
public sealed class ReadIncidentHistory(GridDatabase database)
{
    private const string Query = """
        select r.id, r.recorded_at, r.author, r.action, r."values"::text
          from incidents i left join incident_revisions r on r.incident_id = i.id
         where i.id = $1
         order by r.id
        """;

    /// <summary>The oldest first, nothing where the caller may not read them; <see cref="NotFound"/> when there is no such incident.</summary>
    public async Task<Outcome<IReadOnlyList<IncidentRevisionItem>>> ByIdAsync(int id, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var revisions = new List<IncidentRevisionItem>();
        bool isThere = false;
        while (await reader.ReadAsync(ct))
        {
            isThere = true;
            if (Revision(reader, revisions.Count + 1) is { } revision)
                revisions.Add(revision);
        }

        return isThere ? revisions : ReadIncident.NotThere(id);
    }

    private static IncidentRevisionItem? Revision(NpgsqlDataReader row, int number) => row.IsDBNull(0)
        ? null
        : new(number, row.GetFieldValue<DateTimeOffset>(1), IncidentRows.Text(row, 2), row.GetString(3), Values(row.GetString(4)));

    private static JsonElement Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
