using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace GridApp.Tests.Contract;

/// <summary>All nodes at one time. Each test has a market or a day of its own.</summary>
public sealed class PriceHeatmapTests(PricesWorld world) : IClassFixture<PricesWorld>
{
    [Fact]
    public async Task Heatmap_HasTheContractsNamesAndStatistics()
    {
        var nodes = await world.Cube.NodesAsync("CAISO", ("A", -120.5, 35.25), ("B", -121, 36), ("C", null, null), ("D", -122, 37));
        await world.Cube.FrameAsync("CAISO", "DAM", "2026-01-15T00:00Z", 60, nodes, [12.34f, -5f, 40f, float.NaN], energy: [10f, 10f, 10f, float.NaN]);
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?kind=DAM&at=2026-01-15T00:30:00Z&market=CAISO");
        Assert.Equal(
            $$"""{"kind":"DAM","component":"total","at":"2026-01-15T00:30:00Z","knownAt":null,"unit":"$/MWh","min":-5,"p05":-3.266,"median":12.34,"mean":15.78,"p95":37.234,"max":40,"negative":1,"""
            + """ "markets":[{"market":"CAISO","unit":"$/MWh","simulated":false,"at":"2026-01-15T00:00:00Z","minutes":60,"nodes":3}],""".Trim()
            + $$"""
              "nodes":[{"id":{{nodes[0]}},"lon":-120.5,"lat":35.25,"value":12.34},{"id":{{nodes[1]}},"lon":-121,"lat":36,"value":-5},{"id":{{nodes[2]}},"lon":null,"lat":null,"value":40}]}
              """.Trim(),
            answer.GetRawText());

        var energy = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?kind=DAM&at=2026-01-15T00:59:59Z&market=CAISO&component=energy");
        Assert.Equal(("energy", 10.0, 10.0), (energy.GetProperty("component").GetString(), energy.GetProperty("min").GetDouble(), energy.GetProperty("max").GetDouble()));

        // Statistics are of the nodes in the answer; what has no location is in no box.
        var box = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?kind=DAM&at=2026-01-15T00:30:00Z&market=CAISO&bbox=-180,-90,180,90");
        Assert.Equal((2, -5.0, 12.34), (box.GetProperty("nodes").GetArrayLength(), box.GetProperty("min").GetDouble(), box.GetProperty("max").GetDouble()));
    }

    [Theory]
    [InlineData("at=2026-01-15T01:00:00Z&market=CAISO")]
    [InlineData("at=2026-01-14T23:59:59Z&market=CAISO")]
    [InlineData("at=2026-01-15T00:00:00Z&market=CAISO&component=loss")]
    [InlineData("at=2026-01-15T00:00:00Z&market=PJM")]
    [InlineData("at=2026-01-15T00:00:00Z&market=CAISO&kind=RTM")]
    [InlineData("at=2026-01-15T00:00:00Z&market=CAISO&bbox=0,0,1,1")]
    [InlineData("at=2026-01-15T00:00:00Z&market=CAISO&simulated=true")]
    public async Task WhereNothingIs_TheAnswerIs404(string query)
    {
        using var client = world.Analyst;
        foreach (var form in new[] { "json", "packed" })
            Assert.Equal(404, (await PlantsWorld.ProblemAsync(client.GetAsync($"/api/v1/prices/heatmap?{query}&format={form}"))).Status);
    }

    [Fact]
    public async Task EachNode_HasItsNewestIntervalThatCoversTheMoment_OfWhicheverLength()
    {
        var nyiso = await world.Cube.NodesAsync("NYISO", ("W", -79, 43), ("X", -78, 43), ("Y", -77, 43));
        var isone = await world.Cube.NodesAsync("ISONE", ("M", -70, 44));
        await world.Cube.FrameAsync("NYISO", "RTM", "2026-02-01T10:00Z", 60, nyiso, [1, 2, 3]);
        await world.Cube.FrameAsync("NYISO", "RTM", "2026-02-01T10:30Z", 5, [nyiso[0], nyiso[2]], [10, float.NaN], bare: true);
        await world.Cube.FrameAsync("ISONE", "RTM", "2026-02-01T00:00Z", 1440, isone, [7]);
        Assert.Equal([1, 2, 3, 7], await ValuesAsync("kind=RTM&at=2026-02-01T10:29:59Z"));
        Assert.Equal([10, 2, 3, 7], await ValuesAsync("kind=RTM&at=2026-02-01T10:30:00Z"));
        Assert.Equal([1, 2, 3, 7], await ValuesAsync("kind=RTM&at=2026-02-01T10:35:00Z"));
        Assert.Equal([7], await ValuesAsync("kind=RTM&at=2026-02-01T11:00:00Z"));
        Assert.Equal([10, 2, 3], await ValuesAsync("kind=RTM&at=2026-02-01T10:30:00Z&market=NYISO"));
        Assert.Equal([10, 2, 3, 7], await ValuesAsync("kind=RTM&at=2026-02-01T10:30:00Z&market=NYISO&market=ISONE"));
    }

    [Fact]
    public async Task WhatAnOrganizationAdds_StandsBesideTheMarketsOwn_ForEverybody()
    {
        var nodes = await world.Cube.NodesAsync("SPP", ("P", -97, 35), ("Q", -97, 36), ("R", -97, 37));
        await world.Cube.FrameAsync("SPP", "DAM", "2026-02-02T00:00Z", 60, nodes[..2], [1, float.NaN]);
        await world.Cube.FrameAsync("SPP", "DAM", "2026-02-02T00:00Z", 60, nodes, [99, 2, 3], organization: world.First);
        Assert.Equal([1, 2, 3], await ValuesAsync("at=2026-02-02T00:00:00Z&market=SPP"));
        using var other = world.Other;
        Assert.Equal(3, (await PlantsWorld.GetAsync(other, "/api/v1/prices/heatmap?at=2026-02-02T00:00:00Z&market=SPP")).GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task SeveralCurrencies_HaveNoStatisticTogether()
    {
        var turkish = await world.Cube.NodesAsync("EPIAS", ("TR", 33, 39));
        var german = await world.Cube.NodesAsync("DE_LU", ("DE", 10, 51));
        await world.Cube.FrameAsync("EPIAS", "DAM", "2026-02-03T00:00Z", 60, turkish, [2500]);
        await world.Cube.FrameAsync("DE_LU", "DAM", "2026-02-03T00:00Z", 15, german, [80]);
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?at=2026-02-03T00:00:00Z");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("unit").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("min").ValueKind);
        Assert.Equal(["€/MWh", "TL/MWh"], answer.GetProperty("markets").EnumerateArray().Select(market => market.GetProperty("unit").GetString()));
        Assert.Equal("€/MWh", (await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?at=2026-02-03T00:14:00Z&market=DE_LU")).GetProperty("unit").GetString());
    }

    [Fact]
    public async Task ACorrection_IsTheNextAnswer_AndWhatWasKnownBeforeStays()
    {
        var nodes = await world.Cube.NodesAsync("MISO", ("MICHIGAN.HUB", -84, 42));
        await world.Cube.FrameAsync("MISO", "DAM", "2026-02-04T00:00Z", 60, nodes, [30], knownFrom: "2026-02-03T18:00Z");
        using var client = world.Analyst;
        const string Path = "/api/v1/prices/heatmap?market=MISO&at=2026-02-04T00:00:00Z";
        using var first = await client.GetAsync(Path);
        Assert.True(first.Headers.CacheControl!.NoCache);
        using (var same = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } }))
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        await world.Cube.RunAsync("update price_frames set known_to = '2026-02-05 09:00Z' where market = 'MISO' and at = '2026-02-04 00:00Z'");
        await world.Cube.FrameAsync("MISO", "DAM", "2026-02-04T00:00Z", 60, nodes, [31], knownFrom: "2026-02-05T09:00Z");
        using (var changed = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } }))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal([31], await ValuesAsync("market=MISO&at=2026-02-04T00:00:00Z"));
        Assert.Equal([30], await ValuesAsync("market=MISO&at=2026-02-04T00:00:00Z&knownAt=2026-02-05T08:59:59Z"));
        Assert.Equal([31], await ValuesAsync("market=MISO&at=2026-02-04T00:00:00Z&knownAt=2026-02-05T09:00:00Z"));
        Assert.Equal(404, (await PlantsWorld.ProblemAsync(client.GetAsync(Path + "&knownAt=2026-02-03T17:00:00Z"))).Status);
    }

    [Fact]
    public async Task ANodeAndAMarketThatAreNew_AreThereInTheNextAnswer_OfAProcessThatKnewNeither()
    {
        using var client = world.Analyst;
        await PlantsWorld.ProblemAsync(client.GetAsync("/api/v1/prices/heatmap?at=2026-02-06T00:00:00Z"));
        var nodes = await world.Cube.NodesAsync("ERCOT", ("HB_WEST", -101, 32));
        await world.Cube.FrameAsync("ERCOT", "DAM", "2026-02-06T00:00Z", 60, nodes, [-8.5f]);
        Assert.Equal([-8.5], await ValuesAsync("at=2026-02-06T00:00:00Z"));
    }

    [Fact]
    public async Task Dart_IsDayAheadLessRealTime_WhereBothAre()
    {
        var nodes = await world.Cube.NodesAsync("PJM", ("AECO", -75, 39), ("PSEG", -74, 40), ("DOM", -77, 37));
        await world.Cube.FrameAsync("PJM", "DAM", "2026-02-07T05:00Z", 60, nodes[..2], [40.1f, 50]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-02-07T05:55Z", 5, [nodes[2], nodes[1], nodes[0]], [1, float.NaN, 25.3f]);
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?kind=DART&market=PJM&at=2026-02-07T05:56:00Z");
        var one = Assert.Single(answer.GetProperty("nodes").EnumerateArray());
        Assert.Equal((nodes[0], 14.8), (one.GetProperty("id").GetInt32(), one.GetProperty("value").GetDouble()));
        Assert.Equal("2026-02-07T05:55:00Z", answer.GetProperty("markets")[0].GetProperty("at").GetString());
    }

    [Fact]
    public async Task Packed_IsTheSameWithoutText()
    {
        var nodes = await world.Cube.NodesAsync("FR", ("FR1", 2, 48), ("FR2", null, null), ("FR3", 3, 47));
        await world.Cube.FrameAsync("FR", "DAM", "2026-02-08T00:00Z", 60, nodes, [12.34f, 5, float.NaN]);
        using var client = world.Analyst;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/prices/heatmap?market=FR&at=2026-02-08T00:00:00Z") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/octet-stream") } } };
        using var answer = await client.SendAsync(request);
        var read = new FramesReader(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(nodes, read.Ids);
        Assert.Equal([2, float.NaN, 3], read.Longitudes!);
        Assert.Equal([12.34f, 5, float.NaN], read.Values(0));
        var known = new FramesReader(await client.GetByteArrayAsync($"/api/v1/prices/heatmap?market=FR&at=2026-02-08T00:00:00Z&format=packed&nodesHash={read.Hash}"));
        Assert.Null(known.Ids);
        Assert.Equal([12.34f, 5, float.NaN], known.Values(0));
    }

    private async Task<IReadOnlyList<double>> ValuesAsync(string query)
    {
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, "/api/v1/prices/heatmap?" + query);
        return [.. answer.GetProperty("nodes").EnumerateArray().OrderBy(node => node.GetProperty("id").GetInt32()).Select(node => node.GetProperty("value").GetDouble())];
    }
}
