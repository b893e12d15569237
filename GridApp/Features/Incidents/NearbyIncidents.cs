using GridApp.Data;
using GridApp.Domain;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>An incident near another one.</summary>
/// <param name="Incident">The neighbour.</param>
/// <param name="DistanceKm">Great-circle distance between the plants (of a line: its middle), km.</param>
public sealed record NearbyIncident(IncidentItem Incident, double DistanceKm);

/// <summary>What else was out around an incident, in space and time: its impact radius.</summary>
public sealed class NearbyIncidents(GridDatabase database, TimeProvider time)
{
    /// <summary>A list that nobody reads to its end is long enough.</summary>
    public const int Most = 200;

    /// <summary>Kilometres of one degree of latitude, a little less so that nothing at the edge is lost.</summary>
    private const double KilometresOfADegree = 110.5;

    private const string Query = """
        with origin as (
            select i.id, coalesce(p.geom, st_lineinterpolatepoint(st_geometryn(l.path, 1), 0.5)) as point, i.start_at, coalesce(i.end_at, greatest($2, i.start_at)) as end_at
              from incidents i left join plants p on p.id = i.plant_id left join lines l on l.id = i.line_id where i.id = $3)
        select st_distancesphere(o.point, coalesce(p.geom, st_lineinterpolatepoint(st_geometryn(l.path, 1), 0.5))) / 1000 as km,
        """ + " " + IncidentRows.Columns + """

          from origin o
          cross join lateral incidents_overlapping(o.start_at - $5, o.end_at + $5) n
          join incidents i on i.id = n.incident_id and i.id <> o.id and i.cancelled_at is null
        """ + IncidentRows.Joins + """

          cross join lateral (
             select sum(s.affected_mw) as affected_mw, min(s.type) as type from incident_segments s
              where s.incident_id = i.id and s.known_to is null and s.start_at <= $1 and (s.end_at > $1 or s.end_at is null)) s
         where (l.path is not null or p.latitude between st_y(o.point) - $4 / $6 and st_y(o.point) + $4 / $6)
           and st_distancesphere(o.point, coalesce(p.geom, st_lineinterpolatepoint(st_geometryn(l.path, 1), 0.5))) <= $4 * 1000
         order by km, i.start_at desc, i.id
         limit $7
        """;

    /// <summary>
    /// Nearest first, at most <see cref="Most"/>; cancelled ones are none. Empty where the incident's own place is unknown;
    /// <see cref="NotFound"/> when there is no such incident; <see cref="Invalid"/> for a radius or span that is not one.
    /// </summary>
    /// <param name="id">Which incident.</param>
    /// <param name="km">Radius, more than 0 and at most 2,000 km.</param>
    /// <param name="around">How long before its start and after its end (or now) others count as neighbours in time.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Outcome<IReadOnlyList<NearbyIncident>>> RunAsync(int id, double km, TimeSpan around, Actor actor, CancellationToken ct)
    {
        if (!(km > 0 && km <= 2_000))
            return new Invalid("radiusKm", "The radius lies between 0 and 2,000 km.");
        if (around < TimeSpan.Zero || around > TimeSpan.FromDays(366))
            return new Invalid("hours", "The time around lies between 0 and 8,784 hours.");
        await using GridSession session = await database.OpenAsync(actor, ct);
        DateTimeOffset now = time.GetUtcNow().ToUniversalTime();
        if (await ReadIncident.InAsync(session, id, now, ct) is null)
            return ReadIncident.NotThere(id);
        await using NpgsqlCommand command = session.Command(Query);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = km });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = around });
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = KilometresOfADegree });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var near = new List<NearbyIncident>();
        while (await reader.ReadAsync(ct))
            near.Add(new NearbyIncident(IncidentRows.Read(reader, 1), reader.GetDouble(0)));
        return near;
    }
}
