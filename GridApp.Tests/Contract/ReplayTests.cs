using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GridApp.Tests.Contract;

/// <summary>The replay over HTTP, on the simulated market as a first start has it: what makes a span playable, and what is refused.</summary>
[Collection(Browser.BrowserTests.Name)]
public sealed class ReplayTests(SimulationHost host)
{
    /// <summary>Six hours of yesterday: in when the host is ready.</summary>
    private static readonly DateTimeOffset Start = new(DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(-1).AddHours(10), TimeSpan.Zero);

    private static readonly string Span = Of(Start, Start.AddHours(6));

    [Fact]
    public async Task System_OfTheSimulatedMarket_HasEverySeriesAtEveryInterval()
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var system = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/system?market=RTS{Span}");

        var series = system.GetProperty("series").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Superset(new HashSet<string> { "price", "load", "forecast", "losses", "intensity" }, series.Keys.ToHashSet());
        Assert.Equal("$/MWh", series["price"].GetProperty("unit").GetString());
        Assert.Equal(Enumerable.Range(0, 72).Select(step => step * 300_000L), series["price"].GetProperty("at").EnumerateArray().Select(at => at.GetInt64()));
        Assert.True(system.GetProperty("simulated").GetBoolean());
        Assert.False(system.GetProperty("aggregated").GetBoolean());

        // What is made covers what is used, but for losses.
        var fuels = system.GetProperty("fuels").GetProperty("columns").EnumerateArray().Sum(fuel => fuel.GetProperty("values")[0].GetDouble());
        var load = series["load"].GetProperty("values")[0].GetDouble();
        Assert.InRange(fuels, load * 0.98, load * 1.1);
    }

    [Fact]
    public async Task Prices_AreWhatTheFramesSay()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var summary = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/prices?market=RTS&kind=RTM&component=congestion{Span}");
        var frames = await client.GetFromJsonAsync<JsonElement>($"/api/v1/prices/frames?market=RTS&kind=RTM&component=congestion{Span}");

        var first = frames.GetProperty("frames")[0].GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).Order().ToArray();
        Assert.Equal(73, summary.GetProperty("nodes").GetInt32());
        Assert.Equal(72, summary.GetProperty("at").GetArrayLength());
        Assert.Equal(first[36], summary.GetProperty("median")[0].GetDouble(), 2);
        Assert.Equal(first.Average(), summary.GetProperty("mean")[0].GetDouble(), 2);
        Assert.Equal(first[0], summary.GetProperty("least")[0].GetDouble(), 2);
    }

    [Fact]
    public async Task Frames_OfALongSpan_AreTheMeansOfItsHours()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/replay/frames?market=RTS&kind=RTM{Span}");
        using var answer = await client.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("GPF1", Encoding.ASCII.GetString(bytes, 0, 4));
        var header = JsonDocument.Parse(bytes.AsMemory(8, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)))).RootElement;
        Assert.Equal(6, header.GetProperty("frames").GetArrayLength());
        Assert.All(header.GetProperty("frames").EnumerateArray(), frame => Assert.Equal(60, frame[1].GetInt32()));

        var hash = header.GetProperty("nodesHash").GetString();
        using var again = await client.GetAsync($"/api/v1/replay/frames?market=RTS&kind=RTM{Span}&nodesHash={hash}");
        Assert.True((await again.Content.ReadAsByteArrayAsync()).Length < bytes.Length, "the geometry is left out");
    }

    [Fact]
    public async Task ALongSpan_GoesByTheHour_AndSaysSo()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var month = Of(Start.AddDays(-20), Start.AddDays(2));
        var system = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/system?market=RTS{month}");
        Assert.True(system.GetProperty("aggregated").GetBoolean());
        var price = system.GetProperty("series").EnumerateArray().First(one => one.GetProperty("name").GetString() == "price");
        Assert.All(price.GetProperty("minutes").EnumerateArray(), minutes => Assert.Equal(60, minutes.GetInt32()));
        Assert.All(price.GetProperty("at").EnumerateArray(), at => Assert.Equal(0, at.GetInt64() % 3_600_000));
        var prices = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/prices?market=RTS{month}");
        Assert.True(prices.GetProperty("aggregated").GetBoolean());
    }

    [Fact]
    public async Task Flows_StayBelowTheLinesLimits()
    {
        using var client = await host.AsAsync(GridAppHost.Admin);
        var bytes = await client.GetByteArrayAsync($"/api/v1/replay/flows?market=RTS{Span}");
        Assert.Equal("GRF1", Encoding.ASCII.GetString(bytes, 0, 4));
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        var header = JsonDocument.Parse(bytes.AsMemory(8, length)).RootElement;
        var lines = header.GetProperty("lines").EnumerateArray().Select(line => line.GetInt32()).ToArray();
        Assert.Equal(72, header.GetProperty("at").GetArrayLength());
        Assert.Equal(8 + length + (2 * lines.Length * 72), bytes.Length);

        var limits = (await client.GetFromJsonAsync<JsonElement>("/api/v1/lines?market=RTS")).GetProperty("features").EnumerateArray()
            .ToDictionary(line => line.GetProperty("properties").GetProperty("id").GetInt32(), line => line.GetProperty("properties").GetProperty("limitMw").GetDouble());
        var scale = header.GetProperty("scale").GetDouble();
        for (var line = 0; line < lines.Length; line++)
        {
            var flow = Math.Abs(BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(8 + length + (2 * line))) * scale);
            Assert.True(flow <= limits[lines[line]] * 1.01, $"{flow} MW on line {lines[line]} of {limits[lines[line]]} MW");
        }
    }

    [Theory]
    [InlineData("incidents?known=then")]
    [InlineData("system?kind=DAM")]
    [InlineData("prices?kind=DAM&component=total")]
    [InlineData("flows?kind=DAM")]
    public async Task AnAnswer_ThatTheCallerHas_IsNotSentAgain(string path)
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        using var first = await client.GetAsync($"/api/v1/replay/{path}&market=RTS{Span}");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/replay/{path}&market=RTS{Span}");
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        using var again = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task AMarketWithoutNumbers_HasAnAnswerWithoutNumbers()
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var system = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/system?market=ERCOT{Span}");
        Assert.Equal(0, system.GetProperty("series").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, system.GetProperty("fuels").ValueKind);
        var prices = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/prices?market=ERCOT{Span}");
        Assert.Equal(0, prices.GetProperty("at").GetArrayLength());
        var incidents = await client.GetFromJsonAsync<JsonElement>($"/api/v1/replay/incidents?market=ERCOT{Span}");
        Assert.Equal(0, incidents.GetProperty("incidents").GetArrayLength());
    }

    [Theory]
    [InlineData("incidents", "", 422)]
    [InlineData("incidents", "market=XX", 422)]
    [InlineData("incidents", "market=RTS&known=later", 422)]
    [InlineData("incidents", "market=RTS&start=yesterday", 400)]
    [InlineData("incidents", "market=RTS&start=2026-01-01T00:00Z&end=2026-03-01T00:00Z", 422)]
    [InlineData("incidents", "market=RTS&start=2026-01-02T00:00Z&end=2026-01-01T00:00Z", 422)]
    [InlineData("incidents", "market=RTS&market=EPIAS", 400)]
    [InlineData("system", "market=RTS&kind=XX", 422)]
    [InlineData("system", "market=RTS&component=total", 400)]
    [InlineData("prices", "market=RTS&component=price", 422)]
    [InlineData("frames", "market=RTS&kind=rtm", 422)]
    [InlineData("flows", "market=RTS&at=now", 400)]
    public async Task WhatIsNoQuestion_IsRefused(string path, string query, int status)
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        using var answer = await client.GetAsync($"/api/v1/replay/{path}?{query}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Bookmarks_AreMadeListedAndLetGo_AndAFieldThatIsNotKnownIsRefused()
    {
        using var client = await host.AsAsync(GridAppHost.Analyst);
        var body = new { name = "Evening peak", market = "RTS", start = Start, end = Start.AddHours(2), at = Start.AddHours(1), address = "market=RTS&at=2026-01-01T00:00Z" };
        using var created = await client.PostAsJsonAsync("/api/v1/replay/bookmarks", body);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        Assert.EndsWith($"/bookmarks/{id.ToString(CultureInfo.InvariantCulture)}", created.Headers.Location!.ToString(), StringComparison.Ordinal);

        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/replay/bookmarks");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), one => one.GetProperty("id").GetInt32() == id && one.GetProperty("mine").GetBoolean());
        using var gone = await client.DeleteAsync($"/api/v1/replay/bookmarks/{id}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        using var odd = await client.PostAsJsonAsync("/api/v1/replay/bookmarks", new { name = "x", userId = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    private static string Of(DateTimeOffset start, DateTimeOffset end) =>
        string.Create(CultureInfo.InvariantCulture, $"&start={start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z&end={end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z");
}
