-- Incidents: what takes capacity away, what of it is public, what was known when; and the trail of who did what.

-- A catalogue's number for any table: the trigger's argument names the catalogue (see Foundation.sql for why a number).
insert into catalogue_version (name, version, reload_below) values ('incidents', 1, 0), ('lines', 1, 0);

create function grid_catalogue_raise() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    raised bigint;
begin
    update catalogue_version
       set version = version + 1,
           reload_below = case when tg_op in ('DELETE', 'TRUNCATE') then version + 1 else reload_below end
     where name = tg_argv[0]
    returning version into raised;
    perform set_config('grid.' || tg_argv[0] || '_version', raised::text, true);
    return null;
end $$;

create function grid_catalogue_stamp() returns trigger language plpgsql as $$
begin
    new.version := current_setting('grid.' || tg_argv[0] || '_version')::bigint;
    new.updated_at := now();
    return new;
end $$;

create trigger incidents_raise before insert or update or delete on incidents for each statement execute function grid_catalogue_raise('incidents');
create trigger incidents_raise_on_truncate before truncate on incidents for each statement execute function grid_catalogue_raise('incidents');
create trigger incidents_stamp before insert or update on incidents for each row execute function grid_catalogue_stamp('incidents');
create trigger incident_segments_raise before insert or update or delete on incident_segments for each statement execute function grid_catalogue_raise('incidents');
create trigger lines_raise before insert or update or delete on lines for each statement execute function grid_catalogue_raise('lines');

-- Whoever watches hears of a commit: PostgreSQL delivers a notification when its transaction commits, to every process, and equal ones of a transaction once.
create function grid_notify() returns trigger language plpgsql as $$
begin
    perform pg_notify('grid', tg_argv[0]);
    return null;
end $$;

create trigger plants_notify after insert or update or delete on plants for each statement execute function grid_notify('plants');
create trigger incidents_notify after insert or update or delete on incidents for each statement execute function grid_notify('incidents');
create trigger incident_segments_notify after insert or update or delete on incident_segments for each statement execute function grid_notify('incidents');
create trigger notifications_notify after insert on notifications for each statement execute function grid_notify('notifications');
create trigger imports_notify after insert or update on imports for each statement execute function grid_notify('imports');

-- Questions in time: what overlaps a moment or a span. A tree of ranges answers them, but takes 13 s to fill with 250,000 rows; a plain index does when every
-- row is in a class of its length, because then nothing that began longer ago than the class is long can still last. Classes by grid_span, lengths in grid_spans.
create function grid_span(start_at timestamptz, end_at timestamptz) returns smallint language sql immutable parallel safe as $$
    select (case when end_at is null then 5
                 when end_at - start_at <= interval '12 hours' then 0
                 when end_at - start_at <= interval '36 hours' then 1
                 when end_at - start_at <= interval '96 hours' then 2
                 when end_at - start_at <= interval '400 hours' then 3
                 when end_at - start_at <= interval '2400 hours' then 4
                 else 5 end)::smallint
$$;
create function grid_spans() returns table (span smallint, longest interval) language sql immutable parallel safe rows 6 as $$
    values (0::smallint, interval '12 hours'), (1::smallint, interval '36 hours'), (2::smallint, interval '96 hours'),
           (3::smallint, interval '400 hours'), (4::smallint, interval '2400 hours'), (5::smallint, interval '10000000 hours')
$$;
create index incidents_span on incidents (grid_span(start_at, end_at), start_at);
create index incident_segments_span on incident_segments (grid_span(start_at, end_at), start_at);
create index incident_segments_start on incident_segments (start_at) include (affected_mw) where known_to is null;
create index incident_segments_end on incident_segments (end_at) include (affected_mw) where known_to is null and end_at is not null;
create index incident_segments_expected on incident_segments (expected_end) include (affected_mw) where known_to is null and end_at is null and expected_end is not null;

-- The same file read again finds what it brought: a source's identifier is unique within whose it is.
create unique index incidents_source_key on incidents (coalesce(organization_id, 0), source, source_key) where source_key is not null;

alter table lines add column path geometry(LineString, 4326);
create index lines_path on lines using gist (path);

-- Row-level security lets nothing but the plainest comparisons of a caller use an index. So the questions in time are functions of the owner's, who may read
-- what is public of incidents whoever asks (the policies are below); a caller who is nobody gets no row.

-- What is out at a moment, stretch by stretch. An incident without an end lasts; only for a moment still to come does the end that is expected count.
-- known_at asks what was known then (null: what is known now), as_of is the present that expectations are measured from.
create function incident_segments_at(at timestamptz, known_at timestamptz, as_of timestamptz)
    returns table (incident_id integer, plant_id integer, unit_id integer, line_id integer, type text, affected_mw double precision)
    language plpgsql stable security definer rows 500 set search_path = public, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
    if grid_role() is null then
        return;
    end if;
    return query
    select s.incident_id, s.plant_id, s.unit_id, s.line_id, s.type::text, s.affected_mw
      from grid_spans() c
      join incident_segments s on grid_span(s.start_at, s.end_at) = c.span
       and s.start_at > incident_segments_at.at - c.longest and s.start_at <= incident_segments_at.at
     where (s.end_at > incident_segments_at.at
            or (s.end_at is null and not (as_of < incident_segments_at.at and s.expected_end > as_of and s.expected_end > s.start_at
                                          and s.expected_end <= incident_segments_at.at) is true))
       and case when known_at is null then s.known_to is null else s.known_from <= known_at and (s.known_to is null or s.known_to > known_at) end;
end $$;

-- Which incidents overlap a half-open span, by their outermost times.
create function incidents_overlapping(start_at timestamptz, end_at timestamptz) returns table (incident_id integer)
    language plpgsql stable security definer rows 2000 set search_path = public, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    if grid_role() is null then
        return;
    end if;
    return query
    select i.id
      from grid_spans() c
      join incidents i on grid_span(i.start_at, i.end_at) = c.span
       and i.start_at > incidents_overlapping.start_at - c.longest and i.start_at < incidents_overlapping.end_at
     where i.end_at is null or i.end_at > incidents_overlapping.start_at;
end $$;

-- How much is out at steps of a span. What is out at its beginning, then everything that begins and ends counted in the step where it does.
create function incident_timeline(start_at timestamptz, step interval, steps integer, as_of timestamptz)
    returns table (at timestamptz, active integer, affected_mw double precision)
    language plpgsql stable security definer rows 1000 set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    first alias for start_at;
    last constant timestamptz := start_at + step * (steps - 1);
    origin constant timestamptz := start_at + interval '1 microsecond';
begin
    if grid_role() is null then
        return;
    end if;
    return query
    with change as (
        select c.n, sum(c.incidents) as incidents, sum(c.mw) as mw
          from (select first - step + interval '1 microsecond' as n, count(*) as incidents, coalesce(sum(s.affected_mw), 0) as mw
                  from incident_segments_at(first, null, as_of) s
                union all
                select date_bin(step, s.start_at, origin), count(*), sum(s.affected_mw)
                  from incident_segments s where s.known_to is null and s.start_at > first and s.start_at <= last group by 1
                union all
                select date_bin(step, s.end_at, origin), -count(*), -sum(s.affected_mw)
                  from incident_segments s where s.known_to is null and s.end_at is not null and s.end_at > first and s.end_at <= last group by 1
                union all
                select date_bin(step, s.expected_end, origin), -count(*), -sum(s.affected_mw)
                  from incident_segments s
                 where s.known_to is null and s.end_at is null and s.expected_end is not null and s.expected_end > first and s.expected_end <= last
                   and s.expected_end > as_of and s.expected_end > s.start_at group by 1) c
         group by c.n)
    select first + step * g.n, (sum(coalesce(c.incidents, 0)) over (order by g.n))::integer,
           greatest(sum(coalesce(c.mw, 0)) over (order by g.n), 0)
      from generate_series(0, steps - 1) g(n) left join change c on c.n = origin + step * (g.n - 1)
     order by g.n;
end $$;

-- What every plant can give. Everybody gets the same answer: it reads only what is public of an incident, whoever asks.
-- Plants with nothing out are not in the answer. The rule is Domain/Plants/Availability.cs; a test holds the two together.
create function plant_availability(at timestamptz, known_at timestamptz default null)
    returns table (plant_id integer, status text, available_mw double precision, incidents integer)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    return query
    select r.plant_id, s.status, s.available_mw, r.incidents
      from (select i.plant_id, sum(i.affected_mw) as reduced, bool_or(i.type = 'forced') as forced,
                   bool_or(i.type in ('planned', 'maintenance')) as planned, count(distinct i.incident_id)::integer as incidents
              from incident_segments_at(plant_availability.at, plant_availability.known_at, coalesce(plant_availability.known_at, now())) i
             where i.plant_id is not null
             group by i.plant_id) r
      join plants p on p.id = r.plant_id
      cross join lateral grid_availability(p.capacity_mw, r.reduced, r.forced, r.planned) s;
end $$;

create function grid_availability(capacity_mw double precision, reduced_mw double precision, forced boolean, planned boolean)
    returns table (status text, available_mw double precision) language sql immutable as $$
    select case when greatest(capacity_mw - reduced_mw, 0) <= 0.0005 then
                     case when forced then 'forced_outage' when planned then 'planned_maintenance' else 'derated' end
                when reduced_mw > 0.0005 then 'derated' else 'available' end,
           case when greatest(capacity_mw - reduced_mw, 0) <= 0.0005 then 0
                when reduced_mw > 0.0005 then greatest(capacity_mw - reduced_mw, 0) else capacity_mw end
$$;

-- The next moment after one at which any plant's availability may change without anybody writing; null when nothing more is known.
create function availability_changes_after(at timestamptz) returns timestamptz
    language sql stable security definer set search_path = public, pg_temp as $$
    select least(
        (select min(start_at) from incident_segments where known_to is null and start_at > at),
        (select min(end_at) from incident_segments where known_to is null and end_at is not null and end_at > at),
        (select min(expected_end) from incident_segments where known_to is null and end_at is null and expected_end is not null and expected_end > at))
$$;

-- The walls. Of an incident, its plant, type, MW and times are public; lines are public.
alter table lines enable row level security;
alter table lines force row level security;
create policy lines_read on lines for select using (grid_role() is not null);
create policy lines_insert on lines for insert with check (grid_writes_for(organization_id));
create policy lines_update on lines for update using (grid_writes_for(organization_id)) with check (grid_writes_for(organization_id));
create policy lines_delete on lines for delete using (grid_writes_for(organization_id));

alter table incidents enable row level security;
alter table incidents force row level security;
create policy incidents_read on incidents for select using (grid_role() is not null);
do $$ begin
    execute format('create policy incidents_of_functions on incidents for select to %I using (true)', current_user);
    execute format('create policy incident_segments_of_functions on incident_segments for select to %I using (true)', current_user);
end $$;
create policy incidents_insert on incidents for insert with check (grid_sees_all() or (grid_writes_for(organization_id)
    and exists (select from plants p where p.id = plant_id and p.organization_id = grid_organization()
                union all select from lines l where l.id = line_id and l.organization_id = grid_organization())));
create policy incidents_update on incidents for update using (grid_writes_for(organization_id)) with check (grid_sees_all() or (grid_writes_for(organization_id)
    and exists (select from plants p where p.id = plant_id and p.organization_id = grid_organization()
                union all select from lines l where l.id = line_id and l.organization_id = grid_organization())));
create policy incidents_delete on incidents for delete using (grid_sees_all());

alter table incident_segments enable row level security;
alter table incident_segments force row level security;
create policy incident_segments_read on incident_segments for select using (grid_role() is not null);
create policy incident_segments_insert on incident_segments for insert
    with check (grid_sees_all() or exists (select from incidents i where i.id = incident_id and grid_writes_for(i.organization_id)
                                              and i.plant_id is not distinct from incident_segments.plant_id and i.line_id is not distinct from incident_segments.line_id));
create policy incident_segments_update on incident_segments for update
    using (grid_sees_all() or exists (select from incidents i where i.id = incident_id and grid_writes_for(i.organization_id)));
create policy incident_segments_delete on incident_segments for delete using (grid_sees_all());

-- Reason, cause, description and reporter are the organization's own, and so is the story.
alter table incident_details enable row level security;
alter table incident_details force row level security;
create policy incident_details_read on incident_details for select
    using (grid_sees_all() or (grid_role() is not null and (public_record or organization_id = grid_organization())));
create policy incident_details_insert on incident_details for insert
    with check (grid_sees_all() or (grid_writes_for(organization_id) and not public_record
                and exists (select from incidents i where i.id = incident_id and i.organization_id = grid_organization())));
create policy incident_details_update on incident_details for update
    using (grid_writes_for(organization_id)) with check (grid_sees_all() or (grid_writes_for(organization_id) and not public_record));
create policy incident_details_delete on incident_details for delete using (grid_sees_all());

alter table incident_revisions enable row level security;
alter table incident_revisions force row level security;
create policy incident_revisions_read on incident_revisions for select
    using (grid_sees_all() or (grid_role() is not null and (public_record or organization_id = grid_organization())));
create policy incident_revisions_insert on incident_revisions for insert
    with check (grid_sees_all() or (grid_writes_for(organization_id) and not public_record
                and exists (select from incidents i where i.id = incident_id and i.organization_id = grid_organization())));

-- The trail is written by everybody, in their own name, and read by those who answer for it. Nobody alters it: no policy, no right.
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy audit_events_read on audit_events for select
    using (grid_sees_all() or (coalesce(grid_role() = 'admin', false) and organization_id = grid_organization()));
create policy audit_events_insert on audit_events for insert to grid_app
    with check (coalesce(grid_role() = 'system', false) or (grid_role() is not null and user_id is not distinct from grid_user()));
create policy audit_events_of_accounts on audit_events for insert to grid_identity with check (true);

alter table notifications enable row level security;
alter table notifications force row level security;
create policy notifications_read on notifications for select
    using (grid_sees_all() or (coalesce(grid_role() = 'admin', false) and organization_id = grid_organization()));
create policy notifications_insert on notifications for insert with check (grid_writes_for(organization_id));

alter table notification_reads enable row level security;
alter table notification_reads force row level security;
create policy notification_reads_own on notification_reads for all
    using (grid_role() is not null and user_id = grid_user()) with check (grid_role() is not null and user_id = grid_user());

grant select, insert, update, delete on lines, incidents, incident_details, incident_segments to grid_app;
grant select, insert on incident_revisions, audit_events, notifications to grid_app;
grant select, insert, update on notification_reads to grid_app;
grant insert on audit_events to grid_identity;
