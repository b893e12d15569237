using GridApp.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GridApp.Data;

/// <summary>Brings the schema to what this build knows, under a lock, and proves that the app's roles are bounded.</summary>
public sealed partial class SchemaUpgrade(ILogger<SchemaUpgrade> log)
{
    // Any fixed number: it is the name of the lock that migrating processes share.
    private const long MigrationLock = 4_712_026_112_100_001;

    /// <summary>Migrates.</summary>
    /// <param name="ownerConnectionString">A login that owns the database's schema, or may create in it.</param>
    /// <param name="appLogin">The login that the app will connect with; it is made a member of the app's roles.</param>
    /// <exception cref="StartRefusedException">The server, the rights or the schema do not fit; the message says what to do.</exception>
    public async Task RunAsync(string ownerConnectionString, string? appLogin, CancellationToken ct = default)
    {
        await using var source = new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { ApplicationName = "GridApp migrations", CommandTimeout = 600, Pooling = false }.ConnectionString).Build();
        await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        if (connection.PostgreSqlVersion.Major < 15)
        {
            throw new StartRefusedException($"PostgreSQL 15 or newer is needed; the server says {connection.PostgreSqlVersion}.");
        }
        await ExecuteAsync(connection, $"select pg_advisory_lock({MigrationLock})", ct).ConfigureAwait(false);
        await EnsurePostGisAsync(connection, ct).ConfigureAwait(false);
        await EnsureRolesAsync(connection, appLogin, ct).ConfigureAwait(false);
        await EnsureTemporaryTablesAsync(connection, ct).ConfigureAwait(false);

        var options = new DbContextOptionsBuilder<GridDbContext>().UseNpgsql(connection).Options;
        await using var db = new GridDbContext(options);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct).ConfigureAwait(false)).ToList();
        if (applied.FirstOrDefault(name => !known.Contains(name)) is { } newer)
        {
            throw new StartRefusedException(
                $"The database has the schema of a newer GridApp (migration {newer}, unknown to this version). Start that version or a newer one, or restore a backup made before the upgrade.");
        }
        var pending = known.Count - applied.Count;
        if (pending > 0)
        {
            LogMigrating(log, pending);
            await db.Database.MigrateAsync(ct).ConfigureAwait(false);
        }
        await JobStore.EnsureAsync(connection, ownerConnectionString, ct).ConfigureAwait(false);
    }

    /// <summary>Refuses to work under a role that row-level security does not bind.</summary>
    /// <exception cref="StartRefusedException">A role is superuser, bypasses row-level security, or owns a table.</exception>
    public static async Task ProveRolesAreBoundedAsync(GridDataSources sources, CancellationToken ct = default)
    {
        foreach (var source in new[] { sources.App, sources.Identity })
        {
            await using var command = source.CreateCommand("""
                select r.rolname, r.rolsuper, r.rolbypassrls, exists (select from pg_class c where c.relowner = r.oid)
                from pg_roles r where r.rolname = current_user
                """);
            await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await reader.ReadAsync(ct).ConfigureAwait(false);
            var name = reader.GetString(0);
            var fault = reader.GetBoolean(1) ? "is a superuser"
                : reader.GetBoolean(2) ? "bypasses row-level security"
                : reader.GetBoolean(3) ? "owns tables"
                : null;
            if (fault is not null)
            {
                throw new StartRefusedException($"The database role {name}, under which the app works, {fault}. Take that away (alter role {name} nosuperuser nobypassrls): organizations would see each other's data.");
            }
        }
    }

    private static async Task EnsurePostGisAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var check = new NpgsqlCommand("select exists (select from pg_extension where extname = 'postgis')", connection);
        if (await check.ExecuteScalarAsync(ct).ConfigureAwait(false) is true)
        {
            return;
        }
        try
        {
            await ExecuteAsync(connection, "create extension if not exists postgis", ct).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw new StartRefusedException(
                $"The database lacks PostGIS and this login cannot add it ({e.MessageText}). Install PostGIS on the server and let a superuser run: create extension postgis;", e);
        }
    }

    private static async Task EnsureRolesAsync(NpgsqlConnection connection, string? appLogin, CancellationToken ct)
    {
        foreach (var role in new[] { DatabaseRoles.App, DatabaseRoles.Identity })
        {
            try
            {
                // Roles belong to the whole server: another database's upgrade may make them at the same moment.
                await ExecuteAsync(connection, $"""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '{role}') then create role {role} nologin noinherit; end if;
                    exception when duplicate_object or unique_violation then null;
                    end $$
                    """, ct).ConfigureAwait(false);
                foreach (var login in new[] { connection.UserName, appLogin }.OfType<string>().Distinct(StringComparer.Ordinal))
                {
                    await GrantAsync(connection, role, login, ct).ConfigureAwait(false);
                }
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new StartRefusedException(
                    $"The login {connection.UserName} may not create the role {role} or grant it. Let a superuser run: create role {role} nologin noinherit; grant {role} to \"{appLogin ?? connection.UserName}\"; ({e.MessageText})", e);
            }
        }
    }

    // Imports stage their rows in a temporary table; COPY cannot write one that row-level security guards.
    private static async Task EnsureTemporaryTablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await ExecuteAsync(connection, $"""
                do $$ begin
                    if not has_database_privilege('{DatabaseRoles.App}', current_database(), 'temporary') then
                        execute format('grant temporary on database %I to {DatabaseRoles.App}', current_database());
                    end if;
                end $$
                """, ct).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefusedException(
                $"The role {DatabaseRoles.App} may not create temporary tables, which imports need. Let the database's owner run: grant temporary on database {connection.Database} to {DatabaseRoles.App}; ({e.MessageText})", e);
        }
    }

    private static async Task GrantAsync(NpgsqlConnection connection, string role, string login, CancellationToken ct)
    {
        await using var member = new NpgsqlCommand("select exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles l on l.oid = m.member where r.rolname = $1 and l.rolname = $2)", connection);
        member.Parameters.Add(new() { Value = role });
        member.Parameters.Add(new() { Value = login });
        for (var attempt = 1; await member.ExecuteScalarAsync(ct).ConfigureAwait(false) is false; attempt++)
        {
            try
            {
                await ExecuteAsync(connection, $"grant {role} to {new NpgsqlCommandBuilder().QuoteIdentifier(login)}", ct).ConfigureAwait(false);
            }
            catch (PostgresException e) when (attempt < 5 && e.SqlState is PostgresErrorCodes.InternalError or PostgresErrorCodes.UniqueViolation)
            {
                // "tuple concurrently updated": another database of the server grants at the same moment; look again.
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} database migrations")]
    private static partial void LogMigrating(ILogger logger, int count);
}
