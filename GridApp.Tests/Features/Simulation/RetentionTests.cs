using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Features.Jobs;
using GridApp.Features.Simulation;

namespace GridApp.Tests.Features.Simulation;

/// <summary>What is removed, and what stays.</summary>
public sealed class RetentionTests(SimulationBench bench) : IClassFixture<SimulationBench>
{
    [Fact]
    public async Task OldSimulatedData_Goes_AndWhatWasImportedOrReportedStays()
    {
        var day = new DateOnly(2026, 3, 1);
        await bench.Market.EnsureAsync([day, day.AddDays(9)], new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero), null, CancellationToken.None);
        await bench.AskAsync<object>("""
            insert into market_prices (market, at, currency, minutes, ptf, simulated, import_id) values ('RTS', '2026-03-01T03:00Z', 'EUR', 60, 1, false, 7);
            insert into consumption (market, at, minutes, actual_mw, simulated, import_id) values ('RTS', '2026-03-01T03:00Z', 60, 1, false, 7), ('EPIAS', '2026-03-01T09:00Z', 60, 1, false, 7);
            update generation set import_id = 7, planned_mw = 5 where at = '2026-03-01T09:00Z' and plant_id = (select min(id) from plants where market = 'RTS');
            insert into incidents (plant_id, type, affected_mw, start_at, end_at, simulated, public_record, over_capacity)
                select min(id), 'forced', 1, '2026-03-01T09:00Z', '2026-03-01T10:00Z', true, false, false from plants where market = 'RTS';
            """);
        bench.Time.Now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        var job = new RetentionJob(bench.Db.Database, bench.Span, bench.Time);

        Assert.True((await job.RunAsync(JobContext.Unwatched, CancellationToken.None)).DidSomething);

        Assert.Equal(0L, await bench.AskAsync<long>("select count(*) from price_frames where at < '2026-03-03T08:00Z'"));
        Assert.Equal(0L, await bench.AskAsync<long>("select count(*) from grid_states where at < '2026-03-03T08:00Z'"));
        Assert.Equal(1L, await bench.AskAsync<long>("select count(*) from market_prices where at < '2026-03-03T08:00Z'"));
        Assert.Equal(2L, await bench.AskAsync<long>("select count(*) from consumption where at < '2026-03-03T08:00Z'"));
        Assert.Equal(1L, await bench.AskAsync<long>("select count(*) from generation where at < '2026-03-03T08:00Z'"));
        Assert.Equal(1L, await bench.AskAsync<long>("select count(*) from incidents where source is null"));
        Assert.Equal(0L, await bench.AskAsync<long>("select count(*) from incidents where source is not null and end_at < '2026-03-03T08:00Z'"));
        Assert.Equal(24L, await bench.AskAsync<long>("select count(*) from price_frames where kind = 'DAM' and at >= '2026-03-10T08:00Z'"));
        Assert.False((await job.RunAsync(JobContext.Unwatched, CancellationToken.None)).DidSomething);
    }

    [Fact]
    public async Task ImportedPrices_Stay_UntilSomebodySaysForHowLong()
    {
        // 2026-05-10 20:00 UTC is the 10th in New York: two of its days are kept from the 8th, 04:00 UTC.
        bench.Time.Now = new DateTimeOffset(2026, 5, 10, 20, 0, 0, TimeSpan.Zero);
        var node = await bench.AskAsync<int>("insert into nodes (market, code, name, type) values ('PJM', 'KEPT', 'KEPT', 'node') returning id");
        var start = new DateTimeOffset(2026, 5, 7, 0, 0, 0, TimeSpan.Zero);
        await PriceCube.EnsurePartitionsAsync(new SeriesPartitions(bench.Db.Database), start, start, CancellationToken.None);
        await using (var session = await bench.Db.Database.OpenAsync(Actor.System))
        {
            await new PriceCube(session).WriteAsync(
                new PriceBlock("PJM", "DAM", [node], [.. Enumerable.Range(0, 48).Select(hour => new PriceFrame(start.AddHours(hour), 60, [[hour], null, null, null, null]))]), null, CancellationToken.None);
            await session.CommitAsync();
        }
        var job = new RetentionJob(bench.Db.Database, bench.Span, bench.Time);
        const string Left = "select count(*) || ' ' || (select count(*) from price_days where node_id = (select id from nodes where code = 'KEPT')) from price_frames where market = 'PJM'";

        await job.RunAsync(JobContext.Unwatched, CancellationToken.None);
        Assert.Equal("48 2", await bench.AskAsync<string>(Left));
        await bench.AskAsync<object>("insert into market_settings (market, price_retention_days) values ('PJM', 2)");
        Assert.True((await job.RunAsync(JobContext.Unwatched, CancellationToken.None)).DidSomething);
        Assert.Equal("20 1", await bench.AskAsync<string>(Left));
        Assert.Equal("14400", await bench.AskAsync<string>("select i.seconds[1]::text from price_day_intervals i join price_series s on s.id = i.series_id where s.market = 'PJM'"));
    }

    [Fact]
    public async Task WhatABookmarkKeeps_Stays_UntilItIsLetGo()
    {
        var day = new DateOnly(2026, 4, 1);
        await bench.Market.EnsureAsync([day, day.AddDays(1)], new DateTimeOffset(2026, 4, 3, 12, 0, 0, TimeSpan.Zero), null, CancellationToken.None);
        await bench.AskAsync<object>("""
            insert into replay_bookmarks (user_id, author, name, market, start_at, end_at, moment_at, address, kept_from, kept_until)
            values (1, 'x', 'kept', 'RTS', '2026-04-01T10:00Z', '2026-04-01T12:00Z', '2026-04-01T10:00Z', '', '2026-04-01T08:00Z', '2026-04-02T08:00Z')
            """);
        bench.Time.Now = new DateTimeOffset(2026, 4, 20, 12, 0, 0, TimeSpan.Zero);
        var job = new RetentionJob(bench.Db.Database, bench.Span, bench.Time);

        await job.RunAsync(JobContext.Unwatched, CancellationToken.None);
        foreach (var (table, perDay) in new[] { ("price_frames", 288 + 24L), ("grid_intervals", 288 + 24L), ("consumption", 288L) })
        {
            Assert.Equal(perDay, await bench.AskAsync<long>($"select count(*) from {table} where at >= '2026-04-01T08:00Z' and at < '2026-04-02T08:00Z' and market = 'RTS'"));
            Assert.Equal(0L, await bench.AskAsync<long>($"select count(*) from {table} where at >= '2026-04-02T08:00Z' and at < '2026-04-03T08:00Z' and market = 'RTS'"));
        }

        await bench.AskAsync<object>("delete from replay_bookmarks");
        Assert.True((await job.RunAsync(JobContext.Unwatched, CancellationToken.None)).DidSomething);
        Assert.Equal(0L, await bench.AskAsync<long>("select count(*) from price_frames where at < '2026-04-03T08:00Z'"));
    }
}
