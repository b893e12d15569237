using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace GridApp.Benchmarks;

/// <summary>What the walls cost: the plants query under row-level security and without it, in turn on one connection, and a login with its slow hash.</summary>
internal sealed class WallFigures(string dataDirectory, Uri address, Action<string, string, string?> figure)
{
    private const int Times = 60;

    private const int Logins = 40;

    private const string All =
        "select id, code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, owner, eic, organization_id, simulated, is_yekdem, is_res, "
        + "commissioning_year, source, source_url, source_year, version, updated_at from plants p";

    private const string Box = All + " where p.geom && st_makeenvelope(-80, 39, -75.5, 42, 4326)";

    public async Task RunAsync()
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync());
        await connection.OpenAsync();
        await ExecuteAsync(connection, "vacuum analyze plants");
        await CompareAsync(connection, "the whole table", All);
        await CompareAsync(connection, "bounding box -80,39,-75.5,42", Box);
        await LogInAsync();
    }

    private async Task CompareAsync(NpgsqlConnection connection, string what, string sql)
    {
        var with = new List<double>();
        var without = new List<double>();
        var rows = 0;
        for (var i = 0; i < Times; i++)
        {
            // The tenant is set in the transaction, as each session of the app does; the owner's table is without walls until the rollback.
            (var taken, rows) = await ReadAsync(connection, sql,
                "set local role grid_app; select set_config('grid.role', 'admin', true), set_config('grid.user_id', '1', true), set_config('grid.organization_id', '1', true)");
            with.Add(taken);
            (taken, _) = await ReadAsync(connection, sql, "alter table plants no force row level security");
            without.Add(taken);
        }

        double a = Load.Percentile([.. with], 0.5), b = Load.Percentile([.. without], 0.5);
        figure($"Plants query, {what}, {rows:N0} rows, as an admin under row-level security, p50 of {Times}", $"{a:F2} ms; without it {b:F2} ms: {(a / b - 1) * 100:+0.0;-0.0} %", "15 %");
    }

    private static async Task<(double Milliseconds, int Rows)> ReadAsync(NpgsqlConnection connection, string sql, string before)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, before);
        var watch = Stopwatch.StartNew();
        var rows = 0;
        await using (var command = new NpgsqlCommand(sql, connection, transaction))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                rows++;
        }

        var taken = watch.Elapsed.TotalMilliseconds;
        await transaction.RollbackAsync();
        return (taken, rows);
    }

    private async Task LogInAsync()
    {
        using var http = new HttpClient { BaseAddress = address };
        var taken = new List<double>();
        for (var i = 0; i < Logins; i++)
        {
            var watch = Stopwatch.StartNew();
            using var form = new FormUrlEncodedContent([new("username", "super_admin"), new("password", GridServer.Password)]);
            using var answer = await http.PostAsync(new Uri("/api/v1/auth/token", UriKind.Relative), form);
            answer.EnsureSuccessStatusCode();
            taken.Add(watch.Elapsed.TotalMilliseconds);
        }

        figure($"Login by the API (PBKDF2 with HMAC-SHA-512, 210,000 rounds), p50 of {Logins}", $"{Load.Percentile([.. taken], 0.5):F0} ms (p95 {Load.Percentile([.. taken], 0.95):F0})", "150 ms");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> ConnectionStringAsync()
    {
        // The embedded cluster's socket, and the passwords that it made for itself.
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(dataDirectory, "secrets.json")));
        return new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(dataDirectory, "postgres", "run"),
            Database = "grid",
            Username = "grid_owner",
            Password = secrets.RootElement.GetProperty("owner").GetString(),
        }.ConnectionString;
    }
}
