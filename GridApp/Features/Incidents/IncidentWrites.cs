using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Features.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Incidents;

/// <summary>The statements that the commands share. A change never alters what was known: it closes rows and adds others.</summary>
internal static class IncidentWrites
{
    private const string InsertIncident = """
        insert into incidents (plant_id, unit_id, line_id, organization_id, type, affected_mw, start_at, expected_end, follows_id, simulated, public_record, over_capacity, request_key, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false, false, $11, $12)
        returning id
        """;

    private const string InsertDetail = """
        insert into incident_details (incident_id, organization_id, public_record, reason, cause_code, description, reported_by, reporter)
        select i.id, i.organization_id, i.public_record, $2, $3, $4, $5, $6 from incidents i where i.id = $1
        """;

    private const string InsertSegment = """
        insert into incident_segments (incident_id, plant_id, unit_id, line_id, type, start_at, end_at, expected_end, affected_mw, known_from)
        select i.id, i.plant_id, i.unit_id, i.line_id, i.type, i.start_at, i.end_at, i.expected_end, i.affected_mw, $2 from incidents i where i.id = $1
        """;

    private const string InsertRevision = """
        insert into incident_revisions (incident_id, organization_id, public_record, recorded_at, user_id, author, action, "values")
        select i.id, i.organization_id, i.public_record, $2, $3, $4, $5, $6 from incidents i where i.id = $1
        """;

    /// <summary>The moment of a write, as exact as the database keeps it.</summary>
    public static DateTimeOffset Now(TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow().ToUniversalTime();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>A new incident with its details and its one stretch. Returns its number.</summary>
    public static async Task<int> InsertAsync(
        GridSession session, IncidentSubject subject, IncidentDraft draft, DateTimeOffset start, int? followsId, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(InsertIncident);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Number(subject.PlantId), Number(draft.UnitId), Number(subject.LineId), Number(subject.OrganizationId), Text(draft.Type), new() { Value = draft.AffectedMw!.Value },
            Moment(start), Moment(draft.ExpectedEnd), Number(followsId), new() { Value = subject.Simulated },
            new() { Value = (object?)draft.RequestKey ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, Moment(now),
        ]);
        int id = (int)(await command.ExecuteScalarAsync(ct))!;
        await RunAsync(session, InsertDetail, ct, Number(id), Text(draft.Reason), Text(draft.CauseCode), Text(draft.Description), Number(session.Actor.UserId), Text(session.Actor.Name));
        await RunAsync(session, InsertSegment, ct, Number(id), Moment(now));
        return id;
    }

    /// <summary>The incident of a request that was sent before; null when there is none that the actor may write.</summary>
    public static async Task<int?> OfRequestAsync(GridSession session, Guid? key, CancellationToken ct)
    {
        if (key is not { } known)
            return null;
        await using NpgsqlCommand command = session.Command("select id from incidents where request_key = $1 and grid_writes_for(organization_id)");
        command.Parameters.Add(new NpgsqlParameter { Value = known });
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    /// <summary>How many stretches the incident has as it is known now.</summary>
    public static async Task<int> StretchesAsync(GridSession session, int id, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command("select count(*)::integer from incident_segments where incident_id = $1 and known_to is null");
        command.Parameters.Add(Number(id));
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Closes what is known and says it anew as one stretch.</summary>
    public static async Task ReplaceAsync(GridSession session, int id, IncidentDraft draft, DateTimeOffset? end, DateTimeOffset now, CancellationToken ct)
    {
        await ForgetAsync(session, id, now, ct);
        await RunAsync(
            session, "update incidents set type = $2, affected_mw = $3, start_at = $4, end_at = $5, expected_end = $6 where id = $1", ct,
            Number(id), Text(draft.Type), new() { Value = draft.AffectedMw!.Value }, Moment(draft.Start), Moment(end), Moment(draft.ExpectedEnd));
        await RunAsync(session, InsertSegment, ct, Number(id), Moment(now));
    }

    /// <summary>Raises the incident's version without changing what is public of it.</summary>
    public static Task TouchAsync(GridSession session, int id, CancellationToken ct) =>
        RunAsync(session, "update incidents set type = type where id = $1", ct, Number(id));

    public static async Task DescribeAsync(GridSession session, int id, IncidentDraft draft, CancellationToken ct)
    {
        NpgsqlParameter[] values = [Number(id), Text(draft.Reason), Text(draft.CauseCode), Text(draft.Description)];
        if (await RunAsync(session, "update incident_details set reason = $2, cause_code = $3, description = $4 where incident_id = $1", ct, values) == 0)
        {
            await RunAsync(
                session, InsertDetail, ct, Number(id), Text(draft.Reason), Text(draft.CauseCode), Text(draft.Description), Number(session.Actor.UserId), Text(session.Actor.Name));
        }
    }

    /// <summary>Ends the incident: what it would have taken later is known no more.</summary>
    public static async Task EndAsync(GridSession session, int id, DateTimeOffset end, DateTimeOffset now, CancellationToken ct)
    {
        const string Cut = """
            with closed as (
                update incident_segments set known_to = $3 where incident_id = $1 and known_to is null and (end_at is null or end_at > $2) returning *)
            insert into incident_segments (incident_id, plant_id, unit_id, line_id, type, start_at, end_at, expected_end, affected_mw, known_from)
            select incident_id, plant_id, unit_id, line_id, type, start_at, $2, expected_end, affected_mw, $3 from closed where start_at < $2
            """;
        await RunAsync(session, Cut, ct, Number(id), Moment(end), Moment(now));
        await RunAsync(session, "update incidents set end_at = $2 where id = $1", ct, Number(id), Moment(end));
    }

    /// <summary>Calls the incident off: it takes nothing, at no time.</summary>
    public static async Task CancelAsync(GridSession session, int id, DateTimeOffset now, CancellationToken ct)
    {
        await ForgetAsync(session, id, now, ct);
        await RunAsync(session, "update incidents set cancelled_at = $2 where id = $1", ct, Number(id), Moment(now));
    }

    /// <summary>Keeps how it stands now as a revision, and adds to the audit trail.</summary>
    public static async Task RecordAsync(GridSession session, IncidentItem? before, IncidentItem after, string action, DateTimeOffset now, CancellationToken ct)
    {
        await RunAsync(
            session, InsertRevision, ct, Number(after.Id), Moment(now), Number(session.Actor.UserId), Text(session.Actor.Name), Text(action),
            new() { Value = IncidentStory.Json(after), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await session.AuditAsync(
            "incident." + action, "incident", FormattableString.Invariant($"{after.Id}"), after.OrganizationId,
            before is null ? null : IncidentStory.Of(before), IncidentStory.Of(after), ct);
    }

    /// <summary>Tells the organization's administrators.</summary>
    public static Task NotifyAsync(GridSession session, IncidentItem item, string action, double? beforeMw, CancellationToken ct) =>
        Notify.AboutIncidentAsync(session, "incident." + action, item.Id, item.OrganizationId, new IncidentNotice
        {
            Name = item.PlantName,
            Unit = item.UnitCode,
            Type = item.Type,
            AffectedMw = item.AffectedMw,
            BeforeMw = beforeMw,
            CapacityMw = item.CapacityMw,
            Start = item.Start,
            End = item.End,
            ExpectedEnd = item.ExpectedEnd,
            TimeZone = MarketCatalogue.Find(item.Market)?.TimeZone,
        }, ct);

    private static Task<int> ForgetAsync(GridSession session, int id, DateTimeOffset now, CancellationToken ct) =>
        RunAsync(session, "update incident_segments set known_to = $2 where incident_id = $1 and known_to is null", ct, Number(id), Moment(now));

    private static async Task<int> RunAsync(GridSession session, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter Moment(DateTimeOffset? at) => new() { Value = (object?)at?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
