using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>What an incident takes over one stretch, and when that was known. Public to every role.</summary>
/// <param name="Type">Type code.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; null while it lasts.</param>
/// <param name="ExpectedEnd">With no end: until when it is expected to last.</param>
/// <param name="AffectedMw">MW out.</param>
/// <param name="KnownFrom">Since when this was known.</param>
/// <param name="KnownTo">Until when it was held to be so; null for what is known now.</param>
public sealed record IncidentSegmentItem(
    string Type, DateTimeOffset Start, DateTimeOffset? End, DateTimeOffset? ExpectedEnd, double AffectedMw, DateTimeOffset KnownFrom, DateTimeOffset? KnownTo);

/// <summary>How the MW of an incident change while it lasts.</summary>
public sealed class ReadSegments(GridDatabase database)
{
    private const string Query = """
        select s.id, s.type, s.start_at, s.end_at, s.expected_end, s.affected_mw, s.known_from, s.known_to
          from incidents i
          left join incident_segments s on s.incident_id = i.id and (s.known_to is null or $2)
         where i.id = $1
         order by s.start_at, s.known_from, s.id
        """;

    /// <summary>By start; <see cref="NotFound"/> when there is no such incident.</summary>
    /// <param name="id">Which incident.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <param name="everKnown">Also what was known once and no longer is.</param>
    public async Task<Outcome<IReadOnlyList<IncidentSegmentItem>>> ByIncidentAsync(int id, Actor actor, CancellationToken ct, bool everKnown = false)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = everKnown });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var segments = new List<IncidentSegmentItem>();
        bool isThere = false;
        while (await reader.ReadAsync(ct))
        {
            isThere = true;
            if (Segment(reader) is { } segment)
                segments.Add(segment);
        }

        return isThere ? segments : ReadIncident.NotThere(id);
    }

    private static IncidentSegmentItem? Segment(NpgsqlDataReader row) => row.IsDBNull(0)
        ? null
        : new(row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), IncidentRows.Moment(row, 3), IncidentRows.Moment(row, 4), row.GetDouble(5),
            row.GetFieldValue<DateTimeOffset>(6), IncidentRows.Moment(row, 7));
}
