using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>One incident, as one caller may see it.</summary>
public sealed class ReadIncident(GridDatabase database, TimeProvider time)
{
    private const string Query = "select " + IncidentRows.Columns + " from incidents i" + IncidentRows.Joins + """

         cross join lateral (
            select sum(s.affected_mw) as affected_mw, min(s.type) as type from incident_segments s
             where s.incident_id = i.id and s.known_to is null and s.start_at <= $1 and (s.end_at > $1 or s.end_at is null)) s
         where i.id = $3
        """;

    /// <summary>The incident as it stands now; <see cref="NotFound"/> when there is none.</summary>
    public async Task<Outcome<IncidentItem>> ByIdAsync(int id, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await InAsync(session, id, time.GetUtcNow(), ct) is { } incident ? incident : NotThere(id);
    }

    internal static NotFound NotThere(int id) => new(FormattableString.Invariant($"There is no incident {id}."));

    /// <summary>The incident as this session sees it, or null.</summary>
    internal static async Task<IncidentItem?> InAsync(GridSession session, int id, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? IncidentRows.Read(reader) : null;
    }
}
