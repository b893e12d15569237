namespace GridApp.Tests.Importing.Series;

/// <summary>What was known when: a correction replaces a value and does not lose it.</summary>
public sealed class SeriesHistoryTests : IAsyncLifetime
{
    private SeriesBench bench = null!;

    public async Task InitializeAsync() => bench = await SeriesBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task ACorrectedPrice_KeepsWhatWasKnownBefore_AndUntilWhen()
    {
        (await bench.SendAsync("market-prices", "at,market,ptf\n2026-01-15T00:00Z,DE_LU,50.5\n2026-01-15T01:00Z,DE_LU,-3\n")).Completed();
        (await bench.SendAsync("market-prices", "at,market,ptf\n2026-01-15T00:00Z,DE_LU,51\n2026-01-15T01:00Z,DE_LU,-3\n")).Completed();
        (await bench.SendAsync("market-prices", "at,market,ptf\n2026-01-15T00:00Z,DE_LU,52\n")).Completed();

        Assert.Equal(2, await bench.CountAsync("market_price_history"));
        Assert.Equal("50.5 51", await bench.ScalarAsync<string>("select string_agg(ptf::text, ' ' order by id) from market_price_history where at = '2026-01-15 00:00Z' and market = 'DE_LU' and currency = 'EUR'"));
        Assert.True(await bench.ScalarAsync<bool>("select bool_and(known_to > written_at and known_to <= clock_timestamp() and import_id is not null and not simulated) from market_price_history"));
    }

    [Fact]
    public async Task WhatOnlyGainsAValue_OrSaysTheSame_LosesNothing()
    {
        (await bench.SendAsync("market-prices", "at,market,ptf\n2026-01-15T00:00Z,FR,50.5\n")).Completed();
        (await bench.SendAsync("market-prices", "at,market,smf\n2026-01-15T00:00Z,FR,60\n")).Completed();
        (await bench.SendAsync("market-prices", "at,market,ptf,smf\n2026-01-15T00:00Z,FR,50.5,60\n")).Completed();
        (await bench.SendAsync("consumption", "at,market,forecast\n2026-01-15T00:00Z,FR,70000\n")).Completed();
        (await bench.SendAsync("consumption", "at,market,actual\n2026-01-15T00:00Z,FR,71000\n")).Completed();
        Assert.Equal(0, await bench.CountAsync("market_price_history"));
        Assert.Equal(0, await bench.CountAsync("consumption_history"));
    }

    [Fact]
    public async Task CorrectedConsumption_KeepsBothOfItsValues()
    {
        (await bench.SendAsync("consumption", "at,market,actual,forecast\n2026-01-15T00:00Z,FR,71000,70000\n")).Completed();
        (await bench.SendAsync("consumption", "at,market,actual\n2026-01-15T00:00Z,FR,71500\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("consumption_history", "actual_mw = 71000 and forecast_mw = 70000 and minutes = 60"));
    }

    [Fact]
    public async Task AnHourOfTheSimulatedMarket_ThatIsStillSummed_IsNoCorrection_AndAFinishedOneIs()
    {
        await bench.ScalarAsync<object>("select grid_partitions('market_prices', '2026-01-15Z', '2026-01-15Z')");
        await bench.ScalarAsync<int>("""
            with made as (insert into market_prices (market, at, currency, minutes, ptf, smf, interim, simulated) values ('RTS', '2026-01-15 00:00Z', 'USD', 60, 20, 21, true, true) returning 1)
            select count(*)::integer from made
            """);
        await SetAsync("smf = 22");
        await SetAsync("smf = 23, interim = false");
        Assert.Equal(0, await bench.CountAsync("market_price_history"));
        await SetAsync("smf = 24");
        Assert.Equal(1, await bench.CountAsync("market_price_history", "smf = 23 and simulated"));

        Task<int> SetAsync(string what) => bench.ScalarAsync<int>($"with changed as (update market_prices set {what} where market = 'RTS' returning 1) select count(*)::integer from changed");
    }
}
