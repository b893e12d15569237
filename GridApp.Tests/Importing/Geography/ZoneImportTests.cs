using System.Text;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using GridApp.Importing.Geography;

namespace GridApp.Tests.Importing.Geography;

/// <summary>Small files of zones with one thing wrong, or one thing worth noting, each.</summary>
public sealed class ZoneImportTests(GeographyBench shared) : IClassFixture<GeographyBench>, IAsyncLifetime
{
    private const string Header = "zone_id,zone_name,zone_type,iso_region,parent_zone_id,fill_color,stroke_color,fill_opacity,wkt\n";
    private const string Square = "[[[-100,40],[-99,40],[-99,41],[-100,41],[-100,40]]]";

    private readonly ImportBench bench = shared.Bench;

    public Task InitializeAsync() => shared.EmptyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task TheComparisonsCsv_IsReadWithoutAMapping_AndAgainChangesNothing()
    {
        const string file = Header
            + "PJM_BOUNDARY,PJM ISO/RTO,iso_boundary,PJM,,#1f77b4,#1f77b4,0.15,\"SRID=4326;MULTIPOLYGON(((-82.0 36.5, -74.0 36.5, -74.0 42.5, -82.0 42.5, -82.0 36.5)))\"\n"
            + "PJM_AEP,AEP,load_zone,PJM,PJM_BOUNDARY,#1f77b4,#1f77b4,0.25,\"SRID=4326;MULTIPOLYGON(((-82 36.5, -80 36.5, -80 38, -82 38, -82 36.5)))\"\n"
            + "HUB_PJM,PJM Hub,hub,PJM,,,,,POINT(-77 40)\n";
        var report = (await ImportAsync(file)).Completed();
        Assert.Equal((3, 3, 3, 0), report.Rows);
        Assert.Empty(report.Warnings);
        Assert.Equal(
            "HUB_PJM PJM Hub hub PJM - POINT, PJM_AEP AEP load_zone PJM PJM_BOUNDARY POLYGON, PJM_BOUNDARY PJM ISO/RTO iso_boundary PJM - POLYGON",
            await bench.ScalarAsync<string>("select string_agg(concat_ws(' ', code, name, type, market, coalesce(parent, '-'), geometrytype(geom)), ', ' order by code) from zones"));
        Assert.Equal(1, await CountAsync("source = 'plants.csv' and organization_id is null and not simulated and not approximate and area_km2 between 440000 and 480000"));

        var version = await bench.VersionAsync("zones");
        Assert.Equal((3, 3, 0, 0), (await ImportAsync(file)).Completed().Rows);
        Assert.Equal(version, await bench.VersionAsync("zones"));
        Assert.Equal((3, 3, 1, 0), (await ImportAsync(file.Replace("PJM Hub", "Hub of PJM", StringComparison.Ordinal))).Completed().Rows);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task TheComparisonsGeoJson_IsTheSame()
    {
        var file = Collection($$"""{"zone_id":"A","zone_name":"Name","zone_type":"load_zone","iso_region":"ERCOT","parent_zone_id":"","fill_color":"#fff","fill_opacity":0.2}""", "MultiPolygon", $"[{Square}]");
        Assert.Equal((1, 1, 1, 0), (await ImportAsync(file)).Completed().Rows);
        Assert.Equal(1, await CountAsync("code = 'A' and name = 'Name' and type = 'load_zone' and market = 'ERCOT' and parent is null"));
    }

    [Fact]
    public async Task AFileOfEntsoe_IsABiddingZoneOfItsOwnMarket()
    {
        var report = (await ImportAsync(Collection("""{"zoneName":"DE_LU"}""", "Polygon", "[[[7,48],[14,48],[14,54],[7,54],[7,48]]]"), format: "entsoe")).Completed();
        Assert.Equal((1, 1, 1, 0), report.Rows);
        Assert.Equal(1, await CountAsync("code = 'DE_LU' and name = 'Germany and Luxembourg' and type = 'bidding_zone' and market = 'DE_LU'"));
    }

    [Theory]
    [InlineData("US-TEX-ERCO", "iso_boundary ERCOT Electric Reliability Council of Texas")]
    [InlineData("US-AK", "balancing_authority - US-AK")]
    [InlineData("US-NW-PSEI", "balancing_authority - US-NW-PSEI")]
    [InlineData("DK-DK1", "bidding_zone DK_1 Denmark, west")]
    [InlineData("IT-NO", "bidding_zone IT_NORD Italy, north")]
    [InlineData("TR", "bidding_zone EPIAS EPİAŞ, Türkiye")]
    [InlineData("AR", "balancing_authority - AR")]
    public async Task AKeyOfElectricityMaps_SaysMarketAndType(string key, string expected)
    {
        var square = key.StartsWith("US", StringComparison.Ordinal) || key == "AR" ? Square : "[[[10,40],[11,40],[11,41],[10,41],[10,40]]]";
        (await ImportAsync(Collection($$"""{"zoneName":"{{key}}","countryKey":"{{key[..2]}}","countryName":"x"}""", "MultiPolygon", $"[{square}]"))).Completed();
        Assert.Equal(expected, await bench.ScalarAsync<string>("select concat_ws(' ', type, coalesce(market, '-'), name) from zones"));
    }

    [Theory]
    [InlineData("A,N,county,PJM,,,,,POINT(1 1)", "zone_type", "county", "not known")]
    [InlineData("A,N,load_zone,PJM,,,,,POINT(1 1)", "wkt", null, "only hubs")]
    [InlineData("A,N,hub,PJM,,,,,\"POLYGON((0 0,1 0,1 1,0 0))\"", "wkt", null, "single point")]
    [InlineData("A,N,load_zone,PJM,,,,,", "wkt", null, "no shape")]
    [InlineData("A,N,load_zone,PJM,,,,,POLYGON EMPTY", "wkt", null, "empty")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((0 0,1 0,1 1,0 1))\"", "wkt", null, "not closed")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((0 0,1 0,0 0))\"", "wkt", null, "fewer than four")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((0 0,200 0,1 1,0 0))\"", "wkt", null, "between -180 and 180")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((40 -80,41 -80,41 -79,40 -80))\"", "wkt", "40 -80", "longitude comes first")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((40 -100,41 -100,41 -99,40 -100))\"", "wkt", null, "look swapped")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((0 0,1 0,1 1\"", "wkt", "POLYGON((0 0,1 0,1 1", "cannot be read")]
    [InlineData("A,N,load_zone,PJM,,,,,\"SRID=3857;POLYGON((0 0,1 0,1 1,0 0))\"", "wkt", "SRID=3857;POLYGON((0 0,1 0,1 1,0 0))", "3857")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((0 0,1 1,2 2,0 0))\"", null, "A", "no area")]
    [InlineData("A,N,load_zone,PJM,,,,,\"POLYGON((-170 -70,-60 -70,60 -70,170 -70,-170 -70))\"", "wkt", null, "around a pole")]
    [InlineData(",,load_zone,PJM,,,,,\"POLYGON((0 0,1 0,1 1,0 0))\"", "zone_id", null, "missing")]
    [InlineData("A,N,load_zone,PJM", null, null, "4 cells, the header 9")]
    public async Task BadRow_IsRejectedWithItsReasonAndTheOthersGoIn(string row, string? column, string? value, string reason)
    {
        var report = (await ImportAsync(Header + "X,Before,hub,,,,,,POINT(0 0)\n" + row + "\nY,After,hub,,,,,,POINT(1 1)\n")).Completed();
        Assert.Equal((3, 2, 2, 1), report.Rows);
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, column, value), (rejection.Row, rejection.Column, rejection.Value));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task ABowTie_IsRepairedWithAWarning_AndTheNextTimeNothingChanges()
    {
        var file = Header + "A,N,load_zone,,,,,,\"POLYGON((0 0,2 2,2 0,0 2,0 0))\"\n";
        var report = (await ImportAsync(file)).Completed();
        var warning = Assert.Single(report.Warnings);
        Assert.Equal(1, warning.Count);
        Assert.Contains("repaired", warning.Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("st_isvalid(geom) and st_numgeometries(geom) = 2 and st_area(geom) = 2"));
        Assert.Equal(0, (await ImportAsync(file)).Completed().Run.RowsChanged);
    }

    [Fact]
    public async Task RingsOfGeoJsonTheWrongWayRound_AreTurnedWithAWarning()
    {
        var report = (await ImportAsync(Collection("""{"code":"A","type":"load_zone"}""", "Polygon", "[[[0,0],[0,1],[1,1],[1,0],[0,0]]]"))).Completed();
        Assert.Contains("counterclockwise", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("st_ispolygonccw(geom)"));
    }

    [Fact]
    public async Task HeightsAreDropped_AndHairsBreadthsClosed_WithWarnings()
    {
        var report = (await ImportAsync(Collection("""{"code":"A","type":"load_zone"}""", "Polygon", "[[[0,0,5],[1,0,5],[1,1,5],[0,0.0000001,5]]]"))).Completed();
        Assert.Equal(2, report.Warnings.Count);
        Assert.Contains(report.Warnings, warning => warning.Reason.Contains("heights", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.Reason.Contains("closed", StringComparison.Ordinal));
        Assert.Equal(1, await CountAsync("st_ndims(geom) = 2 and st_isvalid(geom)"));
    }

    [Fact]
    public async Task AShapeAcrossTheDateLine_IsCutThere()
    {
        var report = (await ImportAsync(Collection("""{"code":"FJ","type":"load_zone"}""", "Polygon", "[[[177,-19],[-178,-19],[-178,-16],[177,-16],[177,-19]]]"))).Completed();
        Assert.Contains("date line", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("st_numgeometries(geom) = 2 and st_area(geom) = 15 and st_xmin(geom) = -180 and st_xmax(geom) = 180"));
    }

    [Fact]
    public async Task FeaturesOfOneCode_ArePartsOfOneZone()
    {
        var file = Collection(
            ("""{"code":"A","type":"load_zone","name":"First"}""", "Polygon", "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"),
            ("""{"code":"A","type":"load_zone","name":"Last"}""", "Polygon", "[[[5,0],[6,0],[6,1],[5,1],[5,0]]]"));
        var report = (await ImportAsync(file)).Completed();
        Assert.Equal((2, 2, 2, 0), report.Rows);
        Assert.Contains("parts of one zone", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("name = 'Last' and st_numgeometries(geom) = 2"));
        Assert.Equal(0, (await ImportAsync(file)).Completed().Run.RowsChanged);
    }

    [Fact]
    public async Task AFileWithoutTypes_IsTakenForLoadZones_WithAWarning()
    {
        var report = (await ImportAsync(Collection("""{"Zone":"A","zone_name":"WEST","name":"WEST"}""", "Polygon", Square), market: "NYISO")).Completed();
        Assert.Contains("load zones", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("code = 'WEST' and name = 'WEST' and type = 'load_zone' and market = 'NYISO'"));
    }

    [Fact]
    public async Task AMapping_GoesBeforeTheNames()
    {
        (await ImportAsync(Collection("""{"what":"reserve zone","who":"R1","code":"wrong"}""", "Polygon", Square), mapping: """{"who":"code","what":"type"}""")).Completed();
        Assert.Equal(1, await CountAsync("code = 'R1' and type = 'reserve_zone'"));
    }

    [Fact]
    public async Task AnotherOrganizationsZones_AreLeftAlone()
    {
        var (mine, other) = (await bench.AddOrganizationAsync("Mine"), await bench.AddOrganizationAsync("Other"));
        var file = Header + "A,Mine,load_zone,PJM,,,,,\"POLYGON((-80 40,-79 40,-79 41,-80 40))\"\nB,New,load_zone,PJM,,,,,\"POLYGON((-80 40,-79 40,-79 41,-80 40))\"\n";
        (await ImportAsync(file.Split("\nB,", 2)[0] + "\n", Admin(mine))).Completed();
        var report = (await ImportAsync(file.Replace("A,Mine", "A,Theirs", StringComparison.Ordinal), Admin(other))).Completed();
        Assert.Equal((2, 1, 1, 1), report.Rows);
        Assert.Equal((2, "zone_id", "A"), (report.Rejections[0].Row, report.Rejections[0].Column, report.Rejections[0].Value));
        Assert.Contains("not your organization's", report.Rejections[0].Reason, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync($"code = 'A' and name = 'Mine' and organization_id = {mine}"));
        Assert.Equal(1, await CountAsync($"code = 'B' and organization_id = {other}"));

        // The same code is another zone in another market.
        Assert.Equal((1, 1, 1, 0), (await ImportAsync(Header + "A,Elsewhere,load_zone,SPP,,,,,\"POLYGON((-98 40,-97 40,-97 41,-98 40))\"\n", Admin(other))).Completed().Rows);
    }

    [Fact]
    public async Task FilesThatAreNone_WriteNothing()
    {
        var good = Collection("""{"code":"A","type":"load_zone"}""", "Polygon", Square);
        Assert.Contains("cut off", (await ImportAsync(good[..^20])).Failed(), StringComparison.Ordinal);
        Assert.Contains("no JSON", (await ImportAsync("zone_id,wkt\n", format: "geojson")).Failed().Replace("not JSON", "no JSON", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("no features", (await ImportAsync("""{"type":"FeatureCollection","features":[]}""")).Failed(), StringComparison.Ordinal);
        Assert.Contains("EPSG:2263", (await ImportAsync(good.Replace("\"features\"", "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2263\"}},\"features\"", StringComparison.Ordinal))).Failed(), StringComparison.Ordinal);
        bench.Runner = bench.NewRunner(new ZoneImporter(new ImportOptions { MaxUnpackedMegabytes = 1 }));
        Assert.Contains("limit", (await ImportAsync(Collection("""{"code":"A","type":"load_zone"}""", "Polygon", "[[" + string.Join(',', Enumerable.Repeat("[0.5,0.5]", 120_000)) + "]]"))).Failed(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task WhatTheApiGives_IsReadBack()
    {
        (await ImportAsync(Collection("""{"id":7,"code":"A","name":"N","type":"pricing_zone","market":"ERCOT","parent":"P","areaKm2":1,"label":[1,2],"approximate":true,"source":"S","simulated":false,"organizationId":null}""", "Polygon", Square))).Completed();
        Assert.Equal(1, await CountAsync("code = 'A' and name = 'N' and type = 'pricing_zone' and market = 'ERCOT' and parent = 'P' and approximate and source = 'S'"));
    }

    private static Actor Admin(int organization) => new(Roles.Admin, 5, organization);

    private static string Collection(string properties, string type, string coordinates) => Collection((properties, type, coordinates));

    private static string Collection(params (string Properties, string Type, string Coordinates)[] features) =>
        "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', features.Select(Feature)) + "]}";

    private static string Feature((string Properties, string Type, string Coordinates) feature) =>
        $$$"""{"type":"Feature","properties":{{{feature.Properties}}},"geometry":{"type":"{{{feature.Type}}}","coordinates":{{{feature.Coordinates}}}}}""";

    private Task<int> CountAsync(string where = "true") => bench.ScalarAsync<int>($"select count(*)::integer from zones where {where}");

    private Task<Report> ImportAsync(string text, Actor? actor = null, string? mapping = null, string? market = null, string format = "auto") =>
        bench.ImportAsync(Encoding.UTF8.GetBytes(text), actor, mapping, market, "zones", format);
}
