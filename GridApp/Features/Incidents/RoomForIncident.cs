using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Incidents;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>The capacity that is left for one more incident.</summary>
/// <param name="CapacityMw">Nominal MW of the unit, the plant or the line.</param>
/// <param name="LeftMw">The least MW that others leave at any instant of the stretch, 0 or more.</param>
/// <param name="At">The first instant at which that is so.</param>
/// <param name="Overlaps">What is out already somewhere in the stretch, by start.</param>
public sealed record IncidentRoom(double CapacityMw, double LeftMw, DateTimeOffset At, IReadOnlyList<IncidentOverlap> Overlaps);

/// <summary>A stretch of another incident that is out at the same time. Public to every role.</summary>
/// <param name="IncidentId">Whose.</param>
/// <param name="UnitId">The unit; null when it is the whole plant's, or a line's.</param>
/// <param name="Type">Type code.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; null while it lasts.</param>
/// <param name="ExpectedEnd">With no end: until when it is expected to last.</param>
/// <param name="AffectedMw">MW out.</param>
public sealed record IncidentOverlap(int IncidentId, int? UnitId, string Type, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? ExpectedEnd, double AffectedMw);

/// <summary>How much of a subject others leave over a stretch of time: what a form shows and what a report is held against.</summary>
public sealed class RoomForIncident(GridDatabase database, TimeProvider time)
{
    private const string Plant = """
        select p.capacity_mw, u.capacity_mw, s.incident_id, s.unit_id, s.type, s.start_at, s.end_at, s.expected_end, s.affected_mw
          from plants p
          left join plant_units u on u.plant_id = p.id and u.id = $2
          left join incident_segments s on s.plant_id = p.id and s.known_to is null and s.incident_id is distinct from $5
                and ($4::timestamptz is null or s.start_at < $4) and (s.end_at is null or s.end_at > $3)
         where p.id = $1 and ($2::integer is null or u.id is not null)
         order by s.start_at, s.id
        """;

    private const string Line = """
        select l.limit_mw, $2::double precision, s.incident_id, s.unit_id, s.type, s.start_at, s.end_at, s.expected_end, s.affected_mw
          from lines l
          left join incident_segments s on s.line_id = l.id and s.known_to is null and s.incident_id is distinct from $5
                and ($4::timestamptz is null or s.start_at < $4) and (s.end_at is null or s.end_at > $3)
         where l.id = $1
         order by s.start_at, s.id
        """;

    /// <param name="plantId">The plant; null for a line.</param>
    /// <param name="unitId">One of its units; null for the whole plant.</param>
    /// <param name="lineId">The line; null for a plant.</param>
    /// <param name="start">Inclusive.</param>
    /// <param name="end">Exclusive; null for a stretch without an end.</param>
    /// <param name="exceptIncidentId">An incident that is being changed and so does not stand in its own way.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The room; <see cref="NotFound"/> when there is no such plant, unit of it, or line.</returns>
    public async Task<Outcome<IncidentRoom>> RunAsync(
        int? plantId, int? unitId, int? lineId, DateTimeOffset start, DateTimeOffset? end, int? exceptIncidentId, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await InAsync(session, plantId, unitId, lineId, start, end, exceptIncidentId, time.GetUtcNow(), ct);
    }

    /// <inheritdoc cref="RunAsync"/>
    /// <remarks>In a session of the caller, who may hold a lock on the subject.</remarks>
    internal static async Task<Outcome<IncidentRoom>> InAsync(
        GridSession session, int? plantId, int? unitId, int? lineId, DateTimeOffset start, DateTimeOffset? end, int? exceptIncidentId, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(lineId is null ? Plant : Line);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lineId ?? plantId ?? 0 });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = lineId is null ? unitId : null });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = end?.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = exceptIncidentId });
        (double Whole, double? Unit)? capacity = null;
        var overlaps = new List<IncidentOverlap>();
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                capacity = (reader.GetDouble(0), IncidentRows.Number(reader, 1));
                if (Overlap(reader) is { } overlap)
                    overlaps.Add(overlap);
            }
        }

        if (capacity is not { } mw)
        {
            return new NotFound(FormattableString.Invariant(
                lineId is not null ? $"There is no line {lineId}." : unitId is not null ? $"There is no unit {unitId} of a plant {plantId}." : (FormattableString)$"There is no plant {plantId}."));
        }

        var wanted = new Occupation(start, end, 0);
        overlaps.RemoveAll(overlap => !Taken(overlap).Overlaps(wanted));
        CapacityLeft left = CapacityLeft.Over(mw.Whole, wanted, [.. overlaps.Select(Taken)]);
        if (mw.Unit is { } unitMw)
        {
            CapacityLeft ofUnit = CapacityLeft.Over(unitMw, wanted, [.. overlaps.Where(overlap => overlap.UnitId == unitId).Select(Taken)]);
            left = ofUnit.Mw <= left.Mw ? ofUnit : left;
        }

        return new IncidentRoom(mw.Unit ?? mw.Whole, left.Mw, left.At, overlaps);

        Occupation Taken(IncidentOverlap overlap) => Occupation.Of(overlap.Start, overlap.End, overlap.ExpectedEnd, overlap.AffectedMw, now);
    }

    private static IncidentOverlap? Overlap(NpgsqlDataReader row) => IncidentRows.Int(row, 2) is not { } incident
        ? null
        : new(incident, IncidentRows.Int(row, 3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), IncidentRows.Moment(row, 6), IncidentRows.Moment(row, 7), row.GetDouble(8));
}
