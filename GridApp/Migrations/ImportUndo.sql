-- Undo of imports. written_at is the time of the import's transaction, which every row that it wrote carries as its updated_at: a row with another one was changed
-- since. An import without it is from before what imports replace was kept.
alter table imports drop constraint imports_status;
alter table imports add constraint imports_status check (status in ('queued', 'running', 'completed', 'failed', 'undone'));
alter table imports add column written_at timestamptz;
alter table imports add column undone_at timestamptz;
alter table imports add column undone_by text;

-- The rows that an import replaced, as they were. Rows that it made need none: they carry its number and stand nowhere here.
create table import_before (
    import_id integer not null references imports (id) on delete cascade,
    part text not null check (part in ('plants', 'nodes', 'market_prices', 'consumption', 'generation', 'price_frames')),
    -- The import that the row was of: it cannot be taken back before this one is.
    earlier_import integer,
    before jsonb not null);
create index import_before_import on import_before (import_id, part);
create index import_before_earlier on import_before (earlier_import) where earlier_import is not null;

-- An import's rows are found by its number, of which there is one for very many rows: the indexes are small.
create index market_prices_import on market_prices (import_id) where import_id is not null;
create index consumption_import on consumption (import_id) where import_id is not null;
create index generation_import on generation (import_id) where import_id is not null;
create index price_frames_import on price_frames (import_id) where import_id is not null;

-- A plant or a node that gets its earlier values back gets the time of them back too, or the import that brought them could not be taken back in its turn.
-- The version goes on: it tells what has been seen.
create or replace function grid_plants_stamp() returns trigger language plpgsql as $$
begin
    new.version := current_setting('grid.plants_version')::bigint;
    if coalesce(current_setting('grid.restoring', true), '') <> 'on' then
        new.updated_at := now();
    end if;
    return new;
end $$;
create or replace function grid_catalogue_stamp() returns trigger language plpgsql as $$
begin
    new.version := current_setting('grid.' || tg_argv[0] || '_version')::bigint;
    if coalesce(current_setting('grid.restoring', true), '') <> 'on' then
        new.updated_at := now();
    end if;
    return new;
end $$;

-- The walls: whoever imports keeps what is replaced; only the undo, which asks for the person's rights first, reads and removes it.
alter table import_before enable row level security;
alter table import_before force row level security;
create policy import_before_insert on import_before for insert
    with check (grid_sees_all() or exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));
create policy import_before_read on import_before for select using (grid_sees_all());
create policy import_before_delete on import_before for delete using (grid_sees_all());
grant select, insert, delete on import_before to grid_app;

-- What an import that is taken back has left in the histories goes with it; nothing else of them ever does.
-- Revisions are not the app's to delete, so a function does it, for an import that is marked as undone and no other.
create policy plant_revisions_of_undo on plant_revisions for delete using (grid_sees_all());
create function grid_forget_revisions(undone integer) returns void language sql security definer set search_path = public, pg_temp as $$
    delete from plant_revisions r using imports i where i.id = $1 and i.status = 'undone' and r.import_id = $1
$$;
revoke execute on function grid_forget_revisions(integer) from public;
grant execute on function grid_forget_revisions(integer) to grid_app;
-- The others only in a transaction that says that it restores: nothing else that sees all can take a correction away.
create function grid_restores() returns boolean language sql stable as $$ select grid_sees_all() and coalesce(current_setting('grid.restoring', true), '') = 'on' $$;
create policy market_price_history_undo on market_price_history for delete using (grid_restores());
create policy consumption_history_undo on consumption_history for delete using (grid_restores());
create policy node_moves_undo on node_moves for delete using (grid_restores());
grant delete on node_moves to grid_app;
create policy node_lists_undo on node_lists for delete using (grid_restores());
grant delete on node_lists to grid_app;
