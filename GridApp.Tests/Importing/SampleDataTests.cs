using GridApp.Domain.Organizations;
using GridApp.Importing.Samples;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace GridApp.Tests.Importing;

public sealed class SampleDataTests : IAsyncLifetime
{
    private ImportBench bench = null!;

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public void Organizations_HaveValidEics() => Assert.All(SampleOrganization.All, sample => Assert.True(Eic.IsValid(sample.Eic), sample.Eic));

    [Fact]
    public async Task Ensure_EmptyDatabase_HasPlantsAndTwoOrganizationsThatOwnSome()
    {
        await Loader().EnsureAsync(default);
        Assert.Equal(33_158, await bench.CountAsync("code not like 'CAISO:%'"));
        Assert.Equal(2, await bench.ScalarAsync<int>("select count(*)::integer from organizations"));
        const string owned = "capacity_mw > 50 and longitude is not null and not simulated and organization_id =";
        Assert.InRange(await bench.CountAsync($"{owned} (select min(id) from organizations)"), 20, 100);
        Assert.InRange(await bench.CountAsync($"{owned} (select max(id) from organizations)"), 5, 100);
        Assert.Equal(4, await bench.ScalarAsync<int>("select count(*)::integer from imports where status = 'completed' and organization_id is null"));

        // 1,321 outages of 489 resources; who logs in as a sample finds plants without any.
        Assert.Equal(1_321, await bench.ScalarAsync<int>("select count(*)::integer from incidents where public_record and organization_id is null"));
        Assert.Equal(489, await bench.CountAsync("code like 'CAISO:%' and organization_id is null and source = 'CAISO curtailed and non-operational generators'"));
        Assert.Equal(0, await bench.CountAsync("organization_id is not null and exists (select from incidents i where i.plant_id = plants.id)"));
        Assert.InRange(await bench.CountAsync("code like 'CAISO:%' and longitude is not null"), 40, 120);

        // Thirteen zones that somebody has drawn, and what the other markets serve nearly alone.
        Assert.Equal("AT,BE,CH,DE_LU,DK_1,DK_2,ES,FR,IT_NORD,NL,PT,SE_3,SE_4", await bench.ScalarAsync<string>("select string_agg(code, ',' order by code) from zones where not approximate and type = 'bidding_zone'"));
        Assert.Equal("CAISO,ERCOT,ISONE,MISO,NYISO,PJM,SPP", await bench.ScalarAsync<string>("select string_agg(code, ',' order by code) from zones where approximate and type = 'iso_boundary' and market = code"));
        Assert.Equal(
            "AL,BG,CZ,EE,EPIAS,FI,GB,GR,HR,HU,IE_SEM,LT,LV,ME,MK,PL,RO,RS,SI,SK", await bench.ScalarAsync<string>("select string_agg(code, ',' order by code) from zones where approximate and type = 'bidding_zone' and market = code"));
        Assert.Equal(0, await bench.ScalarAsync<int>("select count(*)::integer from zones where not st_isvalid(geom) or organization_id is not null or simulated or (approximate and source not like 'Approximate: %')"));
        // California has 423,970 km2 with its waters.
        Assert.InRange(await bench.ScalarAsync<double>("select area_km2 from zones where code = 'CAISO'"), 400_000, 430_000);
    }

    [Fact]
    public async Task Ensure_Again_LeavesAloneWhatPeopleChanged()
    {
        await Loader().EnsureAsync(default);
        await bench.ScalarAsync<int>("update plants set name = 'Renamed', organization_id = null where code = 'USA0000001' or code = (select min(code) from plants where organization_id is not null) returning id");
        await bench.ScalarAsync<int>("delete from plants where code = 'TUR0000001' or code = (select max(code) from plants) returning id");
        var version = await bench.VersionAsync();
        await Loader().EnsureAsync(default);
        Assert.Equal(version, await bench.VersionAsync());
        Assert.Equal(4, await bench.ScalarAsync<int>("select count(*)::integer from imports"));
    }

    [Fact]
    public async Task Ensure_AfterADeadStart_LoadsAgainAndEndsTheOldRun()
    {
        await bench.ScalarAsync<int>("""
            insert into imports (dataset, format, file_name, file_bytes, stored_as, status, rows_read, rows_written, rows_changed, rows_rejected, attempts)
            values ('plants', 'csv', 'half.csv', 1, '', 'running', 0, 0, 0, 0, 1) returning id
            """);
        await Loader().EnsureAsync(default);
        Assert.Equal(1, await bench.ScalarAsync<int>("select count(*)::integer from imports where status = 'failed'"));
        Assert.Equal(33_158, await bench.CountAsync("code not like 'CAISO:%'"));
    }

    private SampleDataLoader Loader() => new(bench.Database, bench.Backlog, bench.Runner, Atlas.Markets, new Environment());

    private sealed class Environment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "GridApp";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
