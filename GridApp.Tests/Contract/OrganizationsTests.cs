using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace GridApp.Tests.Contract;

public sealed class OrganizationsTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Path = "/api/v1/organizations";

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    [Fact]
    public async Task Create_AndChange_AnswerThePlainObject_AndLeaveATrail()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var created = await super.PostAsJsonAsync(Path, new { name = "  Anadolu Enerji ", eic = "10YTR-TEIAS----W" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var made = await ReadAsync(created);
        var address = created.Headers.Location!.ToString();
        Assert.Equal(($"{Path}/{made.GetProperty("id").GetInt32()}", "Anadolu Enerji", "10YTR-TEIAS----W"), (address, made.GetProperty("name").GetString(), made.GetProperty("eic").GetString()));
        Assert.EndsWith("Z", made.GetProperty("createdAt").GetString(), StringComparison.Ordinal);

        // What was read, changed in one field, and sent back whole.
        var changed = await super.PutAsJsonAsync(address, new Dictionary<string, object?> { ["id"] = made.GetProperty("id"), ["name"] = "Anadolu", ["eic"] = null, ["createdAt"] = made.GetProperty("createdAt"), ["people"] = 7 });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(changed)).GetProperty("eic").ValueKind);
        Assert.Equal("Anadolu", (await super.GetFromJsonAsync<JsonElement>(address)).GetProperty("name").GetString());

        var trail = await host.TrailAsync("organization", made.GetProperty("id").GetInt32());
        Assert.Equal(["organization.created", "organization.changed"], trail.Select(entry => entry.Action));
        Assert.Contains("Anadolu Enerji", trail[1].Before, StringComparison.Ordinal);
        Assert.Equal(GridAppHost.SuperAdmin, trail[1].UserName);
        Assert.NotNull(trail[1].Address);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("{\"name\":\"\"}", "name")]
    [InlineData("{\"name\":\"x\",\"eic\":\"10YTR-TEIAS----X\"}", "eic")]
    [InlineData("{\"name\":7}", "name")]
    [InlineData("{\"name\":\"x\",\"isAdmin\":true}", "isAdmin")]
    [InlineData("{\"name\":\"x\",\"id\":1}", "id")]
    public async Task Create_Wrong_Is422ByField(string body, string field)
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var refused = await super.PostAsync(Path, new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True((await ReadAsync(refused)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("Unique One", "10YES-REE------0", "unique one", null, "name")]
    [InlineData("Unique Two", "10YGB----------A", "Other", "10YGB----------A", "eic")]
    public async Task Create_NameOrEicTaken_Is409WithTheField(string name, string eic, string secondName, string? secondEic, string field)
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        (await super.PostAsJsonAsync(Path, new { name, eic })).EnsureSuccessStatusCode();
        var refused = await super.PostAsJsonAsync(Path, new { name = secondName, eic = secondEic });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(field, (await ReadAsync(refused)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Change_WithAnOldETag_Is409AndSaysWhatThereIs()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var created = await super.PostAsJsonAsync(Path, new { name = "Stale" });
        var address = created.Headers.Location!.ToString();
        (await super.PutAsJsonAsync(address, new { name = "Fresh" })).EnsureSuccessStatusCode();
        using var late = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(new { name = "Mine" }) };
        late.Headers.Add("If-Match", created.Headers.ETag!.ToString());
        var refused = await super.SendAsync(late);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("Fresh", (await ReadAsync(refused)).GetProperty("current").GetProperty("name").GetString());
    }

    [Fact]
    public async Task List_SuperAdminPagesThroughAll_OthersSeeTheOwn()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var first = await super.GetFromJsonAsync<JsonElement>(Path + "?limit=1");
        Assert.Equal(1, first.GetProperty("items").GetArrayLength());
        Assert.True(first.GetProperty("total").GetInt32() >= 2);
        var second = await super.GetFromJsonAsync<JsonElement>($"{Path}?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("id").GetInt32(), second.GetProperty("items")[0].GetProperty("id").GetInt32());
        Assert.Equal("Second Power", (await super.GetFromJsonAsync<JsonElement>(Path + "?q=SECOND%20po")).GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(0, (await super.GetFromJsonAsync<JsonElement>(Path + "?q=%25_%25")).GetProperty("total").GetInt32());

        using var admin = await host.AsAsync(GridAppHost.OtherAdmin);
        var own = await admin.GetFromJsonAsync<JsonElement>(Path);
        Assert.Equal(host.SecondOrganization, Assert.Single(own.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync(Path + "?name=x")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.GetAsync(Path + "?limit=0")).StatusCode);
    }

    [Fact]
    public async Task Disable_AnOrganization_EndsItsPeople_AndTheyComeBackWithIt()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var id = (await ReadAsync(await super.PostAsJsonAsync(Path, new { name = "Closing down" }))).GetProperty("id").GetInt32();
        await host.MoveInAsync(super, "closing_admin", "admin", id);
        using var admin = await host.AsAsync("closing_admin", People.Chosen);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync(Path)).StatusCode);

        (await super.PostAsync($"{Path}/{id}/disable", null)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await admin.GetAsync(Path)).StatusCode == HttpStatusCode.Unauthorized);
        using var stranger = host.Anonymous();
        var login = new FormUrlEncodedContent([new("username", "closing_admin"), new("password", People.Chosen)]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/api/v1/auth/token", login)).StatusCode);

        (await super.PostAsync($"{Path}/{id}/enable", null)).EnsureSuccessStatusCode();
        using var again = await host.AsAsync("closing_admin", People.Chosen);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync(Path)).StatusCode);
    }
}
