using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>An incident inside the transaction that changes it.</summary>
internal static class IncidentRecord
{
    public static NotFound NotThere(int id) => new(FormattableString.Invariant($"There is no incident {id} that is yours to write."));

    /// <summary>The incident for a change: nobody else writes incidents of its plant until the session ends. Null when it is not the actor's to change.</summary>
    /// <returns>The incident and the moment of the change, which is later than every change before it.</returns>
    public static async Task<(IncidentItem Current, DateTimeOffset Now)?> LockAsync(GridSession session, int id, TimeProvider time, CancellationToken ct)
    {
        (int? Plant, int? Line) subject;
        await using (NpgsqlCommand command = session.Command("select plant_id, line_id from incidents where id = $1 and grid_writes_for(organization_id)"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct))
                return null;
            subject = (IncidentRows.Int(reader, 0), IncidentRows.Int(reader, 1));
        }

        // Read after the lock: whoever was faster has committed by then.
        await SubjectLock.TakeAsync(session, subject.Plant, subject.Line, ct);
        await using (NpgsqlCommand command = session.Command("select from incidents where id = $1 for update"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = id });
            await command.ExecuteNonQueryAsync(ct);
        }

        // The moment, too, is taken after the lock: who waited while another finished the incident would otherwise look at a moment before that end.
        DateTimeOffset now = IncidentWrites.Now(time);
        return await ReadIncident.InAsync(session, id, now, ct) is { } current ? (current, now) : null;
    }

    /// <summary>The incident just written.</summary>
    public static async Task<IncidentItem> WrittenAsync(GridSession session, int id, DateTimeOffset now, CancellationToken ct) =>
        await ReadIncident.InAsync(session, id, now, ct) ?? throw new InvalidOperationException("An incident that was just written cannot be read.");
}
