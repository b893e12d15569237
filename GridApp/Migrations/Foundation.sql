-- What EF Core cannot say: the spatial column, the catalogue's version number, and the walls between organizations.
-- Roles grid_app and grid_identity exist before any migration runs (Data/SchemaUpgrade.cs).

-- Points stay as two columns, streamed straight into GeoJSON; predicates use the generated geometry.
alter table plants add column geom geometry(Point, 4326) generated always as (
    case when longitude is not null and latitude is not null then st_setsrid(st_makepoint(longitude, latitude), 4326) end) stored;
create index plants_geom on plants using gist (geom);

-- Who is asking. Set per transaction by the app; missing means nobody, and nobody sees nothing.
create function grid_role() returns text language sql stable
    as $$ select nullif(current_setting('grid.role', true), '') $$;
create function grid_user() returns integer language sql stable
    as $$ select nullif(current_setting('grid.user_id', true), '')::integer $$;
create function grid_organization() returns integer language sql stable
    as $$ select nullif(current_setting('grid.organization_id', true), '')::integer $$;
create function grid_sees_all() returns boolean language sql stable
    as $$ select coalesce(grid_role() in ('system', 'super_admin'), false) $$;
create function grid_writes_for(organization integer) returns boolean language sql stable
    as $$ select grid_sees_all() or (coalesce(grid_role() = 'admin', false) and coalesce(organization = grid_organization(), false)) $$;

-- One number per catalogue, raised in the transaction that writes it. The row lock orders writers, so versions commit in their order and a cache
-- that has seen version n has seen every change up to n. The functions belong to the owner: the app may read the number, not set it.
insert into catalogue_version (name, version, reload_below) values ('plants', 1, 0);

create function grid_plants_raise() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    raised bigint;
begin
    update catalogue_version
       set version = version + 1,
           reload_below = case when tg_op in ('DELETE', 'TRUNCATE') then version + 1 else reload_below end
     where name = 'plants'
    returning version into raised;
    perform set_config('grid.plants_version', raised::text, true);
    return null;
end $$;

create function grid_plants_stamp() returns trigger language plpgsql as $$
begin
    new.version := current_setting('grid.plants_version')::bigint;
    new.updated_at := now();
    return new;
end $$;

create trigger plants_raise before insert or update or delete on plants for each statement execute function grid_plants_raise();
create trigger plants_raise_on_truncate before truncate on plants for each statement execute function grid_plants_raise();
create trigger plants_stamp before insert or update on plants for each row execute function grid_plants_stamp();

-- The third wall. FORCE binds the owner too; the policies name what each role sees and writes.
alter table organizations enable row level security;
alter table organizations force row level security;
create policy organizations_read on organizations for select using (grid_role() is not null);
create policy organizations_write on organizations for all using (grid_sees_all()) with check (grid_sees_all());
create policy organizations_of_accounts on organizations for select to grid_identity using (true);

-- Plants are public to every role; writing stays inside the organization.
alter table plants enable row level security;
alter table plants force row level security;
create policy plants_read on plants for select using (grid_role() is not null);
create policy plants_insert on plants for insert with check (grid_writes_for(organization_id));
create policy plants_update on plants for update using (grid_writes_for(organization_id)) with check (grid_writes_for(organization_id));
create policy plants_delete on plants for delete using (grid_writes_for(organization_id));

alter table plant_units enable row level security;
alter table plant_units force row level security;
create policy plant_units_read on plant_units for select using (grid_role() is not null);
create policy plant_units_insert on plant_units for insert
    with check (exists (select from plants p where p.id = plant_id and grid_writes_for(p.organization_id)));
create policy plant_units_update on plant_units for update
    using (exists (select from plants p where p.id = plant_id and grid_writes_for(p.organization_id)))
    with check (exists (select from plants p where p.id = plant_id and grid_writes_for(p.organization_id)));
create policy plant_units_delete on plant_units for delete
    using (exists (select from plants p where p.id = plant_id and grid_writes_for(p.organization_id)));

-- How public plants changed is public; how an organization's plants changed is its own.
alter table plant_revisions enable row level security;
alter table plant_revisions force row level security;
create policy plant_revisions_read on plant_revisions for select
    using (grid_sees_all() or (grid_role() is not null and exists (
        select from plants p where p.id = plant_id and (p.organization_id is null or p.organization_id = grid_organization()))));
create policy plant_revisions_insert on plant_revisions for insert
    with check (exists (select from plants p where p.id = plant_id and grid_writes_for(p.organization_id)));

alter table imports enable row level security;
alter table imports force row level security;
create policy imports_read on imports for select
    using (grid_sees_all() or (grid_role() is not null and organization_id = grid_organization()));
create policy imports_insert on imports for insert with check (grid_writes_for(organization_id));
create policy imports_update on imports for update using (grid_writes_for(organization_id)) with check (grid_writes_for(organization_id));

-- Rejections and warnings follow their import: the subquery is under imports' own policies.
alter table import_rejections enable row level security;
alter table import_rejections force row level security;
create policy import_rejections_read on import_rejections for select using (exists (select from imports i where i.id = import_id));
create policy import_rejections_insert on import_rejections for insert
    with check (exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));
create policy import_rejections_delete on import_rejections for delete
    using (exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));

alter table import_warnings enable row level security;
alter table import_warnings force row level security;
create policy import_warnings_read on import_warnings for select using (exists (select from imports i where i.id = import_id));
create policy import_warnings_insert on import_warnings for insert
    with check (exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));
create policy import_warnings_update on import_warnings for update
    using (exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));
create policy import_warnings_delete on import_warnings for delete
    using (exists (select from imports i where i.id = import_id and grid_writes_for(i.organization_id)));

alter table settings enable row level security;
alter table settings force row level security;
create policy settings_system on settings for all using (grid_sees_all()) with check (grid_sees_all());

-- Accounts: their own role works on them; the app role sees names and roles of the own organization, never a hash or a stamp.
alter table users enable row level security;
alter table users force row level security;
create policy users_accounts on users for all to grid_identity using (true) with check (true);
create policy users_read on users for select to grid_app
    using (grid_sees_all() or (grid_role() is not null and (organization_id = grid_organization() or id = grid_user())));

alter table user_claims enable row level security;
alter table user_claims force row level security;
create policy user_claims_accounts on user_claims for all to grid_identity using (true) with check (true);
alter table user_logins enable row level security;
alter table user_logins force row level security;
create policy user_logins_accounts on user_logins for all to grid_identity using (true) with check (true);
alter table user_tokens enable row level security;
alter table user_tokens force row level security;
create policy user_tokens_accounts on user_tokens for all to grid_identity using (true) with check (true);
alter table login_attempts enable row level security;
alter table login_attempts force row level security;
create policy login_attempts_accounts on login_attempts for all to grid_identity using (true) with check (true);
alter table data_protection_keys enable row level security;
alter table data_protection_keys force row level security;
create policy data_protection_keys_accounts on data_protection_keys for all to grid_identity using (true) with check (true);

-- Rights: named one by one. Revisions are never altered by the app.
revoke all on schema public from public;
grant usage on schema public to grid_app, grid_identity;
grant select, insert, update, delete on organizations, plants, plant_units to grid_app;
grant select, insert on plant_revisions to grid_app;
grant select, insert, update on imports to grid_app;
grant select, insert, update, delete on import_rejections, import_warnings to grid_app;
grant select, insert, update on settings to grid_app;
grant select on catalogue_version to grid_app;
grant select (id, user_name, email, first_name, last_name, role, organization_id, is_disabled, created_at) on users to grid_app;
grant select, insert, update, delete on users, user_claims, user_logins, user_tokens, login_attempts to grid_identity;
grant select, insert on data_protection_keys to grid_identity;
grant select on organizations to grid_identity;
