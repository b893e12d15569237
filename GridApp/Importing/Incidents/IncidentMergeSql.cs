namespace GridApp.Importing.Incidents;

/// <summary>The statements that bring staged outages into the tables, in their order.</summary>
internal static class IncidentMergeSql
{
    /// <summary>One file of outages at a time: what is known of them must not change between our look and our write.</summary>
    public const string Lock = "select pg_advisory_xact_lock(4712026112100003), set_config('work_mem', '64MB', true)";

    /// <summary>The catalogue's number is raised by the commit: nobody waits for it while the file is written.</summary>
    public const string Later = "select grid_catalogue_later('incidents')";

    /// <summary>New incidents. $1: organization, $2: whether they are public whole, $3: source, $4: import.</summary>
    public const string Add = """
        with added as (
            insert into incidents (plant_id, organization_id, type, affected_mw, start_at, end_at, expected_end, cancelled_at, simulated, public_record,
                                   over_capacity, source, source_key, import_id)
            select p.id, $1, s.type, s.affected_mw, s.start_at, s.end_at, s.expected_end, case when s.cancelled then now() end, p.simulated, $2,
                   s.over_capacity, $3, s.source_key, $4
              from staged_outages s
              join plants p on p.code = s.plant
             where s.is_new
             order by s.ord
            returning id, source_key)
        update staged_outages s set incident_id = a.id from added a where a.source_key = s.source_key
        """;

    /// <summary>Incidents that are there already. $1: import.</summary>
    public const string Change = """
        update incidents i
           set type = s.type, affected_mw = s.affected_mw, start_at = s.start_at, end_at = s.end_at, expected_end = s.expected_end,
               cancelled_at = case when s.cancelled then coalesce(i.cancelled_at, now()) end, over_capacity = s.over_capacity, import_id = $1
          from staged_outages s
         where i.id = s.incident_id and not s.is_new
        """;

    /// <summary>$1: organization, $2: whether they are public whole.</summary>
    public const string Details = """
        insert into incident_details (incident_id, organization_id, public_record, reason, cause_code, description)
        select incident_id, $1, $2, reason, cause_code, description from staged_outages where is_new
        """;

    public const string ChangeDetails = """
        update incident_details d set reason = s.reason, cause_code = s.cause_code, description = s.description
          from staged_outages s
         where d.incident_id = s.incident_id and not s.is_new
           and (d.reason, d.cause_code, d.description) is distinct from (s.reason, s.cause_code, s.description)
        """;

    public const string Close = "update incident_segments g set known_to = c.known_to from staged_closes c where g.id = c.id";

    /// <summary>In the order of the file, which is nearly that of time: neighbours in time lie side by side without being sorted.</summary>
    public const string Segments = """
        insert into incident_segments (incident_id, plant_id, type, start_at, end_at, expected_end, affected_mw, known_from, known_to)
        select o.incident_id, p.id, o.type, s.start_at, s.end_at, s.expected_end, s.affected_mw, s.known_from, s.known_to
          from staged_segments s
          join staged_outages o on o.ord = s.ord
          join plants p on p.code = o.plant
        """;

    /// <summary>How the incidents stand now. $1: organization, $2: whether they are public whole, $3: import.</summary>
    public const string Revise = """
        insert into incident_revisions (incident_id, organization_id, public_record, import_id, action, "values")
        select s.incident_id, $1, $2, $3, 'imported', jsonb_build_object(
                   'plantId', p.id, 'type', s.type, 'reason', s.reason, 'causeCode', s.cause_code, 'description', s.description, 'affectedMw', s.affected_mw,
                   'start', to_char(s.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'end', to_char(s.end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                   'expectedEnd', to_char(s.expected_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'cancelled', s.cancelled, 'segments', s.segments)
          from staged_outages s
          join plants p on p.code = s.plant
        """;
}
