using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Notifications;
using GridApp.Features.Prices;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>Rules for spikes, and what they find when prices come.</summary>
public sealed class PriceAlertsTests(PricesWorld world) : IClassFixture<PricesWorld>
{
    private const string Rules = "/api/v1/prices/rules";

    private HttpClient Admin => world.Api.As(new Actor(Roles.Admin, null, world.First));

    private SpikeWatch Watch => world.Api.Services.GetRequiredService<SpikeWatch>();

    [Fact]
    public async Task ASpike_IsRaisedOnce_TakesInItsQuietTime_AndHistoryIsNobodysNews()
    {
        var nodes = await world.Cube.NodesAsync("PJM", ("ALERT-A", null, null), ("ALERT-B", null, null));
        await world.Cube.FrameAsync("PJM", "RTM", "2026-03-01T00:00Z", 5, nodes, [5000, 5000]);
        var rule = await AddAsync(new { name = "Dear", market = "PJM", kind = "RTM", test = "above", threshold = 500, quietMinutes = 30 });
        Assert.Equal(0, await Watch.LookAsync(default));

        await world.Cube.FrameAsync("PJM", "RTM", "2026-03-01T00:05Z", 5, nodes, [501, float.NaN]);
        await world.Cube.FrameAsync("PJM", "RTM", "2026-03-01T00:10Z", 5, nodes, [600, 900.5f]);
        await using var second = await world.StartAsync();
        var raised = await Task.WhenAll(Watch.LookAsync(default), second.Services.GetRequiredService<SpikeWatch>().LookAsync(default));
        Assert.Equal(1, raised.Sum());

        await world.Cube.FrameAsync("PJM", "RTM", "2026-03-01T00:30Z", 5, nodes, [700, 10]);
        Assert.Equal(0, await Watch.LookAsync(default));
        Assert.Equal(0, await Watch.LookAsync(default));
        var alert = Assert.Single(await AlertsAsync(world.Analyst, rule));
        Assert.Equal(
            ("2026-03-01T00:05:00Z", "2026-03-01T00:30:00Z", 4, nodes[1], 900.5, "2026-03-01T00:10:00Z", "$/MWh"),
            (Text(alert, "at"), Text(alert, "lastAt"), alert.GetProperty("hits").GetInt32(), alert.GetProperty("nodeId").GetInt32(), alert.GetProperty("value").GetDouble(), Text(alert, "worstAt"), Text(alert, "unit")));

        // After the quiet time it is another one.
        await world.Cube.FrameAsync("PJM", "RTM", "2026-03-01T00:35Z", 5, nodes, [501, 10]);
        Assert.Equal(1, await Watch.LookAsync(default));
        Assert.Equal(2, (await AlertsAsync(world.Analyst, rule)).Count);

        // The bell tells the organization's administrators of each, once.
        var told = (await world.Api.Services.GetRequiredService<GridDatabase>().ToldAsync(world.First)).Where(notice => notice.Rule == "Dear").ToList();
        Assert.Equal([(nodes[1], 900.5, 3), (nodes[0], 501.0, 1)], told.Select(notice => (notice.NodeId, notice.Value, notice.Hits)));
        Assert.Empty(await world.Api.Services.GetRequiredService<GridDatabase>().ToldAsync(world.Second));
    }

    [Fact]
    public async Task AnIntervalThatIsClearedAnew_IsLookedAtAgain_AndCountsOnce()
    {
        var nodes = await world.Cube.NodesAsync("MISO", ("ANEW", null, null));
        var rule = await AddAsync(new { name = "Anew", market = "MISO", kind = "RTM", test = "below", threshold = -10, quietMinutes = 0 });
        var at = DateTime.UtcNow.Date.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await world.Cube.FrameAsync("MISO", "RTM", at, 5, nodes, [0]);
        Assert.Equal(0, await Watch.LookAsync(default));
        await ClearAsync(-20);
        Assert.Equal(1, await Watch.LookAsync(default));
        await ClearAsync(-40);
        Assert.Equal(0, await Watch.LookAsync(default));
        var alert = Assert.Single(await AlertsAsync(world.Analyst, rule));
        Assert.Equal((1, -40.0), (alert.GetProperty("hits").GetInt32(), alert.GetProperty("value").GetDouble()));

        async Task ClearAsync(float price)
        {
            await world.Cube.RunAsync("delete from price_frames where market = 'MISO' and kind = 'RTM'");
            await world.Cube.FrameAsync("MISO", "RTM", at, 5, nodes, [price]);
        }
    }

    [Fact]
    public async Task Unusual_IsComparedWithTheSameHoursBefore_WhateverTheOrderOfNodes()
    {
        var nodes = await world.Cube.NodesAsync("SPP", ("SAME-A", null, null), ("SAME-B", null, null));
        foreach (var (day, price) in new[] { (1, 20f), (2, 30f), (3, 40f) })
            await world.Cube.FrameAsync("SPP", "DAM", $"2026-02-0{day}T18:00Z", 60, [nodes[1], nodes[0]], [1000, price]);
        var rule = await AddAsync(new { name = "Odd", market = "SPP", kind = "DAM", test = "unusual", threshold = 4, days = 3, nodeId = nodes[0] });
        await world.Cube.FrameAsync("SPP", "DAM", "2026-02-04T17:00Z", 60, nodes, [71, 9]);
        await world.Cube.FrameAsync("SPP", "DAM", "2026-02-04T18:00Z", 60, nodes, [71, 9]);
        Assert.Equal(1, await Watch.LookAsync(default));
        var alert = Assert.Single(await AlertsAsync(world.Analyst, rule));
        Assert.Equal(
            ("2026-02-04T18:00:00Z", 30.0, 4.1), (Text(alert, "at"), alert.GetProperty("expected").GetDouble(), Math.Round(alert.GetProperty("score").GetDouble(), 6)));
    }

    [Fact]
    public async Task Rules_AreTheirOrganizations_AndSayWhatIsWrongByField()
    {
        var rule = await AddAsync(new { name = "Ours", market = "NYISO", kind = "DAM", test = "above", threshold = 100 });
        Assert.Contains(await ItemsAsync(world.Analyst, Rules), item => item.GetProperty("id").GetInt32() == rule);
        Assert.DoesNotContain(await ItemsAsync(world.Other, Rules), item => item.GetProperty("id").GetInt32() == rule);
        var same = new { name = "Ours", market = "NYISO", kind = "DAM", test = "below", threshold = -5, enabled = false };
        using (var put = await world.Other.PutAsJsonAsync($"{Rules}/{rule}", same))
            Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
        using (var gone = await world.Other.DeleteAsync($"{Rules}/{rule}"))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using (var read = await world.Analyst.PutAsJsonAsync($"{Rules}/{rule}", same))
            Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        using (var put = await Admin.PutAsJsonAsync($"{Rules}/{rule}", same))
        {
            var changed = await put.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(("below", false, 60), (Text(changed, "test"), changed.GetProperty("enabled").GetBoolean(), changed.GetProperty("quietMinutes").GetInt32()));
        }

        using (var bad = await Admin.PostAsJsonAsync(Rules, new { name = " ", market = "NOWHERE", kind = "DART", component = "x", test = "unusual", threshold = 0.5, days = 1, quietMinutes = -1 }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
            var errors = (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name);
            Assert.Equal(["component", "days", "kind", "market", "name", "quietMinutes", "threshold"], errors.Order(StringComparer.Ordinal));
        }
        using (var unknown = await world.Analyst.GetAsync("/api/v1/prices/alerts?page=2"))
            Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using (var cursor = await world.Analyst.GetAsync("/api/v1/prices/alerts?cursor=x"))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, cursor.StatusCode);
        using (var deleted = await Admin.DeleteAsync($"{Rules}/{rule}"))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    private async Task<int> AddAsync(object rule)
    {
        using var made = await Admin.PostAsJsonAsync(Rules, rule);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
        Assert.EndsWith($"{Rules}/{id}", made.Headers.Location!.ToString(), StringComparison.Ordinal);
        return id;
    }

    private async Task<List<JsonElement>> AlertsAsync(HttpClient client, int rule)
    {
        Assert.DoesNotContain(await ItemsAsync(world.Other, "/api/v1/prices/alerts"), alert => alert.GetProperty("ruleId").GetInt32() == rule);
        return [.. (await ItemsAsync(client, "/api/v1/prices/alerts")).Where(alert => alert.GetProperty("ruleId").GetInt32() == rule)];
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client, string path) =>
        [.. (await PlantsWorld.GetAsync(client, path)).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}

/// <summary>What an organization's administrators were told, the oldest first.</summary>
internal static class ToldPrices
{
    public static async Task<List<PriceNotice>> ToldAsync(this GridDatabase database, int organization)
    {
        await using var batch = database.Read(new Actor(Roles.Admin, null, organization)).Add("select data::text from notifications where kind = 'price.alert' order by id");
        await using var reader = await batch.ReadAsync(default);
        var told = new List<PriceNotice>();
        while (await reader.ReadAsync())
            told.Add(JsonSerializer.Deserialize<PriceNotice>(reader.GetString(0), JsonSerializerOptions.Web)!);
        return told;
    }
}
