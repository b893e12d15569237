using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using GridApp.Domain.Simulation;
using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Reading;
using Microsoft.Playwright;
using Npgsql;

namespace GridApp.Benchmarks;

/// <summary>
/// The simulated market as the application runs it: days are taken out of the database and its own job writes them again; how long that took is what the job's record
/// says. Incidents are reported over HTTP and looked for in the database and on an open page.
/// </summary>
internal sealed class SimulationFigures(string app, string dataDirectory, GridServer server, GridClient client, Action<string, string, string?> figure)
{
    private const string Start = "2026-01-01";

    /// <summary>Everything that a market day writes. $day and $next are its bounds.</summary>
    private const string Forget = """
        delete from price_frames where market = 'RTS' and at >= $day and at < $next;
        delete from grid_intervals where at >= $day and at < $next;
        delete from grid_states where at >= $day and at < $next;
        delete from fuel_generation where market = 'RTS' and at >= $day and at < $next;
        delete from market_prices where market = 'RTS' and at >= $day and at < $next;
        delete from consumption where market = 'RTS' and at >= $day and at < $next;
        delete from generation g using plants p where p.id = g.plant_id and p.market = 'RTS' and g.at >= $day and g.at < $next;
        """;

    private const string Written = """
        select (select count(*) from price_frames where at >= $day and at < $next) + (select count(*) from grid_intervals where at >= $day and at < $next)
             + (select count(*) from grid_states where at >= $day and at < $next) + (select count(*) from fuel_generation where market = 'RTS' and at >= $day and at < $next)
             + (select count(*) from market_prices where market = 'RTS' and at >= $day and at < $next) + (select count(*) from consumption where market = 'RTS' and at >= $day and at < $next)
             + (select count(*) from generation where at >= $day and at < $next)
        """;

    private const string LastRun = "select result, extract(epoch from finished_at - started_at)::double precision from job_runs where job = 'backfill' order by id desc limit 1";

    /// <summary>32 days of five minutes before what is there.</summary>
    private const string Month = """
        select set_config('grid.role', 'system', false);
        select grid_partitions('consumption', now() - interval '40 days', now());
        insert into consumption (market, at, minutes, actual_mw, forecast_mw, simulated)
        select 'RTS', at, 5, load * (1 + 0.02 * sin(extract(epoch from at) / 30000)), load, true
          from (select at, 4200 + 900 * sin(extract(epoch from at) / 86400 * 2 * pi()) as load
                  from generate_series(date_trunc('hour', now()) - interval '32 days', now() - interval '7 days', interval '5 minutes') at) made
        on conflict do nothing;
        """;

    public async Task RunAsync()
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync());
        await connection.OpenAsync();
        await ExecuteAsync(connection, "select set_config('grid.role', 'system', false)");
        await WaitAsync(connection, 2);
        await DayAsync(connection);
        await WeekAsync(connection);
        await IncidentAsync(connection);
        await MonthAsync(connection);
        Year();
    }

    private async Task DayAsync(NpgsqlConnection connection)
    {
        var (day, next) = Bounds(4);
        var taken = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            await ExecuteAsync(connection, Of(Forget, day, next));
            taken.Add(await BackfillAsync(connection));
        }
        var rows = (long)(await ScalarAsync(connection, Of(Written, day, next)))!;
        figure(
            $"A day of the simulated market: 24 day-ahead and 288 real-time solves, {rows:N0} rows written, the job's own time, p50 of {taken.Count}",
            $"{Load.Percentile([.. taken], 0.5):F2} s (least {taken.Min():F2}, most {taken.Max():F2})", "1.5 s");
    }

    private async Task WeekAsync(NpgsqlConnection connection)
    {
        var (first, _) = Bounds(7);
        var (_, last) = Bounds(-1);
        await ExecuteAsync(connection, Of(Forget, first, last));
        var seconds = await BackfillAsync(connection);
        var days = (long)(await ScalarAsync(connection, "select count(*) from grid_intervals where kind = 'DAM'"))! / 24;
        var bytes = (long)(await ScalarAsync(connection, """
            select sum(pg_total_relation_size(c.oid))::bigint from pg_class c
             where c.relkind = 'r' and c.relname ~ '^(price_frames|grid_intervals|grid_states|fuel_generation|market_prices|consumption|generation)_2'
            """))!;
        figure($"Backfill of {days} days (seven whole ones, today so far, tomorrow's day-ahead)", $"{seconds:F1} s", "15 s");
        figure("Tables of the simulated market then, with their indexes and what the measurements before left in them", $"{bytes / 1e6:F0} MB", null);
    }

    private async Task IncidentAsync(NpgsqlConnection connection)
    {
        const string Newest = "select max(known_from) from price_frames where market = 'RTS' and kind = 'RTM'";
        var plant = (int)(await ScalarAsync(connection, "select id from plants where code = 'RTS-121_NUCLEAR_1'"))!;
        await using var pages = new OpenPage(server);
        await pages.OpenAsync("/dashboard?market=RTS", ".tiles [data-tile='reserve']", ".tiles");
        var (stored, seen) = (new List<double>(), new List<double>());
        for (var i = 0; i < 6; i++)
        {
            var before = await ScalarAsync(connection, Newest);
            await pages.ForgetAsync();
            var sent = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var watch = Stopwatch.StartNew();
            var incident = await client.ReportAsync(plant, 200 + (20 * i));
            while (Equals(before, await ScalarAsync(connection, Newest)) && watch.Elapsed < TimeSpan.FromSeconds(10))
                await Task.Delay(5);
            stored.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(3000);
            seen.Add(await pages.SeenAsync() is > 0 and var at ? at - sent : double.PositiveInfinity);
            await client.FinishAsync(incident);
            await Task.Delay(2000);
        }
        figure(
            $"From sending a report on a simulated unit to the interval dispatched anew and committed, p50 of {stored.Count}",
            $"{Load.Percentile([.. stored], 0.5):F0} ms (most {stored.Max():F0})", null);
        figure(
            $"From sending it to other numbers on an open dashboard, p50 of {seen.Count}", $"{LiveFigures.Text(Load.Percentile([.. seen], 0.5))} (most {LiveFigures.Text(seen.Max())})", "2,000 ms");
    }

    private async Task MonthAsync(NpgsqlConnection connection)
    {
        await ExecuteAsync(connection, Month);
        await using var pages = new OpenPage(server);
        await pages.OpenAsync("/consumption", ".board[data-state=ready][data-drawn]", ".board");
        var taken = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            taken.Add(await pages.ClickAndDrawAsync("Month"));
            await pages.ClickAndDrawAsync("Day");
        }
        figure(
            $"A month of consumption every five minutes ({31 * 288:N0} points), click to drawn (headless, software rendering), p50 of {taken.Count}",
            $"{Load.Percentile([.. taken], 0.5):F0} ms (most {taken.Max():F0})", "500 ms");
    }

    /// <summary>In this process: nothing is written.</summary>
    private void Year()
    {
        using var bus = Open("bus.csv");
        using var branch = Open("branch.csv");
        using var dc = Open("dc_branch.csv");
        using var gen = Open("gen.csv");
        using var storage = Open("storage.csv");
        var grid = RtsGmlcGrid.Read(new RtsGmlcSource(bus, branch, dc, gen, storage)).Value;
        using var load = Open("DAY_AHEAD_regional_Load.csv.gz");
        using var first = Open("RT_APS_Promod_2020.csv.gz");
        using var second = Open("RT_NEVP_Promod_2020.csv.gz");
        using var third = Open("RT_LDWP_Promod_2020.csv.gz");
        using var wind = Open("DAY_AHEAD_wind.csv.gz");
        using var realWind = Open("REAL_TIME_wind.csv.gz");
        using var sun = Open("DAY_AHEAD_pv.csv.gz");
        using var roofs = Open("DAY_AHEAD_rtpv.csv.gz");
        using var water = Open("DAY_AHEAD_hydro.csv.gz");
        using var heat = Open("DAY_AHEAD_Natural_Inflow.csv.gz");
        var year = RtsGmlcYear.Read(new RtsGmlcSeries(load, [first, second, third], wind, realWind, sun, roofs, water, heat)).Value;
        var model = new GridModel(grid, year, ClpSolver.Load().Value, 2026);
        Opening? opening = null;
        var watch = Stopwatch.StartNew();
        var day = DateOnly.ParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var i = 0; i < 365; i++, day = day.AddDays(1))
        {
            var known = model.Outages.KnownAt(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            opening = model.DayAhead.Solve(day, opening ?? model.DayAhead.OpeningOf(day, known), known).Close;
        }
        figure("A year of day-ahead (365 days, 8,760 hours), computed one after the other", $"{watch.Elapsed.TotalSeconds:F0} s", "300 s, stretch 60 s");

        StreamReader Open(string file)
        {
            var stream = File.OpenRead(Path.Combine(app, "SampleData", "rts-gmlc", file));
            return new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        }
    }

    private async Task<double> BackfillAsync(NpgsqlConnection connection)
    {
        var runs = (long)(await ScalarAsync(connection, "select count(*) from job_runs where job = 'backfill'"))!;
        await client.RunJobAsync("backfill");
        return await WaitAsync(connection, runs + 1);
    }

    /// <summary>Seconds of the newest run, once there are so many and it has ended.</summary>
    private static async Task<double> WaitAsync(NpgsqlConnection connection, long runs)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if ((long)(await ScalarAsync(connection, "select count(*) from job_runs where job = 'backfill' and finished_at is not null"))! >= runs)
            {
                await using var command = new NpgsqlCommand(LastRun, connection);
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
                return reader.GetString(0) is "failed" ? throw new InvalidOperationException("The backfill failed; the page of jobs says why.") : reader.GetDouble(1);
            }
            if (watch.Elapsed > TimeSpan.FromMinutes(5))
                throw new InvalidOperationException("The backfill did not end within five minutes.");
            await Task.Delay(100);
        }
    }

    /// <summary>A market day, so many days ago: it begins at 08:00 UTC.</summary>
    private static (string Day, string Next) Bounds(int daysAgo)
    {
        var day = DateTime.UtcNow.AddHours(-8).Date.AddDays(-daysAgo).AddHours(8);
        return (Moment(day), Moment(day.AddDays(1)));
    }

    private static string Moment(DateTime at) => string.Create(CultureInfo.InvariantCulture, $"'{at:yyyy-MM-dd HH:mm}Z'");

    private static string Of(string sql, string day, string next) => sql.Replace("$day", day, StringComparison.Ordinal).Replace("$next", next, StringComparison.Ordinal);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private async Task<string> ConnectionStringAsync()
    {
        await using var file = File.OpenRead(Path.Combine(dataDirectory, "secrets.json"));
        using var secrets = await JsonDocument.ParseAsync(file);
        return new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(dataDirectory, "postgres", "run"), Database = "grid", Username = "postgres", Password = secrets.RootElement.GetProperty("superuser").GetString(),
        }.ConnectionString;
    }

    /// <summary>One page in a browser of its own that remembers when a part of it last changed.</summary>
    private sealed class OpenPage(GridServer server) : IAsyncDisposable
    {
        private IPlaywright? playwright;
        private IBrowser? browser;
        private IPage? page;

        public async Task OpenAsync(string path, string ready, string watched)
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"] });
            var context = await browser.NewContextAsync(new() { Locale = "en-US", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1440, Height = 1200 } });
            page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(server.Address, path).ToString());
            await page.FillAsync("#login-name", "super_admin");
            await page.FillAsync("#login-password", GridServer.Password);
            await page.PressAsync("#login-password", "Enter");
            await page.WaitForSelectorAsync(ready);
            await page.EvaluateAsync(LiveFigures.Watch, watched);
            await Task.Delay(2000);
        }

        public async Task ForgetAsync() => await page!.EvaluateAsync("() => { window.benchSeen = 0; }");

        public async Task<double> SeenAsync() => (await page!.EvaluateAsync<JsonElement>("() => window.benchSeen")).GetDouble();

        public Task<double> ClickAndDrawAsync(string button) => page!.EvaluateAsync<double>("""
            button => new Promise(resolve => {
              const board = document.querySelector('.board');
              const before = board.dataset.drawn;
              const start = performance.now();
              const look = () => board.dataset.state === 'ready' && board.dataset.drawn !== before ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
              [...document.querySelectorAll('.segments button')].find(one => one.textContent === button).click();
              look();
            })
            """, button);

        public async ValueTask DisposeAsync()
        {
            if (browser is not null)
                await browser.DisposeAsync();
            playwright?.Dispose();
        }
    }
}
