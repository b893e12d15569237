using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Incidents;

/// <summary>Reads what the database has of a file's outages.</summary>
internal static class KnownIncidents
{
    private const string Incidents = """
        select i.id, i.source_key, i.plant_id, i.type, i.cancelled_at is not null, d.reason, d.cause_code, d.description,
               i.id in (select incident_id from incident_revisions where action <> 'imported')
          from incidents i
          left join incident_details d on d.incident_id = i.id
         where coalesce(i.organization_id, 0) = coalesce($1, 0) and i.source = $2 and i.source_key = any($3) and i.plant_id is not null
        """;

    // A segment that ends being known when it begins to be was never known: a file that came late took it back.
    private const string Segments = """
        select id, incident_id, start_at, end_at, expected_end, affected_mw, known_from, known_to
          from incident_segments
         where incident_id = any($1) and (known_to is null or known_to > known_from)
        """;

    /// <summary>The incidents by the source's identifiers.</summary>
    /// <param name="organizationId">Whose they are; null for nobody's.</param>
    public static async Task<Dictionary<string, KnownIncident>> ReadAsync(GridSession session, int? organizationId, string source, string[] keys, CancellationToken cancellationToken)
    {
        var byKey = new Dictionary<string, KnownIncident>(StringComparer.Ordinal);
        var byId = new Dictionary<int, KnownIncident>();
        await using (var command = session.Command(Incidents))
        {
            command.Parameters.Add(new() { Value = (object?)organizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
            command.Parameters.Add(new() { Value = source });
            command.Parameters.Add(new() { Value = keys });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var incident = new KnownIncident
                {
                    Id = reader.GetInt32(0),
                    PlantId = reader.GetInt32(2),
                    Type = reader.GetString(3),
                    Cancelled = reader.GetBoolean(4),
                    Reason = Text(reader, 5),
                    CauseCode = Text(reader, 6),
                    Description = Text(reader, 7),
                    ChangedByPeople = reader.GetBoolean(8),
                };
                byKey.Add(reader.GetString(1), incident);
                byId.Add(incident.Id, incident);
            }
        }

        if (byId.Count > 0)
            await ReadSegmentsAsync(session, byId, cancellationToken);
        return byKey;
    }

    private static async Task ReadSegmentsAsync(GridSession session, Dictionary<int, KnownIncident> incidents, CancellationToken cancellationToken)
    {
        await using var command = session.Command(Segments);
        command.Parameters.Add(new() { Value = incidents.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            incidents[reader.GetInt32(1)].Segments.Add((
                reader.GetInt64(0),
                new Segment(Time(reader, 2)!.Value, Time(reader, 3), Time(reader, 4), reader.GetDouble(5), Time(reader, 6)!.Value, Time(reader, 7))));
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);
}
