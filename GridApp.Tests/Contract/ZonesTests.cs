using System.Net;
using System.Text.Json;
using GridApp.Data;

namespace GridApp.Tests.Contract;

public sealed class ZonesTests(GeographyWorld world) : IClassFixture<GeographyWorld>
{
    [Fact]
    public async Task Zones_AreAFeatureCollection_LargestFirst_AnApproximateBoundaryGivesWay()
    {
        var zones = await world.GetAsync("/zones");
        Assert.Equal(["ERCOT", "CA", "WEST", "FJ", "HB"], GeographyWorld.Codes(zones));
        Assert.Equal(("FeatureCollection", 5, false), (zones.GetProperty("type").GetString(), zones.GetProperty("total").GetInt32(), zones.GetProperty("truncated").GetBoolean()));

        var west = GeographyWorld.Features(zones).Single(feature => GeographyWorld.Property(feature, "code").GetString() == "WEST");
        Assert.Equal("Polygon", west.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(
            ["id", "code=WEST", "name=West Şehir", "type=load_zone", "market=ERCOT", "parent=ERCOT", "areaKm2", "label", "approximate=False", "source=File", "simulated=False", "organizationId=1"],
            west.GetProperty("properties").EnumerateObject().Select(property => property.Name is "id" or "areaKm2" or "label" ? property.Name : $"{property.Name}={property.Value}"));
        // A right triangle of 6 by 10 degrees, widest in the south.
        Assert.InRange(GeographyWorld.Property(west, "areaKm2").GetDouble(), 310_000, 330_000);
        Assert.InRange(GeographyWorld.Property(west, "label")[0].GetDouble(), -106, -100);

        var hub = GeographyWorld.Features(zones).Last();
        Assert.Equal("""{"type":"Point","coordinates":[-99,31]}""", hub.GetProperty("geometry").GetRawText());
        Assert.Equal(JsonValueKind.Null, GeographyWorld.Property(hub, "parent").ValueKind);
    }

    [Theory]
    [InlineData("market=ERCOT", "ERCOT WEST HB")]
    [InlineData("market=ERCOT&type=hub&type=load_zone", "WEST HB")]
    [InlineData("market=none", "FJ")]
    [InlineData("type=iso_boundary", "ERCOT CA")]
    [InlineData("q=sehir", "WEST")]
    [InlineData("q=fj", "FJ")]
    [InlineData("simulated=true", "")]
    [InlineData("bbox=-107,35,-105,37", "ERCOT WEST")]
    // The box around the triangle reaches here, the triangle does not.
    [InlineData("bbox=-100.5,34,-99.5,35", "ERCOT")]
    [InlineData("bbox=-98,28,-97,29&type=load_zone", "")]
    [InlineData("bbox=-99.1,30.9,-98.9,31.1&type=hub", "HB")]
    [InlineData("bbox=179,-18,-179,-17", "FJ")]
    [InlineData("bbox=-179,-18,-178.5,-17", "FJ")]
    [InlineData("bbox=-200,-90,200,90&market=CAISO", "CA")]
    [InlineData("limit=2", "ERCOT CA")]
    public async Task Filters_AreKept(string query, string codes) =>
        Assert.Equal(codes, string.Join(' ', GeographyWorld.Codes(await world.GetAsync("/zones?" + query))));

    [Fact]
    public async Task ALimit_SaysThatItCut()
    {
        var zones = await world.GetAsync("/zones?limit=2");
        Assert.Equal((5, true), (zones.GetProperty("total").GetInt32(), zones.GetProperty("truncated").GetBoolean()));
    }

    [Theory]
    [InlineData("zome=3", 400)]
    [InlineData("zoom=x", 400)]
    [InlineData("zoom=25", 422)]
    [InlineData("zoom=-1", 422)]
    [InlineData("type=county", 422)]
    [InlineData("market=XX", 422)]
    [InlineData("bbox=1,2,3", 400)]
    [InlineData("bbox=1,20,3,10", 422)]
    [InlineData("limit=0", 422)]
    [InlineData("limit=-1", 422)]
    [InlineData("simulated=maybe", 400)]
    [InlineData("zoom=3&zoom=4", 400)]
    public async Task WhatCannotBeMeant_IsRefused(string query, int status)
    {
        var (answered, problem) = await PlantsWorld.ProblemAsync(world.Analyst.GetAsync("/api/v1/zones?" + query));
        Assert.Equal(status, answered);
        Assert.NotEqual(JsonValueKind.Undefined, problem.ValueKind);
        Assert.Equal(status == 422, problem.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task OneZone_HasItsWholeShape_AndAnotherIs404()
    {
        var listed = GeographyWorld.Features(await world.GetAsync("/zones?q=fj")).Single();
        var zone = await world.GetAsync("/zones/" + listed.GetProperty("id").GetInt32());
        Assert.Equal("Feature", zone.GetProperty("type").GetString());
        Assert.Equal("FJ", GeographyWorld.Property(zone, "code").GetString());
        Assert.Equal(2, zone.GetProperty("geometry").GetProperty("coordinates").GetArrayLength());
        Assert.Equal(404, (await PlantsWorld.ProblemAsync(world.Analyst.GetAsync("/api/v1/zones/999999"))).Status);
        Assert.Equal(400, (await PlantsWorld.ProblemAsync(world.Analyst.GetAsync("/api/v1/zones/1?at=now"))).Status);
    }

    [Fact]
    public async Task Csv_SaysWhatItIs_AndGuardsItsCells()
    {
        using var client = world.Analyst;
        client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var text = await client.GetStringAsync("/api/v1/zones?market=ERCOT");
        var lines = text.Split("\r\n");
        Assert.StartsWith("# GridApp, zones: 3 of 3", lines[0], StringComparison.Ordinal);
        Assert.Contains("# filter: market=ERCOT", lines);
        Assert.Contains(lines, line => line.StartsWith("# units: area in km2", StringComparison.Ordinal));
        Assert.Contains("# sources: File", lines);
        Assert.Contains("id,code,name,type,market,parent,area_km2,longitude_deg,latitude_deg,approximate,simulated,organization_id,source", lines);
        Assert.Contains(lines, line => line.Contains(",HB,Hub,hub,ERCOT,,0,-99,31,false,false,,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAnswerThatIsKnown_Is304_UntilAZoneChanges()
    {
        using var client = world.Analyst;
        var first = await client.GetAsync("/api/v1/zones?market=CAISO&zoom=4");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/zones?market=CAISO&zoom=3");
        again.Headers.IfNoneMatch.ParseAdd(first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);

        await world.Database.AsOwnerAsync<object>("update zones set source = 'more or less' where code = 'CA'");
        using var third = new HttpRequestMessage(HttpMethod.Get, "/api/v1/zones?market=CAISO&zoom=3");
        third.Headers.IfNoneMatch.ParseAdd(first.Headers.ETag!.ToString());
        var answer = await client.SendAsync(third);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("more or less", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AZoomAsksForSimplerShapes_ThatAreMadeWithTheZone()
    {
        const string zigzag = """
            with edge as (select generate_series(0, 2000) as i)
            insert into zones (market, code, name, type, geom)
            select 'PJM', 'Z', 'Zigzag', 'load_zone', st_geomfromtext('POLYGON((' || string_agg(format('%s %s', -80 + i * 0.002, 40 + (i % 2) * 0.0003), ',' order by i) || ',-76 38,-80 38,-80 40))', 4326) from edge
            """;
        await world.Database.AsOwnerAsync<object>(zigzag);
        var whole = (await world.GetAsync("/zones?market=PJM")).GetRawText().Length;
        var sizes = new List<int>();
        foreach (var zoom in new[] { 4, 6, 8, 10, 11 })
            sizes.Add((await world.GetAsync($"/zones?market=PJM&zoom={zoom}")).GetRawText().Length);
        Assert.Equal(sizes.Order(), sizes);
        Assert.InRange(sizes[0], 200, 700);
        Assert.Equal(whole, sizes[^1]);
        Assert.Equal(4L, await world.Database.AsOwnerAsync<long>("select count(*) from zone_shapes s join zones z on z.id = s.zone_id where z.code = 'Z'"));
        await world.Database.AsOwnerAsync<object>("delete from zones where code = 'Z'");
        Assert.Equal(0L, await world.Database.AsOwnerAsync<long>("select count(*) from zone_shapes s where not exists (select from zones z where z.id = s.zone_id)"));
    }

    [Fact]
    public async Task NobodyWithoutALogin_SeesZones()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Host.Anonymous().GetAsync("/api/v1/zones")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Host.Anonymous().GetAsync("/api/v1/lines")).StatusCode);
    }

    [Fact]
    public async Task AnotherOrganization_CannotWriteAZone()
    {
        await using var session = await world.Database.Database.OpenAsync(new Actor("admin", 1, 2));
        await using var change = session.Command("update zones set name = 'Mine' where code = 'WEST'");
        Assert.Equal(0, await change.ExecuteNonQueryAsync());
        await using var shapes = session.Command("insert into zone_shapes (zone_id, zoom, geom) select id, 20, geom from zones");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => shapes.ExecuteNonQueryAsync());
    }
}
