using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>Plants and lines whose incidents the caller may write; others' are not there.</summary>
public sealed class IncidentSubjects(GridDatabase database)
{
    private const string Plants = "select p.id, p.name, p.market, p.fuel, p.capacity_mw, p.organization_id, p.simulated from plants p where grid_writes_for(p.organization_id)";

    private const string Lines = "select l.id, l.name, l.market, l.limit_mw, l.organization_id, l.simulated from lines l where grid_writes_for(l.organization_id)";

    private const string Find = """
        select * from (
            select p.id as plant_id, null::integer as line_id, p.name, p.market, p.fuel, p.capacity_mw, p.organization_id, p.simulated
              from plants p where grid_writes_for(p.organization_id) and (strpos(lower(p.name), lower($1)) > 0 or p.code = $1)
            union all
            select null, l.id, l.name, l.market, null, l.limit_mw, l.organization_id, l.simulated
              from lines l where grid_writes_for(l.organization_id) and (strpos(lower(l.name), lower($1)) > 0 or l.code = $1)) found
         order by not starts_with(lower(name), lower($1)), capacity_mw desc, name
         limit $2
        """;

    /// <summary>Those with a text in their name, beginnings first, then the largest. Their units are left out.</summary>
    public async Task<IReadOnlyList<IncidentSubject>> FindAsync(string text, int limit, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return [];
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command(Find);
        command.Parameters.Add(new NpgsqlParameter { Value = text.Replace("\0", "", StringComparison.Ordinal) });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var found = new List<IncidentSubject>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(new IncidentSubject(
                IncidentRows.Int(reader, 0), IncidentRows.Int(reader, 1), reader.GetString(2), IncidentRows.Text(reader, 3), IncidentRows.Text(reader, 4),
                reader.GetDouble(5), IncidentRows.Int(reader, 6), reader.GetBoolean(7), []));
        }

        return found;
    }

    /// <summary>One plant or one line; <see cref="NotFound"/> when there is none that the caller may write.</summary>
    public async Task<Outcome<IncidentSubject>> OneAsync(int? plantId, int? lineId, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await InAsync(session, plantId, lineId, ct) is { } subject ? subject : NotThere(plantId, lineId);
    }

    internal static NotFound NotThere(int? plantId, int? lineId) => new(plantId is { } plant
        ? FormattableString.Invariant($"There is no plant {plant} that is yours to write.")
        : FormattableString.Invariant($"There is no line {lineId} that is yours to write."));

    internal static async Task<IncidentSubject?> InAsync(GridSession session, int? plantId, int? lineId, CancellationToken ct)
    {
        if (plantId is not { } plant)
            return lineId is { } line ? await LineAsync(session, line, ct) : null;
        IncidentSubject subject;
        await using (NpgsqlCommand command = session.Command(Plants + " and p.id = $1"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = plant });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            if (!await reader.ReadAsync(ct))
                return null;
            subject = new IncidentSubject(
                plant, null, reader.GetString(1), IncidentRows.Text(reader, 2), IncidentRows.Text(reader, 3), reader.GetDouble(4), IncidentRows.Int(reader, 5), reader.GetBoolean(6), []);
        }

        var units = new List<SubjectUnit>();
        await using (NpgsqlCommand command = session.Command("select id, code, capacity_mw from plant_units where plant_id = $1 order by code, id"))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = plant });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                units.Add(new SubjectUnit(reader.GetInt32(0), reader.GetString(1), reader.GetDouble(2)));
        }

        return subject with { Units = units };
    }

    private static async Task<IncidentSubject?> LineAsync(GridSession session, int id, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Lines + " and l.id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new IncidentSubject(null, id, reader.GetString(1), IncidentRows.Text(reader, 2), null, reader.GetDouble(3), IncidentRows.Int(reader, 4), reader.GetBoolean(5), [])
            : null;
    }
}
