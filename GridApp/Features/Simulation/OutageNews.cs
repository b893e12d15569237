using GridApp.Data;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Notifications;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Simulation;

/// <summary>
/// Tells an organization's administrators which of their simulated units have just failed or come back by themselves: one piece of news for all that did in the same
/// run. What a backfill writes of the past is nobody's news.
/// </summary>
internal static class OutageNews
{
    public const string Failed = "simulated.failed";

    public const string Returned = "simulated.returned";

    /// <summary>A step that comes late, because the process was busy or being restarted, is still news.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>The largest of each organization, and how many there are. $1: incidents, $2: what is news begins here, $3: now.</summary>
    private const string Query = """
        with happened as (
            select i.id, i.plant_id, i.organization_id, i.type, i.affected_mw, i.start_at, i.end_at, i.expected_end, v.returned
              from incidents i cross join lateral (values (false, i.start_at), (true, i.end_at)) v(returned, at)
             where i.id = any($1) and i.organization_id is not null and i.plant_id is not null and v.at > $2 and v.at <= $3)
        select distinct on (h.organization_id, h.returned)
               h.organization_id, h.returned, h.id, p.name, h.type, h.affected_mw, p.capacity_mw, h.start_at, h.end_at, h.expected_end,
               count(*) over whose, sum(h.affected_mw) over whose
          from happened h join plants p on p.id = h.plant_id
        window whose as (partition by h.organization_id, h.returned)
         order by h.organization_id, h.returned, h.affected_mw desc, h.id
        """;

    /// <param name="incidents">Those that were written or ended in this run.</param>
    public static async Task WriteAsync(GridSession session, IReadOnlyList<int> incidents, DateTimeOffset now, CancellationToken ct)
    {
        if (incidents.Count == 0)
        {
            return;
        }
        foreach (var (organization, kind, incident, notice) in await ReadAsync(session, incidents, now, ct))
        {
            await Notify.AboutIncidentAsync(session, kind, incident, organization, notice, ct);
        }
    }

    private static async Task<List<(int Organization, string Kind, int Incident, IncidentNotice Notice)>> ReadAsync(
        GridSession session, IReadOnlyList<int> incidents, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = session.Command(Query);
        command.Parameters.Add(new() { Value = incidents.ToArray() });
        command.Parameters.Add(new() { Value = (now - Fresh).UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var news = new List<(int, string, int, IncidentNotice)>();
        while (await reader.ReadAsync(ct))
        {
            var all = (int)reader.GetInt64(10);
            news.Add((reader.GetInt32(0), reader.GetBoolean(1) ? Returned : Failed, reader.GetInt32(2), new IncidentNotice
            {
                Name = reader.GetString(3), Type = reader.GetString(4), AffectedMw = reader.GetDouble(5), CapacityMw = reader.GetDouble(6), Start = Moment(reader, 7)!.Value,
                End = Moment(reader, 8), ExpectedEnd = Moment(reader, 9), More = all - 1, AllMw = all > 1 ? reader.GetDouble(11) : null, TimeZone = MarketDay.TimeZone,
            }));
        }
        return news;
    }

    /// <summary>A row is in memory once it is read, so that looking at it waits for nothing.</summary>
    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
