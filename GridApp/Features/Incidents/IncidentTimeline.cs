using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>What is out at the beginning of one step.</summary>
/// <param name="At">The instant.</param>
/// <param name="Active">Incidents that take something then.</param>
/// <param name="AffectedMw">MW out then, as published.</param>
public sealed record IncidentTimelinePoint(DateTimeOffset At, int Active, double AffectedMw);

/// <summary>What was out over a span, step by step, computed in one query whatever the span.</summary>
public sealed class IncidentTimeline(GridDatabase database, TimeProvider time)
{
    /// <summary>Most points of one answer.</summary>
    public const int MostPoints = 10_000;

    private const string Whole = "select at, active, affected_mw from incident_timeline($1, $3, $4, $5)";

    /// <summary>In a longer span so much overlaps that reading everything once is quicker than looking it up.</summary>
    private static readonly TimeSpan Little = TimeSpan.FromDays(62);

    private static readonly string PartOfLittle = Part("incident_segments_overlapping($1, $2)");

    private static readonly string PartOfMuch = Part("incident_segments where known_to is null and start_at < $2");

    // Of some markets: every stretch is an addition at the first step that it covers and a subtraction at the first one that it no longer does.
    private static string Part(string segments) => $"""
        with stretch as (
            select case when s.start_at <= $1 then $1 + interval '1 microsecond' - $3 else date_bin($3, s.start_at, $1 + interval '1 microsecond') end as enters,
                   case when s.until < $2 then date_bin($3, s.until, $1 + interval '1 microsecond') end as leaves, s.affected_mw
              from (select start_at, affected_mw, plant_id, line_id,
                           coalesce(end_at, case when expected_end > $5 and expected_end > start_at then expected_end end) as until
                      from {segments}) s
              left join plants p on p.id = s.plant_id
              left join lines l on l.id = s.line_id
             where (s.until is null or s.until > $1)
               and ($6::text[] is null or (case when s.line_id is null then p.market else l.market end) = any($6))
               and ($7::boolean is null or coalesce(p.simulated, l.simulated) = $7)),
        change as (
            select c.at, sum(c.incidents) as incidents, sum(c.mw) as mw
              from (select enters as at, count(*) as incidents, sum(affected_mw) as mw from stretch group by enters
                    union all select leaves, -count(*), -sum(affected_mw) from stretch where leaves is not null group by leaves) c
             group by c.at)
        select $1 + $3 * n, (sum(coalesce(c.incidents, 0)) over (order by n))::integer, greatest(sum(coalesce(c.mw, 0)) over (order by n), 0)
          from generate_series(0, $4 - 1) n left join change c on c.at = $1 + interval '1 microsecond' + $3 * (n - 1)
         order by n
        """;

    /// <param name="start">First instant.</param>
    /// <param name="end">Exclusive.</param>
    /// <param name="interval">Length of a step, a minute or more.</param>
    /// <param name="markets">Market codes; empty for all.</param>
    /// <param name="simulated">Only simulated (true) or only real ones (false); null for both.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>A point for each step; <see cref="Invalid"/> when these are no steps or more than <see cref="MostPoints"/>.</returns>
    public async Task<Outcome<IReadOnlyList<IncidentTimelinePoint>>> RunAsync(
        DateTimeOffset start, DateTimeOffset end, TimeSpan interval, IReadOnlyList<string> markets, bool? simulated, CancellationToken ct)
    {
        if (end <= start)
            return new Invalid("end", "The end lies after the start.");
        if (interval < TimeSpan.FromMinutes(1))
            return new Invalid("interval", "The interval is a minute or longer.");
        double steps = Math.Ceiling((end - start) / interval);
        if (steps > MostPoints)
            return new Invalid("interval", FormattableString.Invariant($"An answer has at most {MostPoints} points and this span would have {steps:F0}: choose a longer interval or a shorter span."));

        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(markets.Count == 0 && simulated is null ? Whole : end - start <= Little ? PartOfLittle : PartOfMuch);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = start.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = end.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = interval });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)steps });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow().ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = markets.Count == 0 ? null : [.. markets] });
        command.Parameters.Add(new NpgsqlParameter<bool?> { TypedValue = simulated });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var points = new List<IncidentTimelinePoint>((int)steps);
        while (await reader.ReadAsync(ct))
            points.Add(Point(reader));
        return points;
    }

    private static IncidentTimelinePoint Point(NpgsqlDataReader row) => new(row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1), row.GetDouble(2));
}
