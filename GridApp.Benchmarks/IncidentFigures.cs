using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace GridApp.Benchmarks;

/// <summary>Incidents at the size that is promised: 250,000 on 10,000 plants, in the distributions of the comparison's generator.</summary>
internal sealed class IncidentFigures(string dataDirectory, GridClient client, Action<string, string, string?> figure)
{
    private const int Incidents = 250_000;

    /// <summary>As many are out at any moment after the data's end, and as many lie in the period, as in the comparison.</summary>
    private const int Active = 416;

    private const int InPeriod = 2_082;

    // Made in the database, set by set: types in equal shares, a derate takes 20 to 50 % and everything else all; what is active began up to 72 hours before the
    // end of the data and is open, or until 2035 when planned; the rest began on one of 730 days and lasted 6 to 72 hours less up to 23.
    // Seconds are added, so that a period can be cut to the incident.
    private const string Make = """
        create temp table made as
        select r.n, p.id as plant_id, r.type, p.capacity_mw * case when r.type = 'derate' then 0.2 + 0.3 * random() else 1 end as mw,
               case when r.n <= $2 then timestamptz '2026-01-15Z' - interval '1 hour' * (1 + floor(random() * 72))
                    else timestamptz '2026-01-15Z' - interval '1 day' * r.day - interval '1 hour' * floor(random() * 24) end - interval '1 second' * floor(random() * 3600) as start_at,
               case when r.n <= $2 then case when r.type = 'planned' then timestamptz '2035-01-01Z' end
                    else timestamptz '2026-01-15Z' - interval '1 day' * r.day + interval '1 hour' * (6 + floor(random() * 67)) end as end_at
          from (select n, (array['planned', 'forced', 'maintenance', 'derate'])[1 + floor(random() * 4)::int] as type, 3 + floor(random() * 730) as day,
                       1 + (n::bigint * 7919) % (select count(*) from plants) as place from generate_series(1, $1) n) r
          join (select id, capacity_mw, row_number() over (order by id) as place from plants) p using (place);
        """;

    private const string Keep = """
        insert into incidents (plant_id, type, affected_mw, start_at, end_at, simulated, public_record, over_capacity, source, source_key)
        select plant_id, type, mw, start_at, end_at, false, true, false, 'made up', 'OUT_' || n from made order by start_at;
        insert into incident_segments (incident_id, plant_id, type, start_at, end_at, affected_mw, known_from)
        select id, plant_id, type, start_at, end_at, affected_mw, start_at from incidents;
        insert into incident_details (incident_id, public_record, cause_code)
        select id, true, (array['BOILER','TURBINE','GENERATOR','TRANSFORMER','COOLING','FUEL','ENVIRONMENTAL','GRID','WEATHER','PLANNED'])[1 + id % 10] from incidents;
        """;

    // The period ends where the next incident would be one too many.
    private const string PeriodEnd = """
        select start_at from incidents where end_at is null or end_at > timestamptz '2025-06-01Z' order by start_at offset $1 limit 1
        """;

    public async Task RunAsync()
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync());
        await connection.OpenAsync();
        await RunAsync(connection, "select setseed(0.20260115)");
        await RunAsync(connection, Make, Incidents, Active);
        await RunAsync(connection, Keep);
        await RunAsync(connection, "vacuum analyze incidents");
        await RunAsync(connection, "vacuum analyze incident_segments");
        await RunAsync(connection, "vacuum analyze incident_details");
        await using var command = new NpgsqlCommand(PeriodEnd, connection);
        command.Parameters.Add(new() { Value = InPeriod });
        var end = ((DateTime)(await command.ExecuteScalarAsync())!).ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

        await ReadAsync("Incidents active now", "/api/v1/incidents/active", 300, "3 ms");
        await ReadAsync("Incidents active at a past moment", "/api/v1/incidents?at=2025-06-01T00:00:00Z", 300, null);
        await ReadAsync("Incidents of a period", $"/api/v1/incidents?start=2025-06-01T00:00:00Z&end={end}", 200, "12 ms");
        await ReadAsync("Stats of a moment", "/api/v1/incidents/stats", 300, null);
        await ReadAsync("Timeline of a year by day", "/api/v1/incidents/timeline?start=2025-01-15T00:00:00Z&end=2026-01-15T00:00:00Z&interval=day", 60, "30 ms");
        await ReadAsync("Timeline of a year by day, from no full hour", "/api/v1/incidents/timeline?start=2025-01-15T08:07:13Z&end=2026-01-15T08:07:13Z&interval=day", 20, "30 ms");
        await ReadAsync("Timeline of 30 days by 15 minutes", "/api/v1/incidents/timeline?start=2025-06-01T00:00:00Z&end=2025-07-01T00:00:00Z&interval=PT15M", 30, null);
        await ReadAsync("Timeline of 100 days by 15 minutes", "/api/v1/incidents/timeline?start=2025-06-01T00:00:00Z&end=2025-09-09T00:00:00Z&interval=PT15M", 20, null);
        await ReadAsync("Timeline of 200 days by 30 minutes", "/api/v1/incidents/timeline?start=2025-06-01T00:00:00Z&end=2025-12-18T00:00:00Z&interval=PT30M", 20, null);
        await ReadAsync("Timeline of 6 days by the minute", "/api/v1/incidents/timeline?start=2025-06-01T00:00:00Z&end=2025-06-07T00:00:00Z&interval=PT1M", 20, null);
        await ReadAsync("Timeline of a year by day of one market", "/api/v1/incidents/timeline?start=2025-01-15T00:00:00Z&end=2026-01-15T00:00:00Z&interval=day&market=PJM", 20, null);
        await ImportAsync();
    }

    /// <summary>The real half year, and what happens meanwhile to somebody who reports an incident.</summary>
    private async Task ImportAsync()
    {
        if ((PlantFiles.Real("caiso_curtailed_*H1.csv.gz") ?? PlantFiles.Real("caiso_curtailed_*.csv.gz")) is not { } file)
            return;
        int plant = await client.AddPlantAsync("Bench report");
        var import = client.ImportAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file), "incidents");
        var waits = new List<double>();
        for (int i = 0; !import.IsCompleted; i++)
        {
            var watch = Stopwatch.StartNew();
            int incident = await client.ReportAsync(plant, 1 + (i % 900));
            waits.Add(watch.Elapsed.TotalMilliseconds);
            await client.FinishAsync(incident);
            await Task.Delay(100);
        }

        var (done, time) = await import;
        figure($"Import of {Path.GetFileName(file)} beside {Incidents:N0}: {done.GetProperty("rowsRead").GetInt64():N0} rows read, {done.GetProperty("rowsChanged").GetInt64():N0} changed something", $"{time.TotalSeconds:F2} s", "10 s");
        figure($"Reports meanwhile, one after another: {waits.Count}", $"p50 {Load.Percentile([.. waits], 0.5):F0} ms, most {waits.Max():F0} ms", "1,000 ms");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params int[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private async Task ReadAsync(string what, string path, int times, string? goal)
    {
        var (rows, bytes) = await client.CountAsync(path);
        using var wire = client.Repeat(path);
        var taken = await Load.InTurnAsync(times, _ => Task.FromResult(wire.Get()));
        figure($"{what} of {Incidents:N0}: {rows:N0} rows, {bytes:N0} bytes, 1 client, p50 of {times}", $"{Load.Percentile(taken, 0.5):F2} ms (p95 {Load.Percentile(taken, 0.95):F2})", goal);
    }

    /// <summary>The embedded server of the measured application, as who set it up.</summary>
    private async Task<string> ConnectionStringAsync()
    {
        await using var file = File.OpenRead(Path.Combine(dataDirectory, "secrets.json"));
        using var secrets = await JsonDocument.ParseAsync(file);
        return new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(dataDirectory, "postgres", "run"), Database = "grid", Username = "postgres", Password = secrets.RootElement.GetProperty("superuser").GetString(),
        }.ConnectionString;
    }
}
