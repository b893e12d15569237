using System.Text.Json;
using Npgsql;

namespace GridApp.Benchmarks;

/// <summary>
/// 250,000 incidents of the made-up plants, in the shape of the comparison's generator: 416 that last, begun in the last three days, and history behind them at
/// its density (1,666 in 90 days), so as many years of it as it takes. Written straight into the tables of the embedded database: this is about reading.
/// </summary>
internal static class IncidentSeed
{
    public const int Count = 250_000;
    public const int Active = 416;

    private const string Sql = """
        select set_config('grid.role', 'system', false);
        select setseed(0.20260115);
        create temporary table bench_plant as
            select row_number() over (order by code) as n, id, capacity_mw from plants where code ~ '^[A-Z]+_[0-9]{5}$';
        create temporary table bench_incident as
            select k, p.id as plant_id, t.type, p.capacity_mw * case when t.type = 'derate' then 0.2 + 0.3 * random() else 1 end as mw, s.start_at,
                   case when k <= $active then null else s.start_at + make_interval(hours => (6 + 66 * random())::int) end as end_at
              from generate_series(1, $count) k
              cross join lateral (select (array['planned', 'forced', 'maintenance', 'derate'])[1 + floor(random() * 4 + k * 0)::int] as type) t
              cross join lateral (select case when k <= $active then now() - make_interval(hours => 1 + (71 * random() + k * 0)::int)
                                              else now() - interval '3 days' - interval '90 days' * ((k - $active) / 1666.0) end as start_at) s
              join bench_plant p on p.n = 1 + (k * 7919) % (select count(*) from bench_plant);
        with i as (
            insert into incidents (plant_id, type, affected_mw, start_at, end_at, simulated, public_record, over_capacity, source, source_key)
            select plant_id, type, mw, start_at, end_at, false, true, false, 'bench', k::text from bench_incident
            returning id, plant_id, type, affected_mw, start_at, end_at)
        insert into incident_segments (incident_id, plant_id, type, start_at, end_at, affected_mw, known_from)
        select id, plant_id, type, start_at, end_at, affected_mw, start_at from i;
        analyze incidents;
        analyze incident_segments;
        select count(*)::int from incident_segments;
        """;

    /// <returns>How many there are now.</returns>
    public static async Task<int> FillAsync(string dataDirectory)
    {
        await using var connection = await OpenAsync(dataDirectory);
        var sql = Sql.Replace("$active", Active.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$count", Count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        var last = 0;
        await using var reader = await command.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
                last = reader.GetFieldType(0) == typeof(int) ? reader.GetInt32(0) : last;
        }
        while (await reader.NextResultAsync());
        return last;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string dataDirectory)
    {
        // The embedded cluster's socket, and the passwords that it made for itself.
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(dataDirectory, "secrets.json")));
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(dataDirectory, "postgres", "run"),
            Database = "grid",
            Username = "grid_owner",
            Password = secrets.RootElement.GetProperty("owner").GetString(),
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
