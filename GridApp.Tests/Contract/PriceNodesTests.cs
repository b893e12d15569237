using System.Net;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;

namespace GridApp.Tests.Contract;

/// <summary>Nodes as the HTTP contract has them.</summary>
public sealed class PriceNodesTests(PricesWorld world) : IClassFixture<PricesWorld>
{
    [Fact]
    public async Task Nodes_AreGeoJsonWithTheContractsNames()
    {
        var ids = await world.Cube.NodesAsync("NYISO", ("N.Y.C.", -73.98, 40.75), ("NOWHERE", null, null));
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, "/api/v1/prices/nodes?market=NYISO");
        Assert.Equal("FeatureCollection", answer.GetProperty("type").GetString());
        Assert.Equal((2, false), (answer.GetProperty("total").GetInt32(), answer.GetProperty("truncated").GetBoolean()));
        var features = answer.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(
            $$$"""{"type":"Feature","id":{{{ids[0]}}},"geometry":{"type":"Point","coordinates":[-73.98,40.75]},"properties":{"id":{{{ids[0]}}},"code":"N.Y.C.","name":"N.Y.C. name","type":"hub","market":"NYISO","zone":null,"source":"test","simulated":false}}""",
            features[0].GetRawText());

        // Kept and shown, and never at 0,0.
        Assert.Equal(JsonValueKind.Null, features[1].GetProperty("geometry").ValueKind);
        Assert.Equal([ids[0]], PlantsWorld.Ids(await PlantsWorld.GetAsync(client, "/api/v1/prices/nodes?market=NYISO&bbox=-180,-90,180,90")));
        Assert.Equal([ids[1]], PlantsWorld.Ids(await PlantsWorld.GetAsync(client, "/api/v1/prices/nodes?market=NYISO&q=nowhere")));
        Assert.Empty(PlantsWorld.Ids(await PlantsWorld.GetAsync(client, "/api/v1/prices/nodes?market=NYISO&type=bus")));
        var cut = await PlantsWorld.GetAsync(client, "/api/v1/prices/nodes?market=NYISO&type=hub&limit=1");
        Assert.Equal((2, true, 1), (cut.GetProperty("total").GetInt32(), cut.GetProperty("truncated").GetBoolean(), cut.GetProperty("features").GetArrayLength()));

        var one = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{ids[1]}");
        Assert.Equal(("NOWHERE", "$/MWh", "America/New_York"), (one.GetProperty("code").GetString(), one.GetProperty("unit").GetString(), one.GetProperty("timeZone").GetString()));
        Assert.Equal(JsonValueKind.Null, one.GetProperty("longitude").ValueKind);
    }

    [Fact]
    public async Task AChangedNode_IsThereInTheNextAnswer_OfEveryProcess()
    {
        var ids = await world.Cube.NodesAsync("SPP", ("SOUTH", -97, 35), ("NORTH", -97, 40));
        await using var second = await world.StartAsync();
        using var client = world.Analyst;
        using var other = second.As(new Actor(Roles.Analyst, null, world.Second));
        const string Path = "/api/v1/prices/nodes?market=SPP";
        using var first = await client.GetAsync(Path);
        var tag = first.Headers.ETag!.ToString();
        using (var again = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { { "If-None-Match", tag } } }))
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(2, PlantsWorld.Ids(await PlantsWorld.GetAsync(other, Path)).Length);

        await world.Cube.RunAsync($"update nodes set name = 'Süd', longitude = -98 where id = {ids[0]}");
        await world.Cube.RunAsync($"delete from nodes where id = {ids[1]}");
        using (var changed = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { { "If-None-Match", tag } } }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        foreach (var process in new[] { client, other })
            Assert.Equal([ids[0]], PlantsWorld.Ids(await PlantsWorld.GetAsync(process, Path + "&q=sud")));
    }

    [Fact]
    public async Task Csv_SaysWhatItIs_AndStartsNoFormula()
    {
        await world.Cube.NodesAsync("ISONE", ("=HUB(1)", -72, 42));
        using var client = world.Analyst;
        var lines = (await client.GetStringAsync("/api/v1/prices/nodes?market=ISONE&format=csv")).Split("\r\n");
        Assert.Contains("# filter: market=ISONE&format=csv", lines);
        Assert.Contains("id,market,code,name,type,zone,longitude,latitude,simulated,source", lines);
        Assert.Contains(lines, line => line.EndsWith(",ISONE,'=HUB(1),'=HUB(1) name,hub,,-72,42,false,test", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nodes?color=red", 400, null)]
    [InlineData("nodes?market=ATLANTIS", 422, "market")]
    [InlineData("nodes?limit=-1", 422, "limit")]
    [InlineData("nodes?limit=many", 400, null)]
    [InlineData("nodes?bbox=1,2,3", 400, null)]
    [InlineData("nodes?bbox=1,80,3,70", 422, "bbox")]
    [InlineData("nodes?format=xml", 422, "format")]
    [InlineData("nodes/7?x=1", 400, null)]
    [InlineData("nodes/2000000000", 404, null)]
    [InlineData("nodes/2000000000/series", 404, null)]
    [InlineData("heatmap?kind=SPOT", 422, "kind")]
    [InlineData("heatmap?kind=dam", 422, "kind")]
    [InlineData("heatmap?component=price", 422, "component")]
    [InlineData("heatmap?at=2026-01-15T00:00:00", 400, null)]
    [InlineData("heatmap?at=2026-01-15T00:00:00Z&at=2026-01-16T00:00:00Z", 400, null)]
    [InlineData("heatmap?simulated=maybe", 400, null)]
    [InlineData("heatmap?at=1970-01-01T00:00:00Z", 404, null)]
    [InlineData("frames?kind=DART", 422, "kind")]
    [InlineData("frames?start=2026-01-15T00:00:00Z&end=2026-01-15T00:00:00Z", 422, "end")]
    [InlineData("frames?bbox=1,2,3,4", 400, null)]
    [InlineData("timestamps?start=1990-01-15T00:00:00Z&end=2026-01-15T00:00:00Z", 422, "end")]
    [InlineData("stats?knownAt=yesterday", 400, null)]
    [InlineData("current?at=2026-01-15T00:00:00Z", 400, null)]
    [InlineData("?kind=DAM", 422, "node")]
    [InlineData("?node=one", 400, null)]
    [InlineData("?node=0", 422, "node")]
    [InlineData("?node=2000000000", 422, "node")]
    public async Task WhatCannotBeMeant_IsRefused(string path, int status, string? field)
    {
        using var client = world.Analyst;
        var (answered, problem) = await PlantsWorld.ProblemAsync(client.GetAsync("/api/v1/prices" + (path[0] == '?' ? path : "/" + path)));
        Assert.Equal(status, answered);
        if (field is not null)
            Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }
}
