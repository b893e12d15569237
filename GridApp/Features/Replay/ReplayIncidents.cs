using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using GridApp.Features.Incidents;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Replay;

/// <summary>
/// The incidents of a market over a span as intervals, in one statement. The rule of what is left of a plant stays here; who plays the span only looks up.
/// </summary>
public sealed class ReplayIncidents(GridDatabase database, IncidentAnswers answers, TimeProvider time)
{
    /// <summary>Most stretches of one answer; what takes the least is left out.</summary>
    public const int MostSegments = 30_000;

    private const string Rows = """
        select s.incident_id, s.plant_id, u.code, s.line_id, coalesce(p.name, l.name), p.fuel, d.reason, coalesce(u.capacity_mw, p.capacity_mw, l.limit_mw), p.capacity_mw,
               i.start_at, i.end_at, i.expected_end, i.simulated, p.longitude, p.latitude,
               s.type, s.affected_mw, s.starts, s.ends, s.expected, s.known_from, s.known_to, count(*) over (),
               case when $3 then (select json_agg(json_build_array(r.recorded_at, r."values"->>'reason', r."values" ? 'reason') order by r.id) from incident_revisions r where r.incident_id = i.id)::text end
          from incident_segments_during($1, $2, $3) s
          join incidents i on i.id = s.incident_id
          left join plants p on p.id = s.plant_id
          left join lines l on l.id = s.line_id
          left join plant_units u on u.id = s.unit_id
          left join incident_details d on d.incident_id = s.incident_id
         where case when s.line_id is null then p.market else l.market end = $4
         order by s.affected_mw desc, s.starts, s.incident_id limit $5
        """;

    /// <summary>The answer as JSON, kept until something that it tells of changes.</summary>
    internal async Task<byte[]> JsonAsync(ReplayQuestion question, bool then, Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var reader = actor.SeesAll ? "all" : actor.OrganizationId?.ToString(CultureInfo.InvariantCulture) ?? "public";
        var key = $"replay {reader} {question.Text} {then}";
        var versions = await answers.VersionsAsync(ct);
        if (answers.Find(key, versions, now) is { } kept)
            return kept;
        var (answer, until) = await ReadAsync(question, then, actor, now, ct);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web);
        answers.Keep(key, versions, now, until, bytes);
        return bytes;
    }

    /// <summary>What was out.</summary>
    /// <param name="question">Of which market, when.</param>
    /// <param name="then">At each moment what was known at it, rather than what is known now.</param>
    /// <param name="actor">Who asks: reasons are the own organization's.</param>
    /// <param name="now">Ends that are expected count from here on.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The answer, and when it may be another without anybody writing; null when it stays.</returns>
    internal async Task<(ReplayIncidentsAnswer Answer, DateTimeOffset? Until)> ReadAsync(ReplayQuestion question, bool then, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var stretches = new List<Stretch>();
        long all = 0;
        await using var session = await database.OpenAsync(actor, ct);
        await using (var command = session.Command(Rows))
        {
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                Moment(question.Start), Moment(question.End), new() { Value = then }, new() { Value = question.Market.Code }, new() { Value = MostSegments },
            ]);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                all = reader.GetInt64(22);
                if (Read(reader, question.Start, then, now) is { } stretch && stretch.Occupation.Start < question.End && !(stretch.Occupation.End <= question.Start))
                    stretches.Add(stretch);
            }
        }

        // With what is known now, an end that is expected counts until its hour has come.
        DateTimeOffset? until = null;
        if (!then)
        {
            foreach (var stretch in stretches)
            {
                if (stretch.IsExpectedToEnd && stretch.Occupation.End is { } end && !(until <= end))
                    until = end;
            }
        }

        return (Of(question, then, stretches, Math.Max(0, all - MostSegments)), until);
    }

    private static ReplayIncidentsAnswer Of(ReplayQuestion question, bool then, List<Stretch> stretches, long leftOut)
    {
        var start = question.Start;
        var ordered = stretches.OrderBy(stretch => stretch.Occupation.Start).ThenBy(stretch => stretch.Incident.Id).ToList();
        var incidents = ordered.Select(stretch => stretch.Incident).DistinctBy(incident => incident.Id).ToList();
        var places = incidents.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        var plants = ordered.Where(stretch => stretch.Incident.PlantId is not null)
            .GroupBy(stretch => stretch.Incident.PlantId!.Value)
            .Select(plant => (Id: plant.Key, Steps: PlantStep.Over(plant.First().PlantMw, [.. plant.Select(stretch => (stretch.Type, stretch.Occupation))], start, question.End)))
            .Where(plant => plant.Steps.Count > 0)
            .Select(plant => new ReplayPlant(
                plant.Id, [.. plant.Steps.Select(step => Offset(step.At))], [.. plant.Steps.Select(step => (int)step.Availability.Status)],
                [.. plant.Steps.Select(step => Math.Round(step.Availability.AvailableMw, 4))]))
            .OrderBy(plant => plant.Id);
        return new ReplayIncidentsAnswer(
            question.Market.Code, start, question.End, then ? "then" : "now", leftOut, IncidentTypeCodes.All, PlantStatusCodes.All, incidents,
            new ReplaySegments(
                [.. ordered.Select(stretch => places[stretch.Incident.Id])], [.. ordered.Select(stretch => Offset(stretch.Occupation.Start))],
                [.. ordered.Select(stretch => stretch.Occupation.End is { } end ? Offset(end) : (long?)null)], [.. ordered.Select(stretch => stretch.Occupation.Mw)],
                [.. ordered.Select(stretch => (int)stretch.Type)]),
            [.. plants]);

        long Offset(DateTimeOffset at) => (long)Math.Floor((at - start).TotalMilliseconds);
    }

    private static Stretch? Read(NpgsqlDataReader row, DateTimeOffset from, bool then, DateTimeOffset now)
    {
        var (start, end, expected) = (row.GetFieldValue<DateTimeOffset>(17), IncidentRows.Moment(row, 18), IncidentRows.Moment(row, 19));
        var mw = row.GetDouble(16);
        var occupation = then
            ? Occupation.SeenThen(start, end, mw, row.GetFieldValue<DateTimeOffset>(20), IncidentRows.Moment(row, 21))
            : Occupation.Of(start, end, expected, mw, now);
        if (occupation is not { } seen)
            return null;
        var incident = new ReplayIncident(
            row.GetInt32(0), IncidentRows.Int(row, 1), IncidentRows.Text(row, 2), IncidentRows.Int(row, 3), row.GetString(4), IncidentRows.Text(row, 5), then ? null : IncidentRows.Text(row, 6),
            row.GetDouble(7), row.GetFieldValue<DateTimeOffset>(9), then ? null : IncidentRows.Moment(row, 10), then ? null : IncidentRows.Moment(row, 11), row.GetBoolean(12),
            IncidentRows.Number(row, 13), IncidentRows.Number(row, 14), then ? Reasons(IncidentRows.Text(row, 23), IncidentRows.Text(row, 6), from) : null);
        return new Stretch(incident, IncidentRows.Number(row, 8) ?? 0, IncidentTypeCodes.Parse(row.GetString(15)) ?? IncidentType.Forced, seen, end is null && seen.End is not null);
    }

    /// <summary>What was said of why, from when on. What came with the first record counts from ever: whether the incident was known at all is the stretches' matter.</summary>
    /// <param name="revisions">The moment of recording, the reason and whether the record has one at all, the oldest first; null where the caller may not read them.</param>
    /// <param name="lasting">The reason of an incident whose records never have one: what the simulation made is not said anew.</param>
    /// <param name="from">What the offsets count from.</param>
    private static List<ReplayReason> Reasons(string? revisions, string? lasting, DateTimeOffset from)
    {
        using var document = JsonDocument.Parse(revisions ?? "[]");
        var records = document.RootElement.EnumerateArray().Select(record => (At: Offset(record[0].GetDateTimeOffset()), Text: record[1].GetString(), IsSaid: record[2].GetBoolean())).ToList();
        if (records is [var only, ..] && !records.Exists(record => record.IsSaid))
            return [new(only.At, lasting)];
        var reasons = new List<ReplayReason>();
        foreach (var (at, text, _) in records)
        {
            if (reasons.Count == 0 || reasons[^1].Text != text)
                reasons.Add(new(at, text));
        }
        return reasons;

        long Offset(DateTimeOffset at) => (long)Math.Floor((at - from).TotalMilliseconds);
    }

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <param name="PlantMw">Capacity of the whole plant.</param>
    /// <param name="IsExpectedToEnd">Its end is only expected.</param>
    private sealed record Stretch(ReplayIncident Incident, double PlantMw, IncidentType Type, Occupation Occupation, bool IsExpectedToEnd);
}
