using GridApp.Data;
using GridApp.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>The third wall: what PostgreSQL itself refuses, whatever the code above it forgets.</summary>
public sealed class WallsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Arranging = new(1, 1);
    private static bool arranged;

    public async Task InitializeAsync()
    {
        await Arranging.WaitAsync();
        if (!arranged)
        {
            await database.AsOwnerAsync<object>("""
                insert into organizations (id, name) values (1, 'First'), (2, 'Second');
                insert into users (id, user_name, normalized_user_name, password_hash, role, organization_id, first_name, last_name, is_disabled, must_change_password,
                                   email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                    select n, 'u' || n, 'U' || n, 'hash', role, organization, '', '', false, false, false, false, false, false, 0
                      from (values (101, 'super_admin', 1), (102, 'admin', 1), (103, 'analyst', 1), (104, 'analyst', 2), (105, 'super_admin', null)) as them (n, role, organization);
                insert into plants (code, name, fuel, source_fuel, capacity_mw, organization_id, market_approximate, simulated, is_yekdem, is_res)
                    values ('ONE', 'One', 'gas', '', 100, 1, false, false, false, false),
                           ('TWO', 'Two', 'gas', '', 200, 2, false, false, false, false),
                           ('PUB', 'Public', 'gas', '', 300, null, false, false, false, false);
                insert into plant_revisions (plant_id, superseded, values, values_hash) select id, false, '{}', 'x' from plants;
                insert into imports (organization_id, dataset, format, file_name, file_bytes, stored_as, status, rows_read, rows_written, rows_changed, rows_rejected, attempts)
                    values (1, 'plants', 'csv', 'a.csv', 1, '', 'completed', 0, 0, 0, 0, 0), (2, 'plants', 'csv', 'b.csv', 1, '', 'completed', 0, 0, 0, 0, 0);
                insert into import_rejections (import_id, row, reason) select id, 2, 'why' from imports;
                insert into import_warnings (import_id, reason, count) select id, 'odd', 1 from imports;
                insert into import_before (import_id, part, before) select id, 'plants', '{}' from imports;
                insert into lines (code, name, kind, limit_mw, organization_id, simulated) values ('L1', 'One', 'line', 100, 1, false), ('L2', 'Two', 'line', 100, 2, false);
                insert into zones (code, name, type, organization_id, geom) values ('Z1', 'One', 'load_zone', 1, 'SRID=4326;POLYGON((0 0,1 0,1 1,0 0))'), ('Z2', 'Two', 'hub', 2, 'SRID=4326;POINT(1 1)');
                insert into incidents (plant_id, organization_id, type, affected_mw, start_at, simulated, public_record, over_capacity)
                    select id, organization_id, 'forced', 10, now(), false, organization_id is null, false from plants;
                insert into incident_segments (incident_id, plant_id, type, start_at, affected_mw, known_from) select id, plant_id, type, start_at, affected_mw, now() from incidents;
                insert into incident_details (incident_id, organization_id, public_record, reason) select id, organization_id, public_record, 'why ' || coalesce(organization_id, 0) from incidents;
                insert into incident_revisions (incident_id, organization_id, public_record, action, values) select id, organization_id, public_record, 'reported', '{}' from incidents;
                insert into notifications (organization_id, kind, data) values (1, 'incident.reported', '{}'), (2, 'incident.reported', '{}');
                """);
            // The trail is the application's to write, not the owner's.
            await using var session = await database.Database.OpenAsync(Actor.System);
            await using var command = session.Command("insert into audit_events (organization_id, action, object_type) values (1, 'incident.reported', 'incident'), (2, 'incident.reported', 'incident')");
            await command.ExecuteNonQueryAsync();
            await session.CommitAsync();
            arranged = true;
        }
        Arranging.Release();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static Actor Admin(int organization) => new(Roles.Admin, 10 + organization, organization);

    [Fact]
    public async Task EveryTable_HasForcedRowSecurityAndAPolicy()
    {
        var bare = await database.AsOwnerAsync<string[]>("""
            select coalesce(array_agg(c.relname::text order by c.relname), '{}')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p')
              and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
              -- a partition is reached through its parent alone: nobody is granted anything on it
              and not (c.relispartition and c.relacl is null)
              -- a version number, EF's history and PostGIS's own reference table hold nobody's data
              and c.relname not in ('catalogue_version', '__EFMigrationsHistory', 'spatial_ref_sys')
            """);
        Assert.Empty(bare!);
    }

    [Theory]
    [InlineData("plants")]
    [InlineData("plant_units")]
    [InlineData("plant_revisions")]
    [InlineData("organizations")]
    [InlineData("imports")]
    [InlineData("import_rejections")]
    [InlineData("import_warnings")]
    [InlineData("import_before")]
    [InlineData("settings")]
    [InlineData("lines")]
    [InlineData("zones")]
    [InlineData("zone_shapes")]
    [InlineData("incidents")]
    [InlineData("incident_segments")]
    [InlineData("incident_details")]
    [InlineData("incident_revisions")]
    [InlineData("audit_events")]
    [InlineData("notifications")]
    [InlineData("notification_reads")]
    [InlineData("replay_bookmarks")]
    [InlineData("price_rules")]
    [InlineData("price_alerts")]
    public async Task WithoutTenant_EveryTableAnswersWithZeroRows(string table)
    {
        await using var command = database.Sources.App.CreateCommand($"select count(*) from {table}");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task PoolOfOneConnection_KeepsNothingOfTheTenantBefore()
    {
        await using var sources = new GridDataSources(new NpgsqlConnectionStringBuilder(database.AppConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var pool = new GridDatabase(sources);
        await using (var session = await pool.OpenAsync(Actor.System))
        {
            Assert.Equal(2, await session.Db.Imports.CountAsync());
            await session.CommitAsync();
        }
        await using (var session = await pool.OpenAsync(Admin(1)))
        {
            Assert.Equal("a.csv", (await session.Db.Imports.SingleAsync()).FileName);
        }
        await using var command = sources.App.CreateCommand("select (select count(*) from imports), (select count(*) from plants), current_user::text");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal((0L, 0L, DatabaseRoles.App), (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)));
    }

    [Fact]
    public async Task RawSql_SeesOnlyTheOwnOrganizationsImports_AndTheirRejections()
    {
        await using var session = await database.Database.OpenAsync(Admin(2));
        await using var command = session.Command("""
            select (select string_agg(file_name, ',') from imports), (select count(*) from import_rejections), (select count(*) from import_warnings),
                   (select string_agg(p.code, ',' order by p.code) from plant_revisions r join plants p on p.id = r.plant_id)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal("b.csv", reader.GetString(0));
        Assert.Equal(1L, reader.GetInt64(1));
        Assert.Equal(1L, reader.GetInt64(2));
        Assert.Equal("PUB,TWO", reader.GetString(3));
    }

    [Theory]
    [InlineData("update users set first_name = 'x'", 2)] // not the super admin of the own organization, not the other's people
    [InlineData("update users set is_disabled = is_disabled where role = 'super_admin'", 0)]
    [InlineData("update organizations set name = name || '!'", 0)]
    public async Task BulkUpdate_OfPeople_TouchesOnlyWhomTheAdminManages(string sql, int touched)
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command(sql);
        Assert.Equal(touched, await command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task RawSql_SeesOnlyTheOwnPeopleAndOrganization_ButEveryOrganizationsName()
    {
        await using var session = await database.Database.OpenAsync(Admin(2));
        await using var command = session.Command("select (select string_agg(user_name, ',') from users), (select string_agg(name, ',') from organizations), (select string_agg(name, ',' order by id) from organization_names())");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal(("u104", "Second", "First,Second"), (reader.GetString(0), reader.GetString(1), reader.GetString(2)));
    }

    [Theory]
    [InlineData("update users set role = 'admin', organization_id = 1 where role = 'super_admin'")]
    [InlineData("update users set is_disabled = true where role = 'super_admin'")]
    public async Task TheLastSuperAdmin_StaysOne_WhateverTheStatement(string sql)
    {
        await using var session = await database.Database.OpenAsync(new Actor(Roles.SuperAdmin, 105, null));
        await using var command = session.Command(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal("GR001", refused.SqlState);
    }

    [Theory]
    [InlineData("update users set role = 'admin' where id = 103")]
    [InlineData("update users set is_disabled = true where id = 103")]
    public async Task AChangedRoleOrState_ChangesTheStamp_WhateverTheStatement(string sql)
    {
        const string Stamp = "select security_stamp from users where id = 103";
        await using var before = database.Sources.Identity.CreateCommand(Stamp);
        var old = await before.ExecuteScalarAsync();
        await using (var session = await database.Database.OpenAsync(Admin(1)))
        {
            await using var command = session.Command(sql);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
            await session.CommitAsync();
        }

        await using var after = database.Sources.Identity.CreateCommand(Stamp);
        Assert.NotEqual(old, await after.ExecuteScalarAsync());
        await using (var session = await database.Database.OpenAsync(Admin(1)))
        {
            await using var command = session.Command("update users set role = 'analyst', is_disabled = false where id = 103");
            await command.ExecuteNonQueryAsync();
            await session.CommitAsync();
        }
    }

    [Fact]
    public async Task ATokenThatOnlyReads_WritesNothing_WhateverItsHolderMay()
    {
        await using var session = await database.Database.OpenAsync(new Actor(Roles.SuperAdmin, 105, null) { ReadsOnly = true });
        await using var command = session.Command("update plants set name = name");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task BulkUpdate_ByAnAdmin_TouchesOnlyTheOwnPlants()
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command("update plants set name = name || '!'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task ExecuteDelete_ByAnAnalyst_TouchesNothing()
    {
        await using var session = await database.Database.OpenAsync(new Actor(Roles.Analyst, 30, 1));
        Assert.Equal(0, await session.Db.Plants.ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("null")]
    public async Task Insert_ForAnotherOrganizationOrForNone_IsRefused(string organization)
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command($"""
            insert into plants (code, name, fuel, source_fuel, capacity_mw, organization_id, market_approximate, simulated, is_yekdem, is_res)
            values ('NEW', 'New', 'gas', '', 1, {organization}, false, false, false, false)
            """);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task HandingAPlantToAnotherOrganization_IsRefused()
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command("update plants set organization_id = 2");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task RawSql_SeesEveryIncident_ButOnlyTheOwnAndPublicReasonsAndStories()
    {
        await using var session = await database.Database.OpenAsync(Admin(2));
        await using var command = session.Command("""
            select (select count(*) from incidents), (select count(*) from incident_segments), (select string_agg(reason, ',' order by reason) from incident_details),
                   (select count(*) from incident_revisions), (select count(*) from audit_events where organization_id = 2), (select count(*) from audit_events where organization_id <> 2),
                   (select string_agg(organization_id::text, ',') from notifications)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal((3L, 3L, "why 0,why 2", 2L), (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3)));
        Assert.Equal((1L, 0L, "2"), (reader.GetInt64(4), reader.GetInt64(5), reader.GetString(6)));
    }

    [Fact]
    public async Task Analysts_SeeNoAuditTrailAndNoNews()
    {
        await using var session = await database.Database.OpenAsync(new Actor(Roles.Analyst, 30, 1));
        await using var command = session.Command("select (select count(*) from audit_events) + (select count(*) from notifications)");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("update incidents set affected_mw = 1")]
    [InlineData("update incident_segments set known_to = now()")]
    [InlineData("update incident_details set reason = 'x'")]
    [InlineData("update lines set name = 'x'")]
    public async Task BulkUpdate_OfIncidents_TouchesOnlyTheOwn(string sql)
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    [Theory]
    [InlineData("insert into incidents (plant_id, organization_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 2, 'forced', 1, now(), false, false, false from plants where code = 'TWO'")]
    [InlineData("insert into incidents (plant_id, organization_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 1, 'forced', 1, now(), false, false, false from plants where code = 'TWO'")]
    [InlineData("insert into incidents (plant_id, organization_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 1, 'forced', 1, now(), false, false, false from plants where code = 'PUB'")]
    [InlineData("insert into incidents (line_id, organization_id, type, affected_mw, start_at, simulated, public_record, over_capacity) select id, 1, 'forced', 1, now(), false, false, false from lines where code = 'L2'")]
    [InlineData("insert into incident_segments (incident_id, plant_id, type, start_at, affected_mw, known_from) select id, plant_id, type, now(), 1, now() from incidents where organization_id = 2")]
    [InlineData("insert into incident_segments (incident_id, plant_id, type, start_at, affected_mw, known_from) select i.id, p.id, i.type, now(), 1, now() from incidents i, plants p where i.organization_id = 1 and p.code = 'TWO'")]
    [InlineData("insert into incident_revisions (incident_id, organization_id, public_record, action, values) select id, 1, false, 'changed', '{}' from incidents where organization_id = 2")]
    [InlineData("insert into incident_details (incident_id, organization_id, public_record) select id, 1, false from incidents where organization_id = 2")]
    [InlineData("update incident_details set public_record = true")]
    [InlineData("insert into notifications (organization_id, kind, data) values (2, 'x', '{}')")]
    [InlineData("insert into audit_events (user_id, organization_id, action, object_type) values (99, 1, 'x', 'x')")]
    [InlineData("insert into notification_reads (user_id, read_up_to) values (99, 1)")]
    [InlineData("update incidents set organization_id = 2")]
    [InlineData("update users set role = 'super_admin' where id = 103")]
    [InlineData("update users set organization_id = 2 where id = 103")]
    [InlineData("insert into users (user_name, role, organization_id, first_name, last_name, is_disabled, must_change_password, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count) values ('x', 'analyst', 2, '', '', false, false, false, false, false, false, 0)")]
    [InlineData("insert into users (user_name, role, organization_id, first_name, last_name, is_disabled, must_change_password, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count) values ('x', 'super_admin', 1, '', '', false, false, false, false, false, false, 0)")]
    [InlineData("insert into account_links (user_id, purpose, token_hash, created_by, expires_at) values (104, 'password', 'a', 11, now())")]
    [InlineData("insert into account_links (user_id, purpose, token_hash, created_by, expires_at) values (101, 'password', 'b', 11, now())")]
    [InlineData("insert into account_links (user_id, purpose, token_hash, created_by, expires_at) values (103, 'password', 'c', 99, now())")]
    [InlineData("insert into organizations (name) values ('Third')")]
    public async Task WritingForOthers_IsRefused(string sql)
    {
        await using var session = await database.Database.OpenAsync(Admin(1));
        await using var command = session.Command(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("select password_hash from users")]
    [InlineData("select xml from data_protection_keys")]
    [InlineData("select * from login_attempts")]
    [InlineData("select * from user_tokens")]
    [InlineData("select security_stamp from users")]
    [InlineData("update users set password_hash = 'x'")]
    [InlineData("insert into users (user_name, password_hash) values ('x', 'y')")]
    [InlineData("update users set security_stamp = 'x'")]
    [InlineData("delete from users")]
    [InlineData("select * from account_links")]
    [InlineData("update account_links set expires_at = now()")]
    [InlineData("select * from second_factors")]
    [InlineData("select * from recovery_codes")]
    [InlineData("select * from api_tokens")]
    [InlineData("insert into api_tokens (user_id) values (1)")]
    [InlineData("update catalogue_version set version = 0")]
    [InlineData("delete from plant_revisions")]
    [InlineData("update audit_events set action = 'x'")]
    [InlineData("delete from audit_events")]
    [InlineData("truncate audit_events")]
    [InlineData("update incident_revisions set action = 'x'")]
    [InlineData("delete from incident_revisions")]
    [InlineData("delete from notifications")]
    [InlineData("alter table plants disable row level security")]
    [InlineData("create table mine (id int)")]
    public async Task TheAppRole_HasNoRightTo(string sql)
    {
        await using var session = await database.Database.OpenAsync(Actor.System);
        await using var command = session.Command(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task TheAccountsRole_ReachesNothingButAccounts()
    {
        await using var command = database.Sources.Identity.CreateCommand("select count(*) from plants");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task TheRunningRoles_AreBounded() => await SchemaUpgrade.ProveRolesAreBoundedAsync(database.Sources);
}
