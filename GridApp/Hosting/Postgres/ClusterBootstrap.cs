using System.Globalization;
using Npgsql;

namespace GridApp.Hosting.Postgres;

/// <summary>
/// What only the superuser can do, once per cluster or database: the two login roles, a database of the owner's, and PostGIS.
/// Everything else (tables, the roles without login, policies) is the migrations' work, as the owner.
/// </summary>
internal sealed class ClusterBootstrap(Func<string, string> superuserConnection)
{
    public const string Owner = "grid_owner";
    public const string Web = "grid_web";

    /// <summary>Makes the roles, or gives them their passwords again.</summary>
    public async Task EnsureRolesAsync(ClusterSecrets secrets, CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await RoleAsync(connection, Owner, "LOGIN CREATEROLE NOCREATEDB NOSUPERUSER NOBYPASSRLS INHERIT", secrets.Owner, ct);
        await RoleAsync(connection, Web, "LOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER NOBYPASSRLS NOINHERIT", secrets.Web, ct);
    }

    /// <summary>Makes a database that the owner owns, unless it is there.</summary>
    /// <param name="template">A database to copy, which nobody may be connected to; null for an empty one with PostGIS.</param>
    public async Task EnsureDatabaseAsync(string name, string? template, CancellationToken ct)
    {
        await using (var connection = await OpenAsync("postgres", ct))
        {
            await using var there = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
            if (await there.ExecuteScalarAsync(ct) is null)
                await RunAsync(connection, $"CREATE DATABASE {Identifier(name)} OWNER {Owner} TEMPLATE {Identifier(template ?? "template0")} ENCODING 'UTF8'{(template is null ? "" : " STRATEGY FILE_COPY")}", ct);
            await RunAsync(connection, $"REVOKE ALL ON DATABASE {Identifier(name)} FROM PUBLIC", ct);
            await RunAsync(connection, $"GRANT CONNECT ON DATABASE {Identifier(name)} TO {Web}", ct);
            // Whoever may connect may stage rows in a temporary table; imports do.
            await RunAsync(connection, $"GRANT TEMPORARY ON DATABASE {Identifier(name)} TO PUBLIC", ct);
        }
        if (template is not null)
            return;
        await using var inside = await OpenAsync(name, ct);
        try
        {
            await RunAsync(inside, "CREATE EXTENSION IF NOT EXISTS postgis", ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile)
        {
            var major = inside.PostgreSqlVersion.Major.ToString(CultureInfo.InvariantCulture);
            throw new StartRefusedException(
                $"PostGIS is not installed for PostgreSQL {major}. Install Debian's package postgresql-{major}-postgis-3 (apt-get install postgresql-{major}-postgis-3), or start with ./run, which does it.", e);
        }
    }

    public async Task DropDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = await OpenAsync("postgres", ct);
        await RunAsync(connection, $"DROP DATABASE IF EXISTS {Identifier(name)} WITH (FORCE)", ct);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(superuserConnection(database));
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task RoleAsync(NpgsqlConnection connection, string role, string attributes, string password, CancellationToken ct)
    {
        await using var there = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection) { Parameters = { new() { Value = role } } };
        var verb = await there.ExecuteScalarAsync(ct) is null ? "CREATE" : "ALTER";
        await RunAsync(connection, $"{verb} ROLE {role} WITH {attributes} PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'", ct);
    }

#pragma warning disable CA2100 // Statements about roles and databases take no parameters; names are quoted, passwords are our own hexadecimal.
    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
#pragma warning restore CA2100

    private static string Identifier(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
