using System.Net;
using System.Text.Json;

namespace GridApp.Tests.Contract;

public sealed class LinesTests(GeographyWorld world) : IClassFixture<GeographyWorld>
{
    private const string InRealTime = "at=2026-01-15T12:07:00Z";

    [Fact]
    public async Task Lines_AreAFeatureCollection_HighestVoltageFirst()
    {
        var lines = await world.GetAsync("/lines?at=2020-01-01T00:00:00Z");
        Assert.Equal(["X1", "T1", "L1", "L2"], GeographyWorld.Codes(lines));
        Assert.Equal((4, false, JsonValueKind.Null), (lines.GetProperty("total").GetInt32(), lines.GetProperty("truncated").GetBoolean(), lines.GetProperty("flowsAt").ValueKind));
        var one = GeographyWorld.Features(lines).ElementAt(2);
        Assert.Equal("""{"type":"LineString","coordinates":[[-114,33],[-113,34]]}""", one.GetProperty("geometry").GetRawText());
        Assert.Equal(
            """{"id":1,"code":"L1","name":"One","kind":"line","market":"RTS","voltageKv":230,"limitMw":200,"fromNode":"101","toNode":"102","lengthKm":144.781,"source":"RTS","simulated":true,"organizationId":null,"flowMw":null,"loading":null}""",
            one.GetProperty("properties").GetRawText());

        // Nobody knows the limit of this one; a transformer inside a station has no path.
        var elsewhere = GeographyWorld.Features(lines).First();
        Assert.Equal(JsonValueKind.Null, GeographyWorld.Property(elsewhere, "limitMw").ValueKind);
        Assert.Equal("MultiLineString", elsewhere.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, GeographyWorld.Features(lines).ElementAt(1).GetProperty("geometry").ValueKind);
    }

    [Fact]
    public async Task Flows_AreThoseOfTheIntervalThatCoversTheMoment_RealTimeFirst()
    {
        var now = await world.GetAsync("/lines?market=RTS&" + InRealTime);
        Assert.Equal(("2026-01-15T12:05:00Z", "RTM"), (now.GetProperty("flowsAt").GetString(), now.GetProperty("flowsKind").GetString()));
        Assert.Equal([("T1", 0.0, 0.0), ("L1", -160.0, 0.8), ("L2", null, null)], Flows(now));

        var planned = await world.GetAsync("/lines?market=RTS&at=2026-01-15T12:30:00Z");
        Assert.Equal("DAM", planned.GetProperty("flowsKind").GetString());
        Assert.Equal([("T1", null, null), ("L1", 100.0, 0.5), ("L2", -100.0, 1.0)], Flows(planned));

        Assert.Equal(JsonValueKind.Null, (await world.GetAsync("/lines?market=RTS&at=2026-01-15T13:00:00Z")).GetProperty("flowsAt").ValueKind);
    }

    [Theory]
    [InlineData("market=RTS", "T1 L1 L2")]
    [InlineData("market=none", "X1")]
    [InlineData("kind=transformer&kind=dc_line", "X1 T1")]
    [InlineData("minKv=230", "X1 T1 L1")]
    [InlineData("minKv=138&maxKv=230", "T1 L1 L2")]
    [InlineData("q=203", "T1")]
    [InlineData("simulated=false", "X1")]
    [InlineData("bbox=-114.5,32.5,-113.5,33.4", "L1")]
    // The box around the line reaches here, the line does not.
    [InlineData("bbox=-113.2,33.0,-113.0,33.2", "")]
    [InlineData("bbox=1.5,51.5,3,53", "X1")]
    [InlineData("limit=1", "X1")]
    public async Task Filters_AreKept(string query, string codes) =>
        Assert.Equal(codes, string.Join(' ', GeographyWorld.Codes(await world.GetAsync("/lines?" + query))));

    [Theory]
    [InlineData("minkv=3", 400)]
    [InlineData("minKv=x", 400)]
    [InlineData("minKv=-1", 422)]
    [InlineData("kind=pipe", 422)]
    [InlineData("at=2026-01-15T12:00:00", 400)]
    [InlineData("limit=200001", 422)]
    public async Task WhatCannotBeMeant_IsRefused(string query, int status) =>
        Assert.Equal(status, (await PlantsWorld.ProblemAsync(world.Analyst.GetAsync("/api/v1/lines?" + query))).Status);

    [Fact]
    public async Task AnAnswerThatIsKnown_Is304_UntilALineOrTheIntervalChanges()
    {
        using var client = world.Analyst;
        var tag = (await client.GetAsync("/api/v1/lines?" + InRealTime)).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync());
        await world.Database.AsOwnerAsync<object>("update grid_intervals set computed_at = computed_at + interval '1 second' where kind = 'RTM'");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());
        tag = (await client.GetAsync("/api/v1/lines?" + InRealTime)).Headers.ETag!;
        await world.Database.AsOwnerAsync<object>("update lines set updated_at = now() where id = 1");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/lines?" + InRealTime);
            request.Headers.IfNoneMatch.ParseAdd(tag.ToString());
            return (await client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Csv_HasUnitsAndTheTimeOfTheFlows()
    {
        var text = await world.Analyst.GetStringAsync($"/api/v1/lines?format=csv&market=RTS&{InRealTime}");
        Assert.Contains("# units: kV for voltage, MW for limit and flow", text, StringComparison.Ordinal);
        Assert.Contains("the interval that begins at 2026-01-15T12:05:00Z (UTC, RTM)", text, StringComparison.Ordinal);
        Assert.Contains("1,L1,", text, StringComparison.Ordinal);
        Assert.Contains(",line,RTS,230,200,101,102,-160,0.8,144.781,true,,RTS", text, StringComparison.Ordinal);
    }

    private static IEnumerable<(string?, double?, double?)> Flows(JsonElement lines) => GeographyWorld.Features(lines)
        .Select(line => (GeographyWorld.Property(line, "code").GetString(), Number(line, "flowMw"), Number(line, "loading")));

    private static double? Number(JsonElement line, string name) => GeographyWorld.Property(line, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
