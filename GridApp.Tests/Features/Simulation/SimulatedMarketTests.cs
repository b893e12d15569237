using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Series;
using GridApp.Features.Simulation;

namespace GridApp.Tests.Features.Simulation;

/// <summary>Days of the simulated market in the database: whole, once, the same however they were interrupted.</summary>
public sealed class SimulatedMarketTests(SimulationBench bench) : IClassFixture<SimulationBench>
{
    private static readonly DateOnly Day = new(2026, 7, 15);

    /// <summary>The market day of RTS begins at 08:00 UTC.</summary>
    private static readonly DateTimeOffset Start = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Seeding_PutsTheGridIn_OnceAndOwned()
    {
        var (_, catalogue) = await bench.Setup.RequireAsync(CancellationToken.None);
        var (again, _) = bench.Process();
        await again.RequireAsync(CancellationToken.None);
        Assert.Equal(155, catalogue.PlantIds.Length);
        Assert.Equal(155L, await bench.AskAsync<long>("select count(*) from plants where market = 'RTS' and simulated and source = 'RTS-GMLC' and longitude is not null"));
        Assert.Equal(73L, await bench.AskAsync<long>("select count(*) from nodes where market = 'RTS' and type = 'bus'"));
        Assert.Equal(121L, await bench.AskAsync<long>("select count(*) from lines where market = 'RTS' and kind in ('line', 'transformer', 'dc_line')"));
        Assert.Equal(1L, await bench.AskAsync<long>("select count(*) from lines where kind = 'dc_line' and path is not null"));
        // Its footprint, its areas and their zones: every bus lies in the zone that it names, and all land is in one zone only.
        Assert.Equal("balancing_authority 3, iso_boundary 1, load_zone 21", await bench.AskAsync<string>("select string_agg(type || ' ' || n, ', ' order by type) from (select type, count(*) n from zones where market = 'RTS' and simulated and approximate group by 1) k"));
        Assert.Equal(0L, await bench.AskAsync<long>("select count(*) from nodes n where n.market = 'RTS' and not exists (select from zones z where z.market = 'RTS' and z.type = 'load_zone' and z.code = n.zone and st_covers(z.geom, n.geom))"));
        Assert.InRange(await bench.AskAsync<double>("select sum(st_area(geom)) filter (where type = 'load_zone') / sum(st_area(geom)) filter (where type = 'iso_boundary') from zones where market = 'RTS'"), 0.9999, 1.0001);
        Assert.True(await bench.AskAsync<bool>("select bool_and(case left(code, 5) when 'RTS-1' then organization_id = 1 when 'RTS-2' then organization_id = 2 else organization_id is null end) from plants where market = 'RTS'"));
    }

    [Fact]
    public async Task ADay_HasAllItsSeries_AndIsNotWrittenTwice()
    {
        var day = Day.AddDays(-30);
        var now = Start.AddDays(-30).AddHours(30);
        Assert.Equal(24 + 288, await bench.Market.EnsureAsync([day], now, null, CancellationToken.None));
        Assert.Equal(0, await bench.Market.EnsureAsync([day], now, null, CancellationToken.None));
        var span = "at >= '2026-06-15T08:00Z' and at < '2026-06-16T08:00Z'";
        Assert.Equal("DAM 24, RTM 288", await bench.AskAsync<string>($"select string_agg(kind || ' ' || n, ', ' order by kind) from (select kind, count(*) n from price_frames where {span} and known_to is null group by 1) k"));
        Assert.Equal("DAM 24, RTM 288", await bench.AskAsync<string>($"select string_agg(kind || ' ' || n, ', ' order by kind) from (select kind, count(*) n from grid_intervals where {span} group by 1) k"));
        Assert.Equal(24L, await bench.AskAsync<long>($"select count(*) from market_prices where {span} and ptf is not null and smf is not null and not interim and simulated and minutes = 60"));
        Assert.Equal(288L, await bench.AskAsync<long>($"select count(*) from consumption where {span} and actual_mw > 0 and forecast_mw > 0 and simulated and minutes = 5"));
        Assert.True(await bench.AskAsync<bool>($"select bool_and(available_mw > load_mw and headroom_mw between 0 and available_mw) from grid_intervals where {span}"));
        Assert.Equal(24L * 155, await bench.AskAsync<long>($"select count(*) from generation where {span} and planned_mw is not null and actual_mw = settlement_mw and simulated"));
        Assert.True(await bench.AskAsync<bool>($"select bool_and(packing = 1 and simulated and octet_length(total) >= 8) from price_frames where {span}"));
        Assert.Equal("2026-06-15 16 192 73, 2026-06-16 8 96 73", await bench.AskAsync<string>("""
            select string_agg(d.day || ' ' || d.hours || ' ' || d.steps || ' ' || d.nodes, ', ' order by d.day) from (
                select i.day::text as day, max(cardinality(seconds)) filter (where s.kind = 'DAM') as hours, max(cardinality(seconds)) filter (where s.kind = 'RTM') as steps,
                       (select count(*) from price_days p where p.day = i.day and p.series_id = max(s.id) filter (where s.kind = 'RTM')) as nodes
                  from price_day_intervals i join price_series s on s.id = i.series_id where s.market = 'RTS' and i.day in ('2026-06-15', '2026-06-16') group by i.day) d
            """));
        // Wind, sun and water know what was turned down, and nothing else does.
        Assert.Equal("hydro, solar, wind", await bench.AskAsync<string>($"select string_agg(distinct fuel, ', ' order by fuel) from fuel_generation where {span} and curtailed_mw is not null"));
        Assert.Equal(3L * (24 + 288), await bench.AskAsync<long>($"select count(*) from fuel_generation where {span} and curtailed_mw >= 0"));
        // What the plants made is what the fuels say, and serves the load.
        Assert.True(await bench.AskAsync<bool>($"""
            select bool_and(abs(i.load_mw + i.losses_mw - i.shed_mw + i.spilled_mw - f.mw) < 2)
              from grid_intervals i join (select at, kind, sum(mw) mw from fuel_generation group by 1, 2) f using (at, kind) where i.{span.Replace("and at", "and i.at", StringComparison.Ordinal)}
            """));
    }

    [Fact]
    public async Task ADayThatWasKilledInTheMiddle_IsCompletedOnce_AndIsTheSameAsAnUninterruptedOne()
    {
        var whole = new SimulationBench();
        await whole.InitializeAsync();
        try
        {
            await whole.Market.EnsureAsync([Day], Start.AddDays(1), null, CancellationToken.None);

            // Once between two intervals, and once inside the transaction.
            await bench.Market.EnsureAsync([Day], Start.AddHours(9).AddMinutes(37), null, CancellationToken.None);
            using (var killed = new CancellationTokenSource(TimeSpan.FromMilliseconds(120)))
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Market.EnsureAsync([Day], Start.AddDays(1), null, killed.Token));
            }
            var before = await bench.AskAsync<long>(Count);
            var (_, another) = bench.Process();
            await another.EnsureAsync([Day], Start.AddDays(1), null, CancellationToken.None);
            Assert.Equal(24L + 115, before);
            Assert.Equal(24L + 288, await bench.AskAsync<long>(Count));
            Assert.Equal(await whole.AskAsync<string>(Prices), await bench.AskAsync<string>(Prices));
            Assert.Equal(await whole.AskAsync<string>(Hours), await bench.AskAsync<string>(Hours));
        }
        finally
        {
            await whole.DisposeAsync();
        }
    }

    [Fact]
    public async Task TwoProcessesAtOnce_WriteADayOnce()
    {
        var day = Day.AddDays(10);
        var (_, other) = bench.Process();
        var written = await Task.WhenAll(
            bench.Market.EnsureAsync([day], Start.AddDays(11), null, CancellationToken.None), other.EnsureAsync([day], Start.AddDays(11), null, CancellationToken.None));
        Assert.Equal([0, 24 + 288], written.Order());
        Assert.Equal(288L, await bench.AskAsync<long>("select count(*) from price_frames where kind = 'RTM' and at >= '2026-07-25T08:00Z' and at < '2026-07-26T08:00Z'"));
    }

    [Fact]
    public async Task AClockSetBack_WritesNothingTwice()
    {
        var day = Day.AddDays(20);
        var now = Start.AddDays(20).AddHours(2);
        await bench.Market.EnsureAsync([day], now, null, CancellationToken.None);
        Assert.Equal(0, await bench.Market.EnsureAsync([day], now.AddHours(-1), null, CancellationToken.None));
        Assert.Equal(1, await bench.Market.EnsureAsync([day], now.AddMinutes(6), null, CancellationToken.None));
    }

    [Fact]
    public async Task SimulatedOutages_AreIncidents_EndedWhenTheirTimeHasCome()
    {
        var day = Day.AddDays(-60);
        await bench.Market.EnsureAsync([day], Start.AddDays(-59), null, CancellationToken.None);
        var model = (await bench.Setup.RequireAsync(CancellationToken.None)).Model;
        var drawn = model.Outages.Between(Start.AddDays(-60), Start.AddDays(-59));
        Assert.NotEmpty(drawn);
        Assert.Equal((long)drawn.Count, await bench.AskAsync<long>("select count(*) from incidents where simulated and start_at < '2026-05-17T08:00Z' and (end_at is null or end_at > '2026-05-16T08:00Z')"));
        Assert.True(await bench.AskAsync<bool>("""
            select bool_and(i.type = 'forced' and d.reason is not null and i.organization_id is not distinct from p.organization_id
                            and exists (select from incident_segments s where s.incident_id = i.id and s.known_to is null and s.end_at is not distinct from i.end_at))
              from incidents i join incident_details d on d.incident_id = i.id left join plants p on p.id = i.plant_id where i.simulated
            """));
        // Whatever is out gives nothing.
        Assert.Equal(0L, await bench.AskAsync<long>("""
            select count(*) from generation g join incidents i on i.plant_id = g.plant_id and i.simulated and i.start_at <= g.at and (i.end_at is null or i.end_at >= g.at + interval '1 hour')
             where g.at >= '2026-05-16T08:00Z' and g.at < '2026-05-17T08:00Z' and abs(g.actual_mw) > 0.01
            """));
    }

    [Fact]
    public async Task WhatFailsByItself_IsNewsForItsOrganization_OncePerStep_AndNeverOfThePast()
    {
        var (model, catalogue) = await bench.Setup.RequireAsync(CancellationToken.None);
        // The first unit of the first organization to fail on a day of its own.
        var day = Day.AddDays(80);
        var begin = MarketDay.Start(day);
        var owned = await bench.AskAsync<string[]>("select array_agg(substring(code from 5)) from plants where organization_id = 1 and market = 'RTS'");
        var failed = model.Outages.Between(begin, begin.AddDays(20)).First(outage => outage.Start > begin.AddHours(1) && owned!.Contains(outage.Uid));
        var now = MarketDay.StepStart(failed.Start) + MarketDay.Step + TimeSpan.FromSeconds(20);
        day = MarketDay.Of(now);
        await bench.Market.EnsureAsync([day], now, null, CancellationToken.None);
        const string News = "select string_agg(kind || ' ' || (data->>'name'), '; ' order by id) from notifications where organization_id = 1 and created_at > now() - interval '1 minute'";
        var told = await bench.AskAsync<string>(News);
        Assert.Contains("simulated.failed", told, StringComparison.Ordinal);
        Assert.Contains(failed.Uid.Replace('_', ' '), told, StringComparison.Ordinal);
        // Whatever else had failed before on that day is in the incidents and is nobody's news.
        Assert.InRange(told!.Split(';').Length, 1, 2);

        await bench.Market.EnsureAsync([day.AddDays(-1)], now, null, CancellationToken.None);
        Assert.Equal(told, await bench.AskAsync<string>(News));
        Assert.True(catalogue.PlantIds.Length > 0);
    }

    [Fact]
    public async Task WithoutTheSolver_AJobSaysWhatToInstall_AndNothingElseIsTouched()
    {
        var setup = bench.WithoutSolver();
        var market = new SimulatedMarket(bench.Db.Database, setup);
        var outcome = await bench.Runner().RunAsync(new SimulateDayJob(market, setup, bench.Time), null, CancellationToken.None);
        Assert.False(outcome!.Value.DidSomething);
        Assert.Contains("coinor-libclp1", outcome.Value.Message, StringComparison.Ordinal);
        Assert.Equal("skipped", await bench.AskAsync<string>("select result from job_runs where message like '%coinor-libclp1%' order by id desc limit 1"));
        Assert.IsType<SolverMissing>((await setup.FindAsync(CancellationToken.None)).Failure);
    }

    private const string Count = "select count(*) from grid_intervals where at >= '2026-07-15T08:00Z' and at < '2026-07-16T08:00Z'";

    private const string Prices = "select md5(string_agg(kind || at::text || encode(total, 'hex'), '' order by kind, at)) from price_frames where at >= '2026-07-15T08:00Z' and at < '2026-07-16T08:00Z'";

    private const string Hours = """
        select md5(string_agg(p.code || g.at || g.planned_mw || g.actual_mw, '' order by p.code, g.at))
          from generation g join plants p on p.id = g.plant_id where g.at >= '2026-07-15T08:00Z' and g.at < '2026-07-16T08:00Z'
        """;
}
