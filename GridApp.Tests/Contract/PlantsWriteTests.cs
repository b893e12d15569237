using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static GridApp.Tests.Contract.PlantsWorld;

namespace GridApp.Tests.Contract;

public sealed class PlantsWriteTests(PlantsWorld world) : IClassFixture<PlantsWorld>
{
    private static int next;

    private static string NewCode() => $"W{Interlocked.Increment(ref next)}";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    [Fact]
    public async Task Create_ByAdmin_BelongsToTheOwnOrganizationAndIsSeenAtOnce()
    {
        HttpResponseMessage answer = await world.Admin.PostAsJsonAsync("/api/v1/plants", new { code = NewCode(), name = " New ", fuel = "wind", capacityMw = 12.5, latitude = 39.5, longitude = 32.5 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        JsonElement plant = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        int id = plant.GetProperty("id").GetInt32();
        Assert.Equal($"/api/v1/plants/{id}", answer.Headers.Location?.ToString());
        Assert.Equal(world.First, plant.GetProperty("organizationId").GetInt32());
        Assert.Equal("New", plant.GetProperty("name").GetString());
        Assert.Contains(id, Ids(await GetAsync(world.OtherAdmin, "/api/v1/plants?fuel=wind")));
        Assert.Equal("New", (await GetAsync(world.Analyst, $"/api/v1/plants/{id}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Create_WithoutCodeOrFuel_GetsThem()
    {
        JsonElement plant = await CreateAsync(world.SuperAdmin, new { name = "Plain", capacityMw = 1, sourceFuel = "NG" });
        Assert.NotEmpty(plant.GetProperty("code").GetString()!);
        Assert.Equal("gas", plant.GetProperty("fuel").GetString());
        Assert.Equal(JsonValueKind.Null, plant.GetProperty("organizationId").ValueKind);
    }

    [Theory]
    [InlineData("""{"capacityMw":1}""", "name")]
    [InlineData("""{"name":"  ","capacityMw":1}""", "name")]
    [InlineData("""{"name":"x"}""", "capacityMw")]
    [InlineData("""{"name":"x","capacityMw":-1}""", "capacityMw")]
    [InlineData("""{"name":"x","capacityMw":"10"}""", "capacityMw")]
    [InlineData("""{"name":"x","capacityMw":1e999}""", "capacityMw")]
    [InlineData("""{"name":5,"capacityMw":1}""", "name")]
    [InlineData("""{"name":"x","capacityMw":1,"latitude":91,"longitude":0}""", "latitude")]
    [InlineData("""{"name":"x","capacityMw":1,"latitude":9,"longitude":181}""", "longitude")]
    [InlineData("""{"name":"x","capacityMw":1,"longitude":9}""", "latitude")]
    [InlineData("""{"name":"x","capacityMw":1,"fuel":"plutonium"}""", "fuel")]
    [InlineData("""{"name":"x","capacityMw":1,"market":"MARS"}""", "market")]
    [InlineData("""{"name":"x","capacityMw":1,"eic":"10YTR-TEIAS----X"}""", "eic")]
    [InlineData("""{"name":"x","capacityMw":1,"commissioningYear":99999}""", "commissioningYear")]
    [InlineData("""{"name":"x","capacityMw":1,"isRes":"yes"}""", "isRes")]
    [InlineData("""{"name":"x","capacityMw":1,"simulated":true}""", "simulated")]
    [InlineData("""{"name":"x","capacityMw":1,"status":"forced_outage"}""", "status")]
    [InlineData("""{"name":"x","capacityMw":1,"id":7}""", "id")]
    [InlineData("""{"name":"x","capacityMw":1,"version":7}""", "version")]
    [InlineData("""{"name":"x","capacityMw":1,"isAdmin":true}""", "isAdmin")]
    [InlineData("""{"name":"x","capacityMw":1,"Name":"y"}""", "Name")]
    [InlineData("""{"name":"x\u0000y","capacityMw":1}""", "name")]
    [InlineData("""{"name":"x\ud800y","capacityMw":1}""", "name")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[{"code":"A","capacityMw":4},{"code":"B","capacityMw":5.98}]}""", "units")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[{"code":"A","capacityMw":4},{"code":"A","capacityMw":6}]}""", "units[1].code")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[{"capacityMw":10}]}""", "units[0].code")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[{"id":1,"code":"A","capacityMw":10}]}""", "units[0].id")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[{"code":"A","capacityMw":10,"plantId":3}]}""", "units[0].plantId")]
    [InlineData("""{"name":"x","capacityMw":10,"units":[5]}""", "units[0]")]
    [InlineData("""{"name":"x","capacityMw":10,"units":5}""", "units")]
    public async Task Create_BrokenRule_Is422ByField(string body, string field)
    {
        (int status, JsonElement problem) = await ProblemAsync(world.Admin.PostAsync("/api/v1/plants", Json(body)));
        Assert.Equal(422, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"name":"x","name":"y","capacityMw":1}""")]
    public async Task Create_NotAnObject_Is400(string body) => Assert.Equal(400, (await ProblemAsync(world.Admin.PostAsync("/api/v1/plants", Json(body)))).Status);

    [Fact]
    public async Task Create_AnotherContentType_Is415() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await world.Admin.PostAsync("/api/v1/plants", new StringContent("x", Encoding.UTF8, "text/plain"))).StatusCode);

    [Fact]
    public async Task Create_ExistingCodeOrEic_Is409()
    {
        string code = NewCode();
        await CreateAsync(world.Admin, new { code, name = "One", capacityMw = 1, eic = "10YTR-TEIAS----W" });
        Assert.Equal(409, (await ProblemAsync(world.Admin.PostAsJsonAsync("/api/v1/plants", new { code, name = "Two", capacityMw = 1 }))).Status);
        Assert.Equal(409, (await ProblemAsync(world.OtherAdmin.PostAsJsonAsync("/api/v1/plants", new { code = NewCode(), name = "Two", capacityMw = 1, eic = "10YTR-TEIAS----W" }))).Status);
    }

    [Fact]
    public async Task Create_OrganizationOfOthers_IsForSuperAdmins()
    {
        object plant = new { code = NewCode(), name = "Theirs", capacityMw = 1, organizationId = world.Second };
        Assert.Equal(422, (await ProblemAsync(world.Admin.PostAsJsonAsync("/api/v1/plants", plant))).Status);
        Assert.Equal(world.Second, (await CreateAsync(world.SuperAdmin, plant)).GetProperty("organizationId").GetInt32());
        Assert.Equal(422, (await ProblemAsync(world.SuperAdmin.PostAsJsonAsync("/api/v1/plants", new { code = NewCode(), name = "x", capacityMw = 1, organizationId = 999_999 }))).Status);
    }

    [Fact]
    public async Task Write_ByAnalyst_Is403()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Analyst.PostAsJsonAsync("/api/v1/plants", new { name = "x", capacityMw = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Analyst.PutAsJsonAsync("/api/v1/plants/1", new { name = "x" })).StatusCode);
    }

    [Fact]
    public async Task Change_OthersOrPublicPlant_Is404()
    {
        int theirs = (await CreateAsync(world.OtherAdmin, new { code = NewCode(), name = "Theirs", capacityMw = 1 })).GetProperty("id").GetInt32();
        int everybodys = (await CreateAsync(world.SuperAdmin, new { code = NewCode(), name = "Public", capacityMw = 1 })).GetProperty("id").GetInt32();
        foreach (int id in new[] { theirs, everybodys, int.MaxValue })
            Assert.Equal(404, (await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { name = "Mine" }))).Status);
        Assert.Equal("Theirs", (await GetAsync(world.Admin, $"/api/v1/plants/{theirs}")).GetProperty("name").GetString());
        Assert.Equal("Public", (await GetAsync(world.Admin, $"/api/v1/plants/{everybodys}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Change_MovingToAnotherOrganization_IsForSuperAdmins()
    {
        int id = (await CreateAsync(world.Admin, new { code = NewCode(), name = "Mine", capacityMw = 1 })).GetProperty("id").GetInt32();
        Assert.Equal(422, (await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { organizationId = world.Second }))).Status);
        Assert.Equal(422, (await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { organizationId = (int?)null }))).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.SuperAdmin.PutAsJsonAsync($"/api/v1/plants/{id}", new { organizationId = world.Second })).StatusCode);
        Assert.Equal(404, (await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { name = "Back" }))).Status);
    }

    [Fact]
    public async Task Change_WhatGetAnswered_IsAcceptedAndChangesNothing()
    {
        JsonElement plant = await CreateAsync(world.Admin, new { code = NewCode(), name = "Round", capacityMw = 10, units = new[] { new { code = "A", capacityMw = 4 }, new { code = "B", capacityMw = 6 } } });
        int id = plant.GetProperty("id").GetInt32();
        HttpResponseMessage answer = await world.Admin.PutAsync($"/api/v1/plants/{id}", Json(await world.Admin.GetStringAsync($"/api/v1/plants/{id}")));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        JsonElement after = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(plant.GetProperty("version").GetInt64(), after.GetProperty("version").GetInt64());
        Assert.Equal(0L, await world.Database.AsOwnerAsync<long>($"select count(*) from plant_revisions where plant_id = {id}"));
    }

    [Fact]
    public async Task Change_SomeFields_KeepsTheOthersAndTheOldValues()
    {
        JsonElement plant = await CreateAsync(world.Admin, new { code = NewCode(), name = "Before", fuel = "coal", owner = "O", capacityMw = 10, units = new[] { new { code = "A", capacityMw = 4 }, new { code = "B", capacityMw = 6 } } });
        int id = plant.GetProperty("id").GetInt32();
        int unitB = plant.GetProperty("units")[1].GetProperty("id").GetInt32();
        HttpResponseMessage answer = await world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { name = "After", owner = (string?)null, capacityMw = 9, units = new[] { new { code = "B", capacityMw = 6 }, new { code = "C", capacityMw = 3 } } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        JsonElement after = await GetAsync(world.Analyst, $"/api/v1/plants/{id}");
        Assert.Equal("After", after.GetProperty("name").GetString());
        Assert.Equal("coal", after.GetProperty("fuel").GetString());
        Assert.Equal(JsonValueKind.Null, after.GetProperty("owner").ValueKind);
        Assert.Equal(["B", "C"], after.GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("code").GetString()));
        Assert.Equal(unitB, after.GetProperty("units")[0].GetProperty("id").GetInt32());
        Assert.Equal("Before", await world.Database.AsOwnerAsync<string>($"select \"values\"->>'name' from plant_revisions where plant_id = {id}"));
        Assert.Equal("2", await world.Database.AsOwnerAsync<string>($"select jsonb_array_length(\"values\"->'units')::text from plant_revisions where plant_id = {id}"));
    }

    [Fact]
    public async Task Change_CapacityThatUnitsContradict_Is422()
    {
        int id = (await CreateAsync(world.Admin, new { code = NewCode(), name = "x", capacityMw = 10, units = new[] { new { code = "A", capacityMw = 10 } } })).GetProperty("id").GetInt32();
        (int status, JsonElement problem) = await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { capacityMw = 11 }));
        Assert.Equal(422, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty("units", out _));
    }

    [Fact]
    public async Task Change_AfterSomebodyElse_Is409()
    {
        JsonElement plant = await CreateAsync(world.Admin, new { code = NewCode(), name = "x", capacityMw = 10 });
        int id = plant.GetProperty("id").GetInt32();
        long version = plant.GetProperty("version").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { version, name = "first" })).StatusCode);
        Assert.Equal(409, (await ProblemAsync(world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { version, name = "second" }))).Status);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/plants/{id}") { Content = JsonContent.Create(new { name = "third" }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        Assert.Equal(409, (await ProblemAsync(world.Admin.SendAsync(request))).Status);
        Assert.Equal("first", (await GetAsync(world.Admin, $"/api/v1/plants/{id}")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Change_SeveralAtOnceOfOneVersion_OneWins()
    {
        JsonElement plant = await CreateAsync(world.Admin, new { code = NewCode(), name = "x", capacityMw = 10 });
        int id = plant.GetProperty("id").GetInt32();
        long version = plant.GetProperty("version").GetInt64();
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => world.Admin.PutAsJsonAsync($"/api/v1/plants/{id}", new { version, name = $"n{i}" })));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Create_SqlInAText_IsAText()
    {
        const string Hostile = "x'); drop table plants; --";
        int id = (await CreateAsync(world.Admin, new { code = NewCode(), name = Hostile, owner = "%s {0} $1", capacityMw = 1 })).GetProperty("id").GetInt32();
        Assert.Equal(Hostile, (await GetAsync(world.Admin, $"/api/v1/plants/{id}")).GetProperty("name").GetString());
    }
}
