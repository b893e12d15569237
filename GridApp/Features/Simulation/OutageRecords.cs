using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.Outages;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>
/// The incidents of the simulated grid in the database. What fails by itself is written there like what people report, and what stands there is what the markets
/// are run with: who finishes a simulated outage early gets the unit back.
/// </summary>
internal static class OutageRecords
{
    public const string Source = "RTS-GMLC simulation";

    /// <summary>New ones. $1-$6: key, plant, line, MW, start and end of each; $7: now; $8: source.</summary>
    private const string Add = """
        with added as (
            insert into incidents (plant_id, line_id, organization_id, type, affected_mw, start_at, end_at, expected_end, simulated, public_record, over_capacity, source, source_key, created_at)
            select w.plant_id, w.line_id, coalesce(p.organization_id, l.organization_id), 'forced', w.mw, w.start_at, case when w.end_at <= $7 then w.end_at end, w.end_at,
                   true, false, false, $8, w.key, w.start_at
              from unnest($1::text[], $2::integer[], $3::integer[], $4::float8[], $5::timestamptz[], $6::timestamptz[]) w(key, plant_id, line_id, mw, start_at, end_at)
              left join plants p on p.id = w.plant_id
              left join lines l on l.id = w.line_id
             where not exists (select from incidents i where i.plant_id = w.plant_id and i.start_at = w.start_at and i.source_key = w.key)
               and not exists (select from incidents i where i.line_id = w.line_id and i.start_at = w.start_at and i.source_key = w.key)
            returning *),
        details as (
            insert into incident_details (incident_id, organization_id, public_record, reason)
            select id, organization_id, false, 'Simulated forced outage' from added),
        stretches as (
            insert into incident_segments (incident_id, plant_id, line_id, type, start_at, end_at, expected_end, affected_mw, known_from, known_to)
            select id, plant_id, line_id, type, start_at, null, expected_end, affected_mw, start_at, end_at from added
            union all
            select id, plant_id, line_id, type, start_at, end_at, expected_end, affected_mw, end_at, null from added where end_at is not null),
        story as (
            insert into incident_revisions (incident_id, organization_id, public_record, recorded_at, action, "values")
            select id, organization_id, false, start_at, 'simulated', jsonb_build_object(
                       'plantId', plant_id, 'lineId', line_id, 'type', type, 'affectedMw', affected_mw, 'start', to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                       'end', to_char(end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'expectedEnd', to_char(expected_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
              from added)
        select id from added
        """;

    /// <summary>Those whose time has come. $1: now, $2 and $3: plants and lines, $4: source.</summary>
    private const string End = """
        with over as (
            update incidents set end_at = expected_end
             where simulated and source = $4 and end_at is null and cancelled_at is null and expected_end <= $1 and (plant_id = any($2) or line_id = any($3))
            returning id, end_at),
        closed as (
            update incident_segments s set known_to = o.end_at from over o where s.incident_id = o.id and s.known_to is null and (s.end_at is null or s.end_at > o.end_at) returning s.*),
        said as (
            insert into incident_segments (incident_id, plant_id, line_id, type, start_at, end_at, expected_end, affected_mw, known_from)
            select c.incident_id, c.plant_id, c.line_id, c.type, c.start_at, o.end_at, c.expected_end, c.affected_mw, o.end_at
              from closed c join over o on o.id = c.incident_id where c.start_at < o.end_at)
        select id from over
        """;

    /// <summary>Stretches that touch a span. $1 and $2: plants and lines, $3 and $4: the span, $5: what was known when; null for now.</summary>
    private const string Touching = """
        select incident_id, plant_id, line_id, start_at, end_at, expected_end, affected_mw
          from incident_segments
         where (plant_id = any($1) or line_id = any($2)) and start_at < $4 and (end_at is null or end_at > $3)
           and case when $5::timestamptz is null then known_to is null else known_from <= $5 and (known_to is null or known_to > $5) end
        """;

    /// <summary>Writes the drawn outages that touch a span, and ends those whose time has come.</summary>
    /// <param name="now">What has ended by then has ended.</param>
    /// <returns>The incidents that were written.</returns>
    public static async Task<IReadOnlyList<int>> WriteAsync(GridSession session, GridModel model, GridCatalogue catalogue, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        var drawn = model.Outages.Between(from, until).Select(outage => (Outage: outage, Part: PartOf(catalogue, outage))).Where(outage => outage.Part.Mw > 0).ToList();
        var written = await NumbersAsync(session, Add, ct,
            new() { Value = drawn.Select(o => Key(model, o.Outage)).ToArray() },
            new() { Value = drawn.Select(o => o.Part.Plant).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            new() { Value = drawn.Select(o => o.Part.Line).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            new() { Value = drawn.Select(o => o.Part.Mw).ToArray() },
            new() { Value = drawn.Select(o => o.Outage.Start.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = drawn.Select(o => o.Outage.End!.Value.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            Moment(now), new() { Value = Source });
        var ended = await NumbersAsync(session, End, ct, Moment(now), new() { Value = catalogue.PlantIds }, new() { Value = catalogue.LineIds }, new() { Value = Source });
        return [.. written, .. ended];
    }

    /// <summary>What is out in a span.</summary>
    /// <param name="knownAt">As it was known then; null for as it is known now.</param>
    public static async Task<OutageBook> ReadAsync(GridSession session, GridCatalogue catalogue, DateTimeOffset from, DateTimeOffset until, DateTimeOffset? knownAt, CancellationToken ct)
    {
        await using var command = session.Command(Touching);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = catalogue.PlantIds }, new() { Value = catalogue.LineIds }, Moment(from), Moment(until), Moment(knownAt),
        ]);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stretches = new List<OutageStretch>();
        while (await reader.ReadAsync(ct))
        {
            var (subject, uid, capacity) = Subject(catalogue, await reader.IsDBNullAsync(1, ct) ? null : reader.GetInt32(1), await reader.IsDBNullAsync(2, ct) ? null : reader.GetInt32(2));
            stretches.Add(new OutageStretch(
                reader.GetInt32(0), subject, uid, capacity, await reader.GetFieldValueAsync<DateTimeOffset>(3, ct),
                await reader.IsDBNullAsync(4, ct) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(4, ct), await reader.IsDBNullAsync(5, ct) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(5, ct), reader.GetDouble(6)));
        }
        return new OutageBook(stretches);
    }

    /// <summary>What of the grid a plant or a line is.</summary>
    public static (OutageSubject Subject, string Uid, double CapacityMw) Subject(GridCatalogue catalogue, int? plantId, int? lineId)
    {
        if (plantId is { } plant)
        {
            var unit = catalogue.Grid.Units[catalogue.UnitOf(plant)];
            return (OutageSubject.Unit, unit.Uid, unit.MaxMw);
        }
        var line = Array.IndexOf(catalogue.LineIds, lineId!.Value);
        return line < catalogue.Grid.Branches.Count
            ? (OutageSubject.Branch, catalogue.Grid.Branches[line].Uid, catalogue.Grid.Branches[line].RatingMw)
            : (OutageSubject.DcLine, catalogue.Grid.DcLines[line - catalogue.Grid.Branches.Count].Uid, catalogue.Grid.DcLines[line - catalogue.Grid.Branches.Count].RatingMw);
    }

    private static (int? Plant, int? Line, double Mw) PartOf(GridCatalogue catalogue, Incident outage)
    {
        var grid = catalogue.Grid;
        switch (outage.Subject)
        {
            case OutageSubject.Unit:
                var (g, unit) = grid.Units.Index().First(unit => unit.Item.Uid == outage.Uid);
                return (catalogue.Plants[g], null, catalogue.Plants[g] is null ? 0 : unit.MaxMw);
            case OutageSubject.Branch:
                var (k, branch) = grid.Branches.Index().First(branch => branch.Item.Uid == outage.Uid);
                return (null, catalogue.Lines[k], branch.RatingMw);
            default:
                var (d, line) = grid.DcLines.Index().First(line => line.Item.Uid == outage.Uid);
                return (null, catalogue.Lines[grid.Branches.Count + d], line.RatingMw);
        }
    }

    private static string Key(GridModel model, Incident outage) => string.Create(CultureInfo.InvariantCulture, $"{model.Seed}:{outage.Uid}:{outage.Start.UtcDateTime:yyyyMMddHHmmss}");

    private static async Task<List<int>> NumbersAsync(GridSession session, string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var numbers = new List<int>();
        while (await reader.ReadAsync(ct))
        {
            numbers.Add(reader.GetInt32(0));
        }
        return numbers;
    }

    private static NpgsqlParameter Moment(DateTimeOffset? at) => new() { Value = (object?)at?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
