using System.Text;
using GridApp.Data;
using GridApp.Domain.Organizations;

namespace GridApp.Tests.Importing.Geography;

/// <summary>Small files of lines with one thing wrong, or one thing worth noting, each.</summary>
public sealed class LineImportTests(GeographyBench shared) : IClassFixture<GeographyBench>, IAsyncLifetime
{
    private const string Header = "line_id,line_name,kind,kilovolt,flow capacity,from_node,to_node,wkt\n";

    private readonly ImportBench bench = shared.Bench;

    public Task InitializeAsync() => shared.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task GoodFile_IsWritten_AndAgainChangesNothing()
    {
        const string file = Header
            + "L1,One,,345,500,A,B,\"LINESTRING(-100 40,-99 41)\"\n"
            + "L2,Two,HVDC,,,,,\"MULTILINESTRING((-100 40,-99 41),(-98 41,-97 42))\"\n"
            + "T1,Trafo,transformer,345,400,A,C,\n";
        var report = (await ImportAsync(file)).Completed();
        Assert.Equal((3, 3, 3, 0), report.Rows);
        Assert.Empty(report.Warnings);
        Assert.Equal(
            "L1 One line 345 500 A B LINESTRING, L2 Two dc_line - 0 - - MULTILINESTRING, T1 Trafo transformer 345 400 A C -",
            await bench.ScalarAsync<string>("select string_agg(concat_ws(' ', code, name, kind, coalesce(voltage_kv::text, '-'), limit_mw, coalesce(from_node, '-'), coalesce(to_node, '-'), coalesce(geometrytype(path), '-')), ', ' order by code) from lines"));
        var version = await bench.VersionAsync("lines");
        Assert.Equal((3, 3, 0, 0), (await ImportAsync(file)).Completed().Rows);
        Assert.Equal(version, await bench.VersionAsync("lines"));
        Assert.Equal((3, 3, 1, 0), (await ImportAsync(file.Replace("L1,One", "L1,First", StringComparison.Ordinal))).Completed().Rows);
    }

    [Theory]
    [InlineData("L,N,pipeline,345,500,A,B,\"LINESTRING(0 0,1 1)\"", "kind", "pipeline", "not known")]
    [InlineData("L,N,,345000,500,A,B,\"LINESTRING(0 0,1 1)\"", "kilovolt", "345000", "kV")]
    [InlineData("L,N,,x,500,A,B,\"LINESTRING(0 0,1 1)\"", "kilovolt", "x", "not a finite number")]
    [InlineData("L,N,,345,-5,A,B,\"LINESTRING(0 0,1 1)\"", "flow capacity", "-5", "negative")]
    [InlineData("L,N,,345,500,A,B,\"LINESTRING(0 0)\"", "wkt", null, "two positions")]
    [InlineData("L,N,,345,500,A,B,\"POLYGON((0 0,1 0,1 1,0 0))\"", "wkt", null, "polygon")]
    [InlineData("L,N,,345,500,A,B,\"LINESTRING(0 0,1 100)\"", "wkt", null, "latitudes")]
    [InlineData(",N,,345,500,A,B,\"LINESTRING(0 0,1 1)\"", "line_id", null, "missing")]
    public async Task BadRow_IsRejectedWithItsReasonAndTheOthersGoIn(string row, string? column, string? value, string reason)
    {
        var report = (await ImportAsync(Header + "X,Before,,,,,,\n" + row + "\nY,After,,,,,,\n")).Completed();
        Assert.Equal((3, 2, 2, 1), report.Rows);
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, column, value), (rejection.Row, rejection.Column, rejection.Value));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesWithoutCodes_GetThoseThatTheSameFileGivesAgain()
    {
        const string file = "wkt,flow capacity,kilovolt,line_name,srouce,target\n"
            + "\"LINESTRING (-124.1836 47.6956, -124.5778 48.2414)\",185.33,138.0,FORKS -- NEAH BAY,FORKS,NEAH BAY\n"
            + "\"LINESTRING (-124.1836 47.6956, -124.5778 48.2414)\",185.33,138.0,FORKS -- NEAH BAY,FORKS,NEAH BAY\n"
            + "\"LINESTRING (-124.1836 47.6956, -124.5778 48.2414)\",185.33,138.0,A VERY LONG NAME OF A STATION THAT GOES ON AND ON -- AND ANOTHER ONE,FORKS,NEAH BAY\n";
        Assert.Equal((3, 3, 3, 0), (await ImportAsync(file)).Completed().Rows);
        Assert.Equal(
            "A VERY LONG NAME OF A STATION THAT GOES ON AND ON -- AN~edf12999|FORKS -- NEAH BAY 138 kV|FORKS -- NEAH BAY 138 kV #2",
            await bench.ScalarAsync<string>("select string_agg(code, '|' order by code) from lines where from_node = 'FORKS' and to_node = 'NEAH BAY' and limit_mw = 185.33"));
        Assert.Equal(0, (await ImportAsync(file)).Completed().Run.RowsChanged);
        Assert.Contains("tell its lines apart", (await ImportAsync("wkt,kilovolt\n\"LINESTRING(0 0,1 1)\",1\n")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABranchInsideAStation_IsKeptWithoutAPath()
    {
        var report = (await ImportAsync(Header + "T,Trafo,transformer,345,500,A,A,\"LINESTRING(-100 40,-100 40)\"\n")).Completed();
        Assert.Equal((1, 1, 1, 0), report.Rows);
        Assert.Contains("inside a station", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("code = 'T' and path is null"));
    }

    [Fact]
    public async Task GeoJsonOfTheTestSystem_IsRead()
    {
        var file = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","geometry":{"type":"LineString","coordinates":[[-113.8,33.3],[-113.7,33.4]]},"properties":{"UID":"A1","From Bus":101,"To Bus":102,"R":0.003,"Cont Rating":175,"LTE Rating":193}}]}
            """;
        (await ImportAsync(file)).Completed();
        Assert.Equal(1, await CountAsync("code = 'A1' and from_node = '101' and to_node = '102' and limit_mw = 175 and name = '101 – 102'"));
    }

    [Fact]
    public async Task LinesWithoutAPath_AreDrawnBetweenTheirNodes_WithAWarning()
    {
        await bench.ScalarAsync<int>("insert into nodes (market, code, name, type, longitude, latitude) values ('ERCOT', 'A', 'A', 'bus', -99, 31), ('ERCOT', 'B', 'B', 'bus', -98, 31), ('ERCOT', 'C', 'C', 'bus', null, null) returning id");
        var report = (await ImportAsync(Header + "L1,One,,345,500,A,B,\nL2,Two,,345,500,A,C,\nL3,Three,,345,500,A,A,\n", market: "ERCOT")).Completed();
        Assert.Equal((3, 3, 3, 0), report.Rows);
        Assert.Equal(1, Assert.Single(report.Warnings).Count);
        Assert.Equal("L1 LINESTRING(-99 31,-98 31)", await bench.ScalarAsync<string>("select string_agg(code || ' ' || st_astext(path), ',') from lines where path is not null"));
    }

    [Fact]
    public async Task LinesOfOthers_OfTheSimulatedGrid_AndOfOtherMarkets_AreLeftAlone()
    {
        var (mine, other) = (await bench.AddOrganizationAsync("Mine"), await bench.AddOrganizationAsync("Other"));
        await bench.ScalarAsync<int>("insert into lines (code, name, kind, market, limit_mw, simulated) values ('RTS-A1', 'Simulated', 'line', 'RTS', 100, true) returning id");
        (await ImportAsync(Header + "L1,Mine,,345,500,,,\n", Admin(mine), market: "PJM")).Completed();

        var report = (await ImportAsync(Header + "L1,Theirs,,345,500,,,\nL2,New,,345,500,,,\n", Admin(other), market: "PJM")).Completed();
        Assert.Equal((2, 1, 1, 1), report.Rows);
        Assert.Contains("not your organization's", Assert.Single(report.Rejections).Reason, StringComparison.Ordinal);

        report = (await ImportAsync(Header + "L1,Moved,,345,500,,,\nRTS-A1,Real,,345,500,,,\n", market: "SPP")).Completed();
        Assert.Equal((2, 0, 0, 2), report.Rows);
        Assert.Contains(report.Rejections, rejection => rejection.Reason.Contains("another market", StringComparison.Ordinal));
        Assert.Contains(report.Rejections, rejection => rejection.Reason.Contains("simulated grid", StringComparison.Ordinal));
        Assert.Equal(1, await CountAsync($"code = 'L1' and name = 'Mine' and organization_id = {mine}"));
    }

    [Fact]
    public async Task NumbersThatStandForNothing_AreLeftOut()
    {
        var report = (await ImportAsync("ID,TYPE,VOLTAGE,SUB_1,SUB_2,wkt\n7,NOT AVAILABLE,-999999,A,B,\"LINESTRING(0 0,1 1)\"\n")).Completed();
        Assert.Contains("-999999", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("code = '7' and voltage_kv is null and kind = 'line' and from_node = 'A'"));
    }

    private static Actor Admin(int organization) => new(Roles.Admin, 5, organization);

    private Task<int> CountAsync(string where) => bench.ScalarAsync<int>($"select count(*)::integer from lines where {where}");

    private Task<Report> ImportAsync(string text, Actor? actor = null, string? market = null) => bench.ImportAsync(Encoding.UTF8.GetBytes(text), actor, null, market, "lines", "auto");
}
