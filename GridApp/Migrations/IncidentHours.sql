-- What begins and ends, summed by hours: a timeline of years adds some thousand hours instead of every incident. The segments stay the only truth: triggers keep
-- the sums in the transaction that writes segments, and whoever writes them already waits for the row of the catalogue's version, so sums bring no new waiting.

-- Whole watts and whole incidents: what was added can be taken away again to the last bit. An hour holds what changes after the hour before it, up to itself.
create table incident_hours (hour timestamptz primary key, incidents bigint not null, affected_w bigint not null);
alter table incident_hours enable row level security;
alter table incident_hours force row level security;
do $$ begin
    execute format('create policy incident_hours_of_functions on incident_hours to %I using (true) with check (true)', current_user);
end $$;

create function grid_hour(at timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('1 hour', at - interval '1 microsecond', timestamptz '2000-01-01Z') + interval '1 hour'
$$;

create function grid_incident_hours() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate incident_hours;
        return null;
    end if;
    if tg_op <> 'INSERT' then
        insert into incident_hours as h (hour, incidents, affected_w)
        select c.hour, sum(c.n), sum(c.w)
          from (select grid_hour(start_at) as hour, -1 as n, -round(affected_mw * 1e6)::bigint as w from gone where known_to is null
                union all
                select grid_hour(end_at), 1, round(affected_mw * 1e6)::bigint from gone where known_to is null and end_at is not null) c
         group by c.hour order by c.hour
        on conflict (hour) do update set incidents = h.incidents + excluded.incidents, affected_w = h.affected_w + excluded.affected_w;
    end if;
    if tg_op <> 'DELETE' then
        insert into incident_hours as h (hour, incidents, affected_w)
        select c.hour, sum(c.n), sum(c.w)
          from (select grid_hour(start_at) as hour, 1 as n, round(affected_mw * 1e6)::bigint as w from come where known_to is null
                union all
                select grid_hour(end_at), -1, -round(affected_mw * 1e6)::bigint from come where known_to is null and end_at is not null) c
         group by c.hour order by c.hour
        on conflict (hour) do update set incidents = h.incidents + excluded.incidents, affected_w = h.affected_w + excluded.affected_w;
    end if;
    return null;
end $$;

create trigger incident_segments_hours_insert after insert on incident_segments
    referencing new table as come for each statement execute function grid_incident_hours();
create trigger incident_segments_hours_update after update on incident_segments
    referencing old table as gone new table as come for each statement execute function grid_incident_hours();
create trigger incident_segments_hours_delete after delete on incident_segments
    referencing old table as gone for each statement execute function grid_incident_hours();
create trigger incident_segments_hours_truncate after truncate on incident_segments for each statement execute function grid_incident_hours();

insert into incident_hours (hour, incidents, affected_w)
select c.hour, sum(c.n), sum(c.w)
  from (select grid_hour(start_at) as hour, 1 as n, round(affected_mw * 1e6)::bigint as w from incident_segments where known_to is null
        union all
        select grid_hour(end_at), -1, -round(affected_mw * 1e6)::bigint from incident_segments where known_to is null and end_at is not null) c
 group by c.hour;

-- What overlaps a half-open span as far as is known now, stretch by stretch.
create function incident_segments_overlapping(first timestamptz, last timestamptz)
    returns table (plant_id integer, line_id integer, start_at timestamptz, end_at timestamptz, expected_end timestamptz, affected_mw double precision)
    language plpgsql stable security definer rows 2000 set search_path = public, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
    if grid_role() is null then
        return;
    end if;
    return query
    select s.plant_id, s.line_id, s.start_at, s.end_at, s.expected_end, s.affected_mw
      from grid_spans() c
      join incident_segments s on grid_span(s.start_at, s.end_at) = c.span and s.start_at > first - c.longest and s.start_at < last
     where s.known_to is null and (s.end_at is null or s.end_at > first);
end $$;

-- As before, of the hours where steps and their beginning are whole hours, else of the segments. An expected end is not in the hours: it counts only while it is to come.
create or replace function incident_timeline(start_at timestamptz, step interval, steps integer, as_of timestamptz)
    returns table (at timestamptz, active integer, affected_mw double precision)
    language plpgsql stable security definer rows 1000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    first alias for start_at;
    last constant timestamptz := start_at + step * (steps - 1);
    origin constant timestamptz := start_at + interval '1 microsecond';
begin
    if grid_role() is null then
        return;
    end if;
    if grid_hour(first) = first and grid_hour(first + step) = first + step then
        return query
        with change as (
            select c.n, sum(c.incidents) as incidents, sum(c.mw) as mw
              from (select first - step + interval '1 microsecond' as n, count(*) as incidents, coalesce(sum(s.affected_mw), 0) as mw
                      from incident_segments_at(first, null, as_of) s
                    union all
                    select date_bin(step, h.hour, origin), sum(h.incidents), sum(h.affected_w) / 1e6::double precision
                      from incident_hours h where h.hour > first and h.hour <= last group by 1
                    union all
                    select date_bin(step, s.expected_end, origin), -count(*), -sum(s.affected_mw)
                      from incident_segments s
                     where s.known_to is null and s.end_at is null and s.expected_end is not null and s.expected_end > first and s.expected_end <= last
                       and s.expected_end > as_of and s.expected_end > s.start_at group by 1) c
             group by c.n)
        select first + step * g.n, (sum(coalesce(c.incidents, 0)) over (order by g.n))::integer, greatest(sum(coalesce(c.mw, 0)) over (order by g.n), 0)
          from generate_series(0, steps - 1) g(n) left join change c on c.n = origin + step * (g.n - 1)
         order by g.n;
        return;
    end if;
    return query
    with stretch as (
        select case when s.start_at <= first then first - step + interval '1 microsecond' else date_bin(step, s.start_at, origin) end as enters,
               date_bin(step, coalesce(s.end_at, case when s.expected_end > as_of and s.expected_end > s.start_at then s.expected_end end), origin) as leaves, s.affected_mw
          from incident_segments_overlapping(first, first + step * steps) s
         where s.end_at is not null or not (first > as_of and s.expected_end > as_of and s.expected_end > s.start_at and s.expected_end <= first) is true),
    change as (
        select c.n, sum(c.incidents) as incidents, sum(c.mw) as mw
          from (select enters as n, count(*) as incidents, sum(s.affected_mw) as mw from stretch s group by enters
                union all
                select leaves, -count(*), -sum(s.affected_mw) from stretch s where leaves is not null group by leaves) c
         group by c.n)
    select first + step * g.n, (sum(coalesce(c.incidents, 0)) over (order by g.n))::integer, greatest(sum(coalesce(c.mw, 0)) over (order by g.n), 0)
      from generate_series(0, steps - 1) g(n) left join change c on c.n = origin + step * (g.n - 1)
     order by g.n;
end $$;

-- What has not begun ends after it begins, so the next change is the next beginning, or the end of something that is out now. Six short looks, and two
-- indexes that every segment had to be written into serve nobody any more.
create or replace function availability_changes_after(at timestamptz) returns timestamptz
    language sql stable security definer set search_path = public, pg_temp as $$
    select least(
        (select min(n.start_at) from grid_spans() c cross join lateral (
            select s.start_at from incident_segments s where grid_span(s.start_at, s.end_at) = c.span and s.start_at > at and s.known_to is null
             order by grid_span(s.start_at, s.end_at), s.start_at limit 1) n),
        (select min(s.end_at) from incident_segments_overlapping(at, at + interval '1 microsecond') s where s.end_at > at),
        (select min(expected_end) from incident_segments where known_to is null and end_at is null and expected_end is not null and expected_end > at))
$$;
drop index incident_segments_start, incident_segments_end;

-- Whoever keeps an answer about incidents asks these numbers whether it still holds: words and units are in it too.
create trigger incident_details_raise before insert or update or delete on incident_details for each statement execute function grid_catalogue_raise('incidents');
create trigger plant_units_raise before insert or update or delete on plant_units for each statement execute function grid_catalogue_raise('plants');

-- That every segment is of an incident is looked at for a whole statement at once: a foreign key looks row by row, half the time of a large import. Nothing slips
-- between: whoever writes either table holds the row of the catalogue's version until the end, and these triggers look after they have it.
alter table incident_segments drop constraint "FK_incident_segments_incidents_incident_id";
do $$ begin
    execute format('create policy incident_segments_with_incidents on incident_segments for delete to %I using (true)', current_user);
end $$;

create function grid_segments_of_incidents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from come c where not exists (select from incidents i where i.id = c.incident_id)) then
        raise foreign_key_violation using message = 'A segment is of an incident that is not there.';
    end if;
    return null;
end $$;

create function grid_segments_with_incidents() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate incident_segments;
    else
        delete from incident_segments s using gone g where s.incident_id = g.id;
    end if;
    return null;
end $$;

create trigger incident_segments_incident_insert after insert on incident_segments
    referencing new table as come for each statement execute function grid_segments_of_incidents();
create trigger incident_segments_incident_update after update on incident_segments
    referencing new table as come for each statement execute function grid_segments_of_incidents();
create trigger incidents_segments_delete after delete on incidents
    referencing old table as gone for each statement execute function grid_segments_with_incidents();
create trigger incidents_segments_truncate after truncate on incidents for each statement execute function grid_segments_with_incidents();
