using static GridApp.Tests.Importing.Incidents.OutageFiles;

namespace GridApp.Tests.Importing.Incidents;

/// <summary>Outages as anybody writes them.</summary>
public sealed class CsvOutageTests : IAsyncLifetime
{
    private ImportBench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await ImportBench.StartAsync();
        (await bench.ImportAsync("code,name,fuel,capacity_mw,latitude,longitude\nPJM_00001,One,Gas,100,40,-77\nPJM_00002,Two,Gas,100,40,-77\n")).Completed();
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task MakeData_ColumnsAreReadWithoutAMapping()
    {
        const string text = Csv + "OUT_1,PJM_00001,planned,2026-01-14T10:00:00+00:00,2035-01-01T00:00:00+00:00,active,BOILER,100\n"
            + "OUT_2,PJM_00002,derate,2026-01-13T10:00:00+00:00,,active,GRID,40.5\nOUT_3,PJM_00002,forced,2025-12-13T10:00:00+02:00,2025-12-14T10:00:00+00:00,completed,WEATHER,40.5\n";
        Assert.Equal((3, 3, 3, 0), (await bench.OutagesAsync(text)).Completed().Rows);
        Assert.Equal("OUT_1 planned 100 BOILER, OUT_2 derate 40.5 GRID, OUT_3 forced 40.5 WEATHER", await bench.ScalarAsync<string>(
            "select string_agg(concat_ws(' ', source_key, type, affected_mw, cause_code), ', ' order by source_key) from incidents i join incident_details d on d.incident_id = i.id"));
        Assert.StartsWith("01-13 10:00 open 40.5", await bench.StretchesAsync("OUT_2"), StringComparison.Ordinal);
        Assert.StartsWith("12-13 08:00 12-14 10:00 40.5", await bench.StretchesAsync("OUT_3"), StringComparison.Ordinal);
        Assert.Equal((3, 3, 0, 0), (await bench.OutagesAsync(text)).Completed().Rows);
    }

    [Fact]
    public async Task ChangedRow_ClosesWhatWasKnownAndAddsAnother()
    {
        (await bench.OutagesAsync(Csv + "O,PJM_00001,forced,2026-01-13T10:00:00Z,,active,GRID,40\n")).Completed();
        Assert.Equal(1, (await bench.OutagesAsync(Csv + "O,PJM_00001,forced,2026-01-13T10:00:00Z,2026-01-14T10:00:00Z,completed,GRID,40\n")).Completed().Run.RowsChanged);
        Assert.Equal(1, await bench.ScalarAsync<int>("select count(*)::integer from incident_segments where known_to is not null and end_at is null"));
        Assert.Equal(1, await bench.ScalarAsync<int>("select count(*)::integer from incident_segments where known_to is null and end_at is not null"));
        Assert.Equal(2, await bench.ScalarAsync<int>("select count(*)::integer from incident_revisions"));
        (await bench.OutagesAsync(Csv + "O,PJM_00001,forced,2026-01-13T10:00:00Z,2026-01-14T10:00:00Z,cancelled,GRID,40\n")).Completed();
        Assert.Equal(0, await bench.ScalarAsync<int>("select count(*)::integer from incident_segments where known_to is null"));
        Assert.True(await bench.ScalarAsync<bool>("select cancelled_at is not null from incidents"));
    }

    [Fact]
    public async Task LocalTimes_NeedAMarket()
    {
        const string text = Csv + "O,PJM_00001,forced,2026-07-01 10:00,2026-07-01 12:00,,GRID,40\n";
        Assert.Contains("no zone", Assert.Single((await bench.OutagesAsync(text)).Completed().Rejections).Reason, StringComparison.Ordinal);
        (await bench.OutagesAsync(text, market: "PJM")).Completed();
        Assert.StartsWith("07-01 14:00 07-01 16:00 40", await bench.StretchesAsync("O"), StringComparison.Ordinal);
        (await bench.OutagesAsync(Csv.Trim() + ",iso_region\nE,PJM_00001,forced,2026-07-01 10:00,2026-07-01 12:00,,GRID,40,EPİAŞ\n")).Completed();
        Assert.StartsWith("07-01 07:00 07-01 09:00 40", await bench.StretchesAsync("E"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O,NOWHERE,forced,2026-01-13T10:00:00Z,,,X,40", "asset_id", "No plant")]
    [InlineData("O,PJM_00001,sabotage,2026-01-13T10:00:00Z,,,X,40", "outage_type", "none of")]
    [InlineData("O,PJM_00001,forced,2026-01-13T10:00:00Z,2026-01-12T10:00:00Z,,X,40", "end_time", "after the start")]
    [InlineData("O,PJM_00001,forced,2026-01-13T10:00:00Z,,completed,X,40", "status", "needs its end")]
    [InlineData("O,PJM_00001,forced,2026-01-13T10:00:00Z,,,X,0", "capacity_reduction_mw", "more than 0")]
    [InlineData("O,PJM_00001,forced,2026-13-13T10:00:00Z,,,X,1", "start_time", "not a time")]
    public async Task BadRow_IsRejectedWithItsReason(string row, string column, string reason)
    {
        var rejection = Assert.Single((await bench.OutagesAsync(Csv + row + "\n")).Completed().Rejections);
        Assert.Equal((2, column), (rejection.Row, rejection.Column));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutageOfAnotherPlant_IsNotTakenOver()
    {
        (await bench.OutagesAsync(Csv + "O,PJM_00001,forced,2026-01-13T10:00:00Z,,,X,40\n")).Completed();
        var report = (await bench.OutagesAsync(Csv + "O,PJM_00002,forced,2026-01-13T10:00:00Z,,,X,40\n")).Completed();
        Assert.Equal((1, 0, 0, 1), report.Rows);
        Assert.Equal("outage_id", Assert.Single(report.Rejections).Column);
    }

    [Fact]
    public async Task Mapping_NamesTheColumns()
    {
        var report = await bench.OutagesAsync(
            "no;santral;tur;bas;guc\nK1;PJM_00001;forced;2026-01-13T10:00:00Z;7\n",
            mapping: """{"no":"outageId","santral":"plantCode","tur":"type","bas":"start","guc":"affectedMw"}""");
        Assert.Equal((1, 1, 1, 0), report.Completed().Rows);
        Assert.Contains("outageId", (await bench.OutagesAsync("a,b\n1,2\n")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaterRowThatOverlaps_ReplacesTheEarlierOne()
    {
        var report = (await bench.OutagesAsync(Csv + "O,PJM_00001,forced,2026-01-13T10:00:00Z,2026-01-13T12:00:00Z,,X,40\nO,PJM_00001,forced,2026-01-13T11:00:00Z,2026-01-13T13:00:00Z,,X,50\n"
            + "O,PJM_00001,forced,2026-01-13T13:00:00Z,2026-01-13T14:00:00Z,,X,60\n")).Completed();
        Assert.Equal((3, 3, 2, 0), report.Rows);
        Assert.Equal(1, Assert.Single(report.Warnings).Count);
        Assert.Equal("50,60", await bench.ScalarAsync<string>("select string_agg(affected_mw::text, ',' order by start_at) from incident_segments"));
    }
}
