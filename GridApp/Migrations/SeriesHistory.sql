-- What was known when, of the series that are corrected: the value that a correction replaces is kept with the time until which it was known. A row that only
-- gains a value (SMF beside PTF, the actual beside its forecast) loses nothing, and an hour of the simulated market that is still being summed is no correction:
-- the condition of the trigger says so, so that it costs nothing where nothing is corrected.
create table market_price_history (
    id bigint generated always as identity primary key,
    market text not null,
    at timestamptz not null,
    currency text not null,
    minutes smallint not null,
    ptf double precision,
    smf double precision,
    interim boolean not null,
    simulated boolean not null,
    organization_id integer,
    import_id integer,
    written_at timestamptz not null,
    known_to timestamptz not null default clock_timestamp());
create index market_price_history_at on market_price_history (market, currency, at);

create table consumption_history (
    id bigint generated always as identity primary key,
    market text not null,
    at timestamptz not null,
    minutes smallint not null,
    actual_mw double precision,
    forecast_mw double precision,
    simulated boolean not null,
    organization_id integer,
    import_id integer,
    written_at timestamptz not null,
    known_to timestamptz not null default clock_timestamp());
create index consumption_history_at on consumption_history (market, at);

create function grid_keep_market_price() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into market_price_history (market, at, currency, minutes, ptf, smf, interim, simulated, organization_id, import_id, written_at)
    values (old.market, old.at, old.currency, old.minutes, old.ptf, old.smf, old.interim, old.simulated, old.organization_id, old.import_id, old.updated_at);
    return null;
end $$;
create trigger market_prices_keep after update on market_prices for each row
    when ((old.ptf is not null and new.ptf is distinct from old.ptf) or (old.smf is not null and new.smf is distinct from old.smf and not (old.simulated and old.interim)))
    execute function grid_keep_market_price();

create function grid_keep_consumption() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into consumption_history (market, at, minutes, actual_mw, forecast_mw, simulated, organization_id, import_id, written_at)
    values (old.market, old.at, old.minutes, old.actual_mw, old.forecast_mw, old.simulated, old.organization_id, old.import_id, old.updated_at);
    return null;
end $$;
create trigger consumption_keep after update on consumption for each row
    when ((old.actual_mw is not null and new.actual_mw is distinct from old.actual_mw) or (old.forecast_mw is not null and new.forecast_mw is distinct from old.forecast_mw))
    execute function grid_keep_consumption();

-- Read by every role, as what stands now; written by the triggers alone; what is simulated goes with what it was about.
do $$
declare
    name text;
begin
    foreach name in array array['market_price_history', 'consumption_history'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy %I on %I for select using (grid_role() is not null)', name || '_read', name);
        execute format('create policy %I on %I for insert to %I with check (true)', name || '_of_functions', name, current_user);
        execute format('create policy %I on %I for delete using (grid_sees_all() and simulated)', name || '_delete', name);
        execute format('grant select, delete on %I to grid_app', name);
    end loop;
end $$;

-- What could have been given in an interval, and what the units that ran could have given more.
alter table grid_intervals add column available_mw double precision, add column headroom_mw double precision;

-- What an incident does to the simulated system, interval by interval while it lasts; incident_effects keeps the last of them whole.
create table incident_effect_intervals (
    incident_id integer not null references incidents (id) on delete cascade,
    at timestamptz not null,
    minutes smallint not null,
    cost_with double precision not null,
    cost_without double precision not null,
    price_with double precision not null,
    price_without double precision not null,
    lost_mw double precision not null,
    shed_mw double precision not null,
    emissions_kg double precision not null,
    primary key (incident_id, at));
alter table incident_effect_intervals enable row level security;
alter table incident_effect_intervals force row level security;
create policy incident_effect_intervals_read on incident_effect_intervals for select using (grid_role() is not null);
create policy incident_effect_intervals_write on incident_effect_intervals for all using (grid_sees_all()) with check (grid_sees_all());
grant select, insert, update, delete on incident_effect_intervals to grid_app;

select set_config('grid.role', 'system', true);
insert into incident_effect_intervals (incident_id, at, minutes, cost_with, cost_without, price_with, price_without, lost_mw, shed_mw, emissions_kg)
select incident_id, at, (effect->>'minutes')::double precision::smallint, cost_with, cost_without, (effect->>'priceWith')::double precision, (effect->>'priceWithout')::double precision,
       (effect->>'lostMw')::double precision, (effect->>'shedMw')::double precision, (effect->>'emissionsKg')::double precision
  from incident_effects;

-- The simulated market's consumption is kept every five minutes, as it is dispatched; until here it was kept by the hour.
delete from consumption where market = 'RTS' and simulated and import_id is null and minutes = 60;
insert into consumption (market, at, minutes, actual_mw, forecast_mw, simulated)
select market, at, minutes, load_mw - shed_mw, forecast_mw, true from grid_intervals where market = 'RTS' and kind = 'RTM'
    on conflict (market, at) do nothing;
insert into consumption (market, at, minutes, forecast_mw, simulated)
select d.market, s.at, 5, d.load_mw, true
  from grid_intervals d cross join lateral generate_series(d.at, d.at + interval '55 minutes', interval '5 minutes') s(at) where d.market = 'RTS' and d.kind = 'DAM'
    on conflict (market, at) do nothing;
select set_config('grid.role', '', true);
