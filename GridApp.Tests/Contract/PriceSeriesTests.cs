using System.Globalization;
using System.Net;
using System.Text.Json;
using GridApp.Domain.Time;

namespace GridApp.Tests.Contract;

/// <summary>Nodes over time: one, and many. Each test has a market of its own.</summary>
public sealed class PriceSeriesTests(PricesWorld world) : IClassFixture<PricesWorld>
{
    private static readonly int[] Hours = [.. Enumerable.Range(0, 24).Select(hour => hour * 3600)];

    private static readonly short[] Sixty = [.. Enumerable.Repeat((short)60, 24)];

    [Fact]
    public async Task Series_HasTheContractsNames_AndNoPointWhereNothingIs()
    {
        var node = (await world.Cube.NodesAsync("CAISO", ("A", -120, 35)))[0];
        await world.Cube.DayAsync(
            "CAISO", "RTM", "2026-01-15", [0, 300, 900, 1000], [5, 5, 5, 5], new Dictionary<int, float[]> { [node] = [1.25f, float.NaN, -3, 4] },
            new Dictionary<int, float[]> { [node] = [1, float.NaN, float.NaN, 4] });
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?kind=RTM&start=2026-01-15T00:00:00Z&end=2026-01-15T00:16:40Z");
        Assert.Equal(
            $$"""{"nodeId":{{node}},"code":"A","market":"CAISO","kind":"RTM","unit":"$/MWh","timeZone":"America/Los_Angeles","intervalMinutes":5,"simulated":false,"source":"Imported files","knownAt":null,"points":["""
            + """{"at":"2026-01-15T00:00:00Z","total":1.25,"energy":1,"congestion":null,"loss":null,"ghg":null},"""
            + """{"at":"2026-01-15T00:15:00Z","total":-3,"energy":null,"congestion":null,"loss":null,"ghg":null}]}""",
            answer.GetRawText());
        var empty = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?kind=DAM&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z");
        Assert.Equal((0, 60), (empty.GetProperty("points").GetArrayLength(), empty.GetProperty("intervalMinutes").GetInt32()));
    }

    [Theory]
    [InlineData("2026-03-08", 23)]
    [InlineData("2026-11-01", 25)]
    [InlineData("2026-07-01", 24)]
    public async Task ALocalDay_HasTheHoursThatItHas(string date, int hours)
    {
        var node = (await world.Cube.NodesAsync("PJM", ("DAY-" + date, -75, 40)))[0];
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var utc in new[] { day, day.AddDays(1) })
        {
            if (await world.Cube.RunAsync($"select 1 from price_day_intervals i join price_series s on s.id = i.series_id where s.market = 'PJM' and i.day = '{utc:yyyy-MM-dd}'") is null)
                await world.Cube.DayAsync("PJM", "DAM", utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Hours, Sixty, new Dictionary<int, float[]> { [node] = [.. Hours.Select(second => second / 3600f)] });
        }
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var market = MarketDay.Of(day, zone);
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?start={market.Start:yyyy-MM-ddTHH:mm:ssZ}&end={market.End:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.Equal(hours, answer.GetProperty("points").GetArrayLength());
    }

    [Fact]
    public async Task TwoOwners_TogetherMakeTheDay()
    {
        var node = (await world.Cube.NodesAsync("MISO", ("TWO", -90, 40)))[0];
        await world.Cube.DayAsync("MISO", "DAM", "2026-01-15", [0, 3600, 10800], [60, 60, 60], new Dictionary<int, float[]> { [node] = [1, float.NaN, 4] });
        await world.Cube.DayAsync("MISO", "DAM", "2026-01-15", [0, 3600, 7200], [60, 60, 60], new Dictionary<int, float[]> { [node] = [99, 2, 3] }, organization: world.First);
        await world.Cube.DayAsync("MISO", "DAM", "2026-01-16", [0], [60], new Dictionary<int, float[]> { [node] = [5] }, organization: world.First);
        using var client = world.Other;
        const string Span = "start=2026-01-15T00:00:00Z&end=2026-01-17T00:00:00Z";
        Assert.Equal([1, 2, 3, 4, 5], Totals(await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?{Span}")));
        var bulk = await PlantsWorld.GetAsync(client, $"/api/v1/prices?market=MISO&{Span}");
        Assert.Equal([1, 2, 3, 4, 5], Totals(bulk));
        Assert.Equal($$"""{"nodeId":{{node}},"at":"2026-01-15T00:00:00Z","total":1,"energy":null,"congestion":null,"loss":null,"ghg":null}""", bulk.GetProperty("points")[0].GetRawText());
    }

    [Fact]
    public async Task Days_WhoseIntervalsChangeAndChangeBack_HaveEachTheirOwn()
    {
        var node = (await world.Cube.NodesAsync("NYISO", ("CHANGING", -75, 42)))[0];
        foreach (var (day, seconds, minutes) in new (string, int[], short[])[]
        {
            ("2026-01-15", [0, 3600], [60, 60]), ("2026-01-16", [0, 300], [5, 5]), ("2026-01-17", [0, 300], [5, 5]), ("2026-01-18", [0, 300], [60, 60]), ("2026-01-19", [0, 3600], [60, 60]),
        })
        {
            await world.Cube.DayAsync("NYISO", "RTM", day, seconds, minutes, new Dictionary<int, float[]> { [node] = [1, 2] });
        }
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?kind=RTM&start=2026-01-15T00:00:00Z&end=2026-01-20T00:00:00Z");
        Assert.Equal(
            ["15T00:00", "15T01:00", "16T00:00", "16T00:05", "17T00:00", "17T00:05", "18T00:00", "18T00:05", "19T00:00", "19T01:00"],
            answer.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("at").GetString()![8..16]));
        Assert.Equal(60, answer.GetProperty("intervalMinutes").GetInt32());
    }

    [Fact]
    public async Task Dart_StandsAtRealTimesIntervals()
    {
        var node = (await world.Cube.NodesAsync("SPP", ("DART", -97, 36)))[0];
        await world.Cube.DayAsync("SPP", "DAM", "2026-01-15", [0, 3600], [60, 60], new Dictionary<int, float[]> { [node] = [40.1f, 50] });
        await world.Cube.DayAsync("SPP", "RTM", "2026-01-15", [1800, 3300, 3600, 7200], [5, 5, 5, 5], new Dictionary<int, float[]> { [node] = [30, 25.3f, 60, 1] });
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series?kind=DART&start=2026-01-15T00:30:00Z&end=2026-01-16T00:00:00Z");
        Assert.Equal([10.1, 14.8, -10], Totals(answer));
        Assert.Equal(["2026-01-15T00:30:00Z", "2026-01-15T00:55:00Z", "2026-01-15T01:00:00Z"], answer.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task Compare_PutsNodesAndKindsSideBySide_AndSoDoesItsFile()
    {
        var nodes = await world.Cube.NodesAsync("IT_NORD", ("IT-A", 9, 45), ("=IT-B", 10, 45));
        await world.Cube.DayAsync("IT_NORD", "DAM", "2026-01-15", [0, 900], [15, 15], new Dictionary<int, float[]> { [nodes[0]] = [80, 90.5f], [nodes[1]] = [70, float.NaN] });
        var turkish = (await world.Cube.NodesAsync("EPIAS", ("TR-CMP", 33, 39)))[0];
        using var client = world.Analyst;
        var path = $"/api/v1/prices/compare?node={nodes[0]}&node={nodes[1]}&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z";
        var answer = await PlantsWorld.GetAsync(client, path);
        Assert.Equal(("€/MWh", "Europe/Rome", 15), (answer.GetProperty("unit").GetString(), answer.GetProperty("timeZone").GetString(), answer.GetProperty("intervalMinutes").GetInt32()));
        var (a, b) = ($"n{nodes[0]}dam", $"n{nodes[1]}dam");
        Assert.Equal([a, b], answer.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("key").GetString()));
        Assert.Equal(
            [$$"""{"at":"2026-01-15T00:00:00Z","{{a}}":80,"{{b}}":70}""", $$"""{"at":"2026-01-15T00:15:00Z","{{a}}":90.5,"{{b}}":null}"""],
            answer.GetProperty("points").EnumerateArray().Select(point => point.GetRawText()));
        var lines = (await client.GetStringAsync(path + "&format=csv")).Split("\r\n");
        Assert.Contains("at_utc,at_local,IT-A DAM,'=IT-B DAM", lines);
        Assert.Contains("2026-01-15T00:15:00Z,2026-01-15T01:15:00+01:00,90.5,", lines);
        Assert.Equal(422, (await PlantsWorld.ProblemAsync(client.GetAsync(path + $"&node={turkish}"))).Status);
        Assert.Equal(422, (await PlantsWorld.ProblemAsync(client.GetAsync(path + "&kind=SPOT"))).Status);

        var series = (await client.GetStringAsync($"/api/v1/prices/nodes/{nodes[0]}/series?start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z&format=csv")).Split("\r\n");
        Assert.Contains("2026-01-15T00:00:00Z,2026-01-15T01:00:00+01:00,15,80,,,,", series);
    }

    [Fact]
    public async Task WhatWasKnownEarlier_IsCutOutOfEveryFormOfFrame()
    {
        var nodes = await world.Cube.NodesAsync("NYISO", ("K1", -75, 42), ("K2", -76, 42));
        int[] other = [nodes[1], nodes[0]];
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T00:00Z", 60, nodes, [1, 2.25f], knownFrom: "2026-01-14T12:00Z", knownTo: "2026-01-16T00:00Z");
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T00:00Z", 60, other, [3.5f, 1], energy: [7, 7], knownFrom: "2026-01-16T00:00Z");
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T01:00Z", 60, other, [1 / 3f, 9], bare: true, knownFrom: "2026-01-14T12:00Z");
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T02:00Z", 60, other, [1 / 7f, 9], knownFrom: "2026-01-14T12:00Z");
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T03:00Z", 60, [nodes[0]], [8], knownFrom: "2026-01-14T12:00Z");
        await world.Cube.FrameAsync("NYISO", "DAM", "2026-01-15T04:00Z", 60, other, [float.NaN, 9], knownFrom: "2026-01-14T12:00Z");
        using var client = world.Analyst;
        var path = $"/api/v1/prices/nodes/{nodes[1]}/series?start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z&knownAt=";
        Assert.Equal([2.25, 1 / 3f, 1 / 7f], Totals(await PlantsWorld.GetAsync(client, path + "2026-01-15T00:00:00Z")));
        var later = await PlantsWorld.GetAsync(client, path + "2026-01-16T00:00:00Z");
        Assert.Equal([3.5, 1 / 3f, 1 / 7f], Totals(later));
        Assert.Equal([7, null, null], later.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("energy") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : (double?)null));
        Assert.Equal("2026-01-16T00:00:00Z", later.GetProperty("knownAt").GetString());
        Assert.Empty(Totals(await PlantsWorld.GetAsync(client, path + "2026-01-14T00:00:00Z")));
    }

    [Fact]
    public async Task ABulkQuery_IsLimitedAsJson_AndWholeAsCsv()
    {
        var nodes = await world.Cube.NodesAsync("ERCOT", [.. Enumerable.Range(0, 350).Select(i => ($"ERCOT-{i:000}", (double?)-99, (double?)31))]);
        var seconds = Enumerable.Range(0, 288).Select(i => i * 300).ToArray();
        await world.Cube.DayAsync("ERCOT", "RTM", "2026-01-15", seconds, [.. Enumerable.Repeat((short)5, 288)], nodes.ToDictionary(id => id, id => Enumerable.Range(0, 288).Select(i => (id % 100) + (i / 4f)).ToArray()));
        using var client = world.Analyst;
        const string Path = "/api/v1/prices?market=ERCOT&kind=RTM&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z";
        var (status, problem) = await PlantsWorld.ProblemAsync(client.GetAsync(Path));
        Assert.Equal(422, status);
        Assert.Equal("end", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);

        var two = await PlantsWorld.GetAsync(client, $"{Path}&node={nodes[7]}&node={nodes[3]}&node={nodes[3]}");
        Assert.Equal(2 * 288, two.GetProperty("points").GetArrayLength());
        Assert.Equal([nodes[3], nodes[7]], two.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("nodeId").GetInt32()).Distinct());
        Assert.Equal("$/MWh", two.GetProperty("unit").GetString());

        using var request = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { Accept = { new("text/csv") } } };
        using var answer = await client.SendAsync(request);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var notes = lines.TakeWhile(line => line[0] == '#').ToList();
        Assert.Contains("# filter: kind=RTM&market=ERCOT", notes);
        Assert.Contains("# span: 2026-01-15T00:00:00Z until before 2026-01-16T00:00:00Z (UTC)", notes);
        Assert.Contains("# time zone of at_local: America/Chicago", notes);
        Assert.Contains("# unit of the prices: $/MWh", notes);
        Assert.Contains("# source: Imported files", notes);
        Assert.Contains(notes, note => note.StartsWith("# exported: 20", StringComparison.Ordinal));
        Assert.Equal("market,node_id,node_code,at_utc,at_local,minutes,total,energy,congestion,loss,ghg", lines[notes.Count]);
        Assert.Equal($"ERCOT,{nodes[0]},ERCOT-000,2026-01-15T00:05:00Z,2026-01-14T18:05:00-06:00,5,{(nodes[0] % 100) + 0.25},,,,", lines[notes.Count + 2]);
        Assert.Equal(350 * 288, lines.Length - notes.Count - 1);
    }

    [Fact]
    public async Task SpansOfWholeDays_AreTheMarketsOwnWithoutAny()
    {
        var node = (await world.Cube.NodesAsync("EPIAS", ("TR1", 33, 39)))[0];
        var today = MarketDay.Of(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"));
        foreach (var day in new[] { today.Start.UtcDateTime.Date, today.Start.UtcDateTime.Date.AddDays(1) })
            await world.Cube.DayAsync("EPIAS", "DAM", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Hours, Sixty, new Dictionary<int, float[]> { [node] = [.. Hours.Select(_ => 2500f)] });
        using var client = world.Analyst;
        var answer = await PlantsWorld.GetAsync(client, $"/api/v1/prices/nodes/{node}/series");
        Assert.Equal(("TL/MWh", 24), (answer.GetProperty("unit").GetString(), answer.GetProperty("points").GetArrayLength()));
        using var first = await client.GetAsync($"/api/v1/prices/nodes/{node}/series");
        using var same = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/prices/nodes/{node}/series") { Headers = { IfNoneMatch = { first.Headers.ETag! } } });
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task Timestamps_Stats_AndCurrent_TellWhatThereIs()
    {
        var nodes = await world.Cube.NodesAsync("ISONE", ("I1", -71, 42), ("I2", -72, 42), ("I3", null, null));
        await world.Cube.FrameAsync("ISONE", "DAM", "2026-01-15T05:00Z", 60, nodes, [10, -20, 30], energy: [12, 12, 12]);
        await world.Cube.FrameAsync("ISONE", "DAM", "2026-01-15T06:00Z", 30, nodes, [11, -21, float.NaN]);
        await world.Cube.FrameAsync("ISONE", "DAM", "2026-01-15T06:00Z", 30, nodes, [1, 2, 3], organization: world.First);
        await world.Cube.FrameAsync("ISONE", "DAM", "2026-01-15T07:00Z", 60, nodes, [1, 2, 3], knownTo: "2026-01-16T00:00Z", knownFrom: "2026-01-15T00:00Z");
        using var client = world.Analyst;
        Assert.Equal(
            """{"kind":"DAM","timestamps":["2026-01-15T05:00:00Z","2026-01-15T06:00:00Z"],"minutes":[60,30]}""",
            (await PlantsWorld.GetAsync(client, "/api/v1/prices/timestamps?market=ISONE&start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z")).GetRawText());

        var stats = Assert.Single((await PlantsWorld.GetAsync(client, "/api/v1/prices/stats?market=ISONE&at=2026-01-15T05:00:00Z")).GetProperty("items").EnumerateArray());
        Assert.Equal((3, 1, -20.0, 10.0, 30.0), (stats.GetProperty("nodes").GetInt32(), stats.GetProperty("negative").GetInt32(), stats.GetProperty("min").GetDouble(), stats.GetProperty("median").GetDouble(), stats.GetProperty("max").GetDouble()));
        Assert.Equal($$"""{"id":{{nodes[1]}},"code":"I2","name":"I2 name","value":-20}""", stats.GetProperty("cheapest")[0].GetRawText());
        Assert.Equal("I3", stats.GetProperty("dearest")[0].GetProperty("code").GetString());
        Assert.Empty((await PlantsWorld.GetAsync(client, "/api/v1/prices/stats?market=ISONE&at=2026-01-15T07:00:00Z")).GetProperty("items").EnumerateArray());

        var current = Assert.Single((await PlantsWorld.GetAsync(client, "/api/v1/prices/current?market=ISONE")).GetProperty("items").EnumerateArray());
        Assert.Equal(("DAM", "2026-01-15T06:00:00Z", false), (current.GetProperty("kind").GetString(), current.GetProperty("at").GetString(), current.GetProperty("lasts").GetBoolean()));
        Assert.Equal([11, -21, 3], current.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("total").GetDouble()));
    }

    private static IReadOnlyList<double> Totals(JsonElement answer) =>
        [.. answer.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("total").GetDouble()).Select(total => total is > 0.1 and < 0.4 ? (float)total : total)];
}
