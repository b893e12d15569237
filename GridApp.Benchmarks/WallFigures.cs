using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace GridApp.Benchmarks;

/// <summary>What the walls cost: the plants query under row-level security and without it, in turn on one connection, a login with its slow hash, and the trail of who did what.</summary>
internal sealed partial class WallFigures(string dataDirectory, Uri address, GridClient client, Action<string, string, string?> figure)
{
    private const int Times = 60;

    private const int Logins = 40;

    private const int Entries = 100_000;

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
        await AuditAsync(connection);
    }

    /// <summary>The first page of the trail, as the API answers it and as the server draws it for a browser.</summary>
    private async Task AuditAsync(NpgsqlConnection connection)
    {
        // What a year of some hundred people is like: most of it logins and reports, each with what was before and after.
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $$"""
            insert into audit_events (at, user_id, user_name, role, organization_id, address, action, object_type, object_id, before, after)
            select now() - (n * interval '5 minutes'), n % 97 + 1, 'person_' || n % 97, 'admin', nullif(n % 7, 0), '10.0.0.' || n % 250,
                   (array['login.succeeded', 'incident.report', 'incident.extend', 'plant.change', 'export'])[n % 5 + 1], (array['user', 'incident', 'incident', 'plant', 'plants'])[n % 5 + 1], n::text,
                   jsonb_build_object('affectedMw', n % 500, 'reason', 'Boiler tube leak ' || n), jsonb_build_object('affectedMw', n % 400, 'reason', 'Boiler tube leak ' || n)
              from generate_series({{Entries}}, 1, -1) n
            """));
        await ExecuteAsync(connection, "vacuum analyze audit_events");
        foreach (var (what, path) in new[] { ("first page", "/api/v1/audit"), ("first page of one action", "/api/v1/audit?action=incident"), ("first page of one person", "/api/v1/audit?user=person_5") })
        {
            var bytes = (await client.BytesAsync(path)).Length;
            using var wire = client.Repeat(path);
            var taken = await Load.InTurnAsync(Times, _ => Task.FromResult(wire.Get()));
            figure($"Audit of {Entries:N0} entries, {what} of 100, by the API, {bytes:N0} bytes, p50 of {Times}", $"{Load.Percentile(taken, 0.5):F1} ms (p95 {Load.Percentile(taken, 0.95):F1})", "50 ms");
        }

        using var person = await BrowserlessAsync();
        var size = (await person.GetByteArrayAsync(new Uri("/audit", UriKind.Relative))).Length;
        var drawn = await Load.InTurnAsync(Times, async _ =>
        {
            var watch = Stopwatch.StartNew();
            await person.GetByteArrayAsync(new Uri("/audit", UriKind.Relative));
            return watch.Elapsed;
        });
        figure($"Audit of {Entries:N0} entries, the page as the server sends it, {size:N0} bytes, p50 of {Times}", $"{Load.Percentile(drawn, 0.5):F1} ms (p95 {Load.Percentile(drawn, 0.95):F1})", "50 ms");
    }

    /// <summary>Somebody who has logged in by the form.</summary>
    private async Task<HttpClient> BrowserlessAsync()
    {
        var http = new HttpClient { BaseAddress = address };
        var form = await http.GetStringAsync(new Uri("/login", UriKind.Relative));
        var fields = Field().Matches(form).Select(match => new KeyValuePair<string, string>(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Where(field => field.Key.StartsWith('_')).DistinctBy(field => field.Key)
            .Append(new("Form.UserName", "super_admin")).Append(new("Form.Password", GridServer.Password));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("/login", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return http;
    }

    [GeneratedRegex("<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"")]
    private static partial Regex Field();

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
