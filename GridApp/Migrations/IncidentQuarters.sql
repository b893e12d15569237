-- Timelines of quarters of an hour, writes that keep nobody waiting while they last, and a segment that is of an incident by a foreign key again.

-- Beside the hours, the quarters: a hundred days of them in 15 minutes are 9,600 rows, and were 70,000 ends of segments. Whole watts and whole incidents, as there.
create table incident_quarters (quarter timestamptz primary key, incidents bigint not null, affected_w bigint not null);

-- A large import would hold the row of the catalogue's number until its end, and every report would wait for it. So it may say beforehand that it raises the number
-- when it commits: then no row of others' is locked before, neither the number's nor those of the sums. What it does to the sums is kept here until then. Rows of
-- both tables live and end within one transaction.
create table catalogue_later (transaction xid8 not null default pg_current_xact_id(), name text not null, primary key (transaction, name));
create table incident_sums_later (transaction xid8 not null default pg_current_xact_id(), quarter timestamptz not null, incidents bigint not null, affected_w bigint not null);
create index incident_sums_later_transaction on incident_sums_later (transaction);

do $$
declare
    sums text;
begin
    foreach sums in array array['incident_quarters', 'catalogue_later', 'incident_sums_later'] loop
        execute format('alter table %I enable row level security', sums);
        execute format('alter table %I force row level security', sums);
        execute format('create policy %I on %I to %I using (true) with check (true)', sums || '_of_functions', sums, current_user);
    end loop;
end $$;

create function grid_raises_later(catalogue text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from catalogue_later l where l.transaction = pg_current_xact_id_if_assigned() and l.name = catalogue)
$$;

-- The rows that are written meanwhile carry the number after the present one. It is above every number that they had; who else takes it has other rows.
create or replace function grid_catalogue_raise() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    raised bigint;
begin
    if grid_raises_later(tg_argv[0]) then
        select v.version + 1 into raised from catalogue_version v where v.name = tg_argv[0];
    else
        update catalogue_version
           set version = version + 1,
               reload_below = case when tg_op in ('DELETE', 'TRUNCATE') then version + 1 else reload_below end
         where name = tg_argv[0]
        returning version into raised;
    end if;
    perform set_config('grid.' || tg_argv[0] || '_version', raised::text, true);
    return null;
end $$;

create function grid_catalogue_later(catalogue text) returns void language sql security definer set search_path = public, pg_temp as $$
    insert into catalogue_later (name) values (catalogue) on conflict do nothing
$$;

create function grid_incident_sums(quarters timestamptz[], incidents bigint[], watts bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
    insert into incident_quarters as q (quarter, incidents, affected_w)
    select c.quarter, c.n, c.w from unnest(quarters, grid_incident_sums.incidents, watts) c (quarter, n, w) order by c.quarter
    on conflict (quarter) do update set incidents = q.incidents + excluded.incidents, affected_w = q.affected_w + excluded.affected_w;
    insert into incident_hours as h (hour, incidents, affected_w)
    select grid_hour(c.quarter), sum(c.n), sum(c.w) from unnest(quarters, grid_incident_sums.incidents, watts) c (quarter, n, w) group by 1 order by 1
    on conflict (hour) do update set incidents = h.incidents + excluded.incidents, affected_w = h.affected_w + excluded.affected_w;
end $$;
revoke execute on function grid_incident_sums(timestamptz[], bigint[], bigint[]) from public;

create function grid_catalogue_commits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    quarters timestamptz[];
    incidents bigint[];
    watts bigint[];
begin
    -- First the number, as everybody who writes: so nobody waits for somebody who waits for him.
    update catalogue_version v set version = v.version + 1 where v.name = new.name;
    if new.name = 'incidents' then
        select array_agg(s.quarter), array_agg(s.n), array_agg(s.w) into quarters, incidents, watts
          from (select l.quarter, sum(l.incidents)::bigint as n, sum(l.affected_w)::bigint as w
                  from incident_sums_later l where l.transaction = new.transaction group by l.quarter) s
         where s.n <> 0 or s.w <> 0;
        perform grid_incident_sums(quarters, incidents, watts);
        delete from incident_sums_later l where l.transaction = new.transaction;
    end if;
    delete from catalogue_later l where l.transaction = new.transaction and l.name = new.name;
    return null;
end $$;
create constraint trigger catalogue_later_commits after insert on catalogue_later deferrable initially deferred for each row execute function grid_catalogue_commits();

create function grid_quarter(at timestamptz) returns timestamptz language sql immutable parallel safe as $$
    select date_bin('15 minutes', at - interval '1 microsecond', timestamptz '2000-01-01Z') + interval '15 minutes'
$$;

-- What a statement changes, summed once by quarters, and of those by hours; what it takes and gives alike is not written at all.
create or replace function grid_incident_hours() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    quarters timestamptz[];
    incidents bigint[];
    watts bigint[];
begin
    if tg_op = 'TRUNCATE' then
        truncate incident_hours, incident_quarters;
        return null;
    elsif tg_op = 'INSERT' then
        select array_agg(s.at), array_agg(s.n), array_agg(s.w) into quarters, incidents, watts
          from (select c.at, sum(c.n) as n, sum(c.w)::bigint as w
                  from (select grid_quarter(start_at) as at, 1 as n, round(affected_mw * 1e6) as w from come where known_to is null
                        union all
                        select grid_quarter(end_at), -1, -round(affected_mw * 1e6) from come where known_to is null and end_at is not null) c
                 group by c.at) s
         where s.n <> 0 or s.w <> 0;
    elsif tg_op = 'DELETE' then
        select array_agg(s.at), array_agg(s.n), array_agg(s.w) into quarters, incidents, watts
          from (select c.at, sum(c.n) as n, sum(c.w)::bigint as w
                  from (select grid_quarter(start_at) as at, -1 as n, -round(affected_mw * 1e6) as w from gone where known_to is null
                        union all
                        select grid_quarter(end_at), 1, round(affected_mw * 1e6) from gone where known_to is null and end_at is not null) c
                 group by c.at) s
         where s.n <> 0 or s.w <> 0;
    else
        select array_agg(s.at), array_agg(s.n), array_agg(s.w) into quarters, incidents, watts
          from (select c.at, sum(c.n) as n, sum(c.w)::bigint as w
                  from (select grid_quarter(start_at) as at, -1 as n, -round(affected_mw * 1e6) as w from gone where known_to is null
                        union all
                        select grid_quarter(end_at), 1, round(affected_mw * 1e6) from gone where known_to is null and end_at is not null
                        union all
                        select grid_quarter(start_at), 1, round(affected_mw * 1e6) from come where known_to is null
                        union all
                        select grid_quarter(end_at), -1, -round(affected_mw * 1e6) from come where known_to is null and end_at is not null) c
                 group by c.at) s
         where s.n <> 0 or s.w <> 0;
    end if;
    if quarters is null then
        return null;
    elsif grid_raises_later('incidents') then
        insert into incident_sums_later (quarter, incidents, affected_w) select c.at, c.n, c.w from unnest(quarters, incidents, watts) c (at, n, w);
    else
        perform grid_incident_sums(quarters, incidents, watts);
    end if;
    return null;
end $$;

insert into incident_quarters (quarter, incidents, affected_w)
select c.at, sum(c.n), sum(c.w)
  from (select grid_quarter(start_at) as at, 1 as n, round(affected_mw * 1e6)::bigint as w from incident_segments where known_to is null
        union all
        select grid_quarter(end_at), -1, -round(affected_mw * 1e6)::bigint from incident_segments where known_to is null and end_at is not null) c
 group by c.at;

-- As before, of the hours where steps and their beginning are whole hours, of the quarters where they are whole quarters, else of the segments. Whole watts are added
-- as floating-point numbers, which hold them to the last one and are added much faster than numbers of any length.
create or replace function incident_timeline(start_at timestamptz, step interval, steps integer, as_of timestamptz)
    returns table (at timestamptz, active integer, affected_mw double precision)
    language plpgsql stable security definer rows 1000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    first alias for start_at;
    last constant timestamptz := start_at + step * (steps - 1);
    origin constant timestamptz := start_at + interval '1 microsecond';
    hourly boolean;
begin
    if grid_role() is null then
        return;
    end if;
    hourly := grid_hour(first) = first and grid_hour(first + step) = first + step;
    if hourly or (grid_quarter(first) = first and grid_quarter(first + step) = first + step) then
        return query
        with change as (
            select c.n, sum(c.incidents) as incidents, sum(c.w) as w
              from (select first - step + interval '1 microsecond' as n, count(*)::integer as incidents, coalesce(sum(round(s.affected_mw * 1e6)), 0) as w
                      from incident_segments_at(first, null, as_of) s
                    union all
                    select date_bin(step, h.hour, origin), h.incidents::integer, h.affected_w::double precision
                      from incident_hours h where hourly and h.hour > first and h.hour <= last
                    union all
                    select date_bin(step, q.quarter, origin), q.incidents::integer, q.affected_w::double precision
                      from incident_quarters q where not hourly and q.quarter > first and q.quarter <= last
                    union all
                    select date_bin(step, s.expected_end, origin), -1, -round(s.affected_mw * 1e6)
                      from incident_segments s
                     where s.known_to is null and s.end_at is null and s.expected_end is not null and s.expected_end > first and s.expected_end <= last
                       and s.expected_end > as_of and s.expected_end > s.start_at) c
             group by c.n)
        select first + step * g.n, (sum(coalesce(c.incidents, 0)::integer) over (order by g.n))::integer, greatest(sum(coalesce(c.w, 0)) over (order by g.n), 0) / 1e6
          from generate_series(0, steps - 1) g(n) left join change c on c.n = origin + step * (g.n - 1)
         order by g.n;
        return;
    end if;
    return query
    with stretch as (
        select case when s.start_at <= first then first - step + interval '1 microsecond' else date_bin(step, s.start_at, origin) end as enters,
               date_bin(step, coalesce(s.end_at, case when s.expected_end > as_of and s.expected_end > s.start_at then s.expected_end end), origin) as leaves,
               round(s.affected_mw * 1e6) as w
          from incident_segments_overlapping(first, first + step * steps) s
         where s.end_at is not null or not (first > as_of and s.expected_end > as_of and s.expected_end > s.start_at and s.expected_end <= first) is true),
    change as (
        select c.n, sum(c.incidents) as incidents, sum(c.w) as w
          from (select enters as n, 1 as incidents, s.w from stretch s
                union all
                select leaves, -1, -s.w from stretch s where leaves is not null) c
         group by c.n)
    select first + step * g.n, (sum(coalesce(c.incidents, 0)::integer) over (order by g.n))::integer, greatest(sum(coalesce(c.w, 0)) over (order by g.n), 0) / 1e6
      from generate_series(0, steps - 1) g(n) left join change c on c.n = origin + step * (g.n - 1)
     order by g.n;
end $$;

-- That every segment is of an incident is a foreign key's to hold again. Row by row it costs a large import a quarter of a second more than looking once for the
-- statement did; but who looks once relies on every writer holding the catalogue's number, and that is no longer so.
drop trigger incident_segments_incident_insert on incident_segments;
drop trigger incident_segments_incident_update on incident_segments;
drop trigger incidents_segments_delete on incidents;
drop trigger incidents_segments_truncate on incidents;
drop function grid_segments_of_incidents();
drop function grid_segments_with_incidents();
drop policy incident_segments_with_incidents on incident_segments;
alter table incident_segments add constraint "FK_incident_segments_incidents_incident_id" foreign key (incident_id) references incidents (id) on delete cascade;
