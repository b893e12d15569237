using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static GridApp.Tests.Contract.IncidentsWorld;

namespace GridApp.Tests.Contract;

public sealed class IncidentReportTests(IncidentsWorld world) : IClassFixture<IncidentsWorld>
{
    private static DateTimeOffset In(double hours) => DateTimeOffset.UtcNow.AddHours(hours);

    private static object Forced(int plant, double mw, DateTimeOffset? start = null) => new { plantId = plant, type = "forced", reason = "Tube leak", affectedMw = mw, start };

    private static object Planned(int plant, double mw, DateTimeOffset start, DateTimeOffset? expectedEnd) => new { plantId = plant, type = "planned", reason = "Overhaul", affectedMw = mw, start, expectedEnd };

    [Fact]
    public async Task Report_ByAdmin_IsAnActiveIncidentOfTheOrganizationFromNow()
    {
        int plant = await world.PlantAsync(world.Admin);
        HttpResponseMessage answer = await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant, type = "forced", reason = " Tube leak ", causeCode = "1000", description = "Wall tube", affectedMw = 65.5, expectedEnd = In(5) });
        JsonElement incident = await BodyAsync(answer, HttpStatusCode.Created);
        Assert.Equal($"/api/v1/incidents/{incident.GetProperty("id").GetInt32()}", answer.Headers.Location?.ToString());
        Assert.Equal($"\"{incident.GetProperty("version").GetInt64()}\"", answer.Headers.ETag?.Tag);
        Assert.Equal("active", incident.GetProperty("status").GetString());
        Assert.Equal("Tube leak", incident.GetProperty("reason").GetString());
        Assert.Equal(65.5, incident.GetProperty("affectedMw").GetDouble());
        Assert.Equal(100, incident.GetProperty("capacityMw").GetDouble());
        Assert.Equal("person2", incident.GetProperty("reportedBy").GetString());
        Assert.Equal(world.First, incident.GetProperty("organizationId").GetInt32());
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("end").ValueKind);
        Assert.InRange(incident.GetProperty("start").GetDateTimeOffset(), In(-0.02), In(0.02));
    }

    [Fact]
    public async Task Report_Planned_InTheFuture_IsScheduled()
    {
        JsonElement incident = await ReportAsync(world.Admin, Planned(await world.PlantAsync(world.Admin), 100, In(24), In(48)));
        Assert.Equal("scheduled", incident.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"type":"outage"}""", "type")]
    [InlineData("""{"type":null}""", "type")]
    [InlineData("""{"reason":""}""", "reason")]
    [InlineData("""{"reason":7}""", "reason")]
    [InlineData("""{"reason":"a\u0000b"}""", "reason")]
    [InlineData("""{"reason":"a\ud800b"}""", "reason")]
    [InlineData("""{"causeCode":"12"}""", "causeCode")]
    [InlineData("""{"causeCode":1000}""", "causeCode")]
    [InlineData("""{"affectedMw":0}""", "affectedMw")]
    [InlineData("""{"affectedMw":-5}""", "affectedMw")]
    [InlineData("""{"affectedMw":100.01}""", "affectedMw")]
    [InlineData("""{"affectedMw":1e999}""", "affectedMw")]
    [InlineData("""{"affectedMw":"50"}""", "affectedMw")]
    [InlineData("""{"affectedMw":null}""", "affectedMw")]
    [InlineData("""{"start":"2999-01-01T00:00:00Z"}""", "start")]
    [InlineData("""{"start":"2026-01-01T00:00:00"}""", "start")]
    [InlineData("""{"start":"yesterday"}""", "start")]
    [InlineData("""{"start":"2026-01-02T00:00:00Z","expectedEnd":"2026-01-02T00:00:00Z"}""", "expectedEnd")]
    [InlineData("""{"start":"2026-01-02T00:00:00Z","expectedEnd":"2026-01-01T00:00:00Z"}""", "expectedEnd")]
    [InlineData("""{"status":"completed"}""", "status")]
    [InlineData("""{"end":"2026-01-02T00:00:00Z"}""", "end")]
    [InlineData("""{"organizationId":1}""", "organizationId")]
    [InlineData("""{"reporter":"me"}""", "reporter")]
    [InlineData("""{"lineId":1}""", "lineId")]
    public async Task Report_BrokenRule_Is422ByField(string change, string field)
    {
        int plant = await world.PlantAsync(world.Admin);
        var body = new Dictionary<string, object?> { ["plantId"] = plant, ["type"] = "forced", ["reason"] = "Why", ["affectedMw"] = 50 };
        foreach (JsonProperty property in JsonDocument.Parse(change).RootElement.EnumerateObject())
            body[property.Name] = property.Value;
        // Half of a surrogate pair goes over the wire as it was written.
        string json = change.Contains("\\ud800", StringComparison.Ordinal) ? $$"""{"plantId":{{plant}},"type":"forced","affectedMw":50,"reason":"a\ud800b"}""" : JsonSerializer.Serialize(body);
        await ProblemAsync(422, await world.Admin.PostAsync("/api/v1/incidents", new StringContent(json, Encoding.UTF8, "application/json")), field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"forced","type":"planned"}""")]
    public async Task Report_NotAnObject_Is400(string body) =>
        await ProblemAsync(400, await world.Admin.PostAsync("/api/v1/incidents", new StringContent(body, Encoding.UTF8, "application/json")));

    [Fact]
    public async Task Report_WithoutSubject_Is422() => await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { type = "forced", reason = "x", affectedMw = 1 }), "plantId");

    [Fact]
    public async Task Report_ForcedFromAFastClock_IsNow_FurtherAheadIsRefused()
    {
        int plant = await world.PlantAsync(world.Admin);
        Assert.Equal("active", (await ReportAsync(world.Admin, Forced(plant, 10, DateTimeOffset.UtcNow.AddSeconds(30)))).GetProperty("status").GetString());
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Forced(plant, 10, DateTimeOffset.UtcNow.AddMinutes(5))), "start");
    }

    [Fact]
    public async Task Report_MoreThanOverlapsLeave_Is422WithWhatIsLeft_TouchingFits()
    {
        int plant = await world.PlantAsync(world.Admin);
        DateTimeOffset start = In(100);
        await ReportAsync(world.Admin, Planned(plant, 70, start, start.AddHours(10)));
        JsonElement problem = await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Planned(plant, 30.5, start.AddHours(9), start.AddHours(20))), "affectedMw");
        Assert.Contains("30 of 100 MW", problem.GetProperty("errors").GetProperty("affectedMw")[0].GetString(), StringComparison.Ordinal);
        await ReportAsync(world.Admin, Planned(plant, 30, start.AddHours(9), start.AddHours(20)));
        await ReportAsync(world.Admin, Planned(plant, 70, start.AddHours(10), start.AddHours(20)));
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Planned(plant, 1, start.AddHours(-1), start.AddHours(9.5))), "affectedMw");
    }

    [Fact]
    public async Task Report_BesideAnOpenIncident_CountsItForEver_UntilItsExpectedEnd()
    {
        int plant = await world.PlantAsync(world.Admin);
        await ReportAsync(world.Admin, Forced(plant, 60));
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Planned(plant, 50, In(500), In(600))), "affectedMw");
        int other = await world.PlantAsync(world.Admin);
        await ReportAsync(world.Admin, new { plantId = other, type = "forced", reason = "x", affectedMw = 60, expectedEnd = In(10) });
        await ReportAsync(world.Admin, Planned(other, 100, In(11), In(20)));
    }

    [Fact]
    public async Task Report_OfAUnit_FitsTheUnitAndCountsInThePlant()
    {
        int plant = await world.PlantAsync(world.Admin, units: true);
        int a = await world.UnitAsync(plant, "A");
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant, unitId = a, type = "forced", reason = "x", affectedMw = 61 }), "affectedMw");
        JsonElement incident = await ReportAsync(world.Admin, new { plantId = plant, unitId = a, type = "forced", reason = "x", affectedMw = 60 });
        Assert.Equal("A", incident.GetProperty("unitCode").GetString());
        Assert.Equal(60, incident.GetProperty("capacityMw").GetDouble());
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant, unitId = a, type = "derate", reason = "x", affectedMw = 1 }), "affectedMw");
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Forced(plant, 41)), "affectedMw");
        await ReportAsync(world.Admin, Forced(plant, 40));
    }

    [Fact]
    public async Task Report_OfALine_HasItsCapacity()
    {
        int line = await world.LineAsync(world.First);
        JsonElement incident = await ReportAsync(world.Admin, new { lineId = line, type = "forced", reason = "Storm", affectedMw = 200 });
        Assert.Equal(line, incident.GetProperty("lineId").GetInt32());
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("plantId").ValueKind);
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { lineId = line, type = "forced", reason = "Storm", affectedMw = 1 }), "affectedMw");
        await ProblemAsync(404, await world.OtherAdmin.PostAsJsonAsync("/api/v1/incidents", new { lineId = line, type = "forced", reason = "Storm", affectedMw = 1 }));
        await ProblemAsync(404, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { lineId = await world.LineAsync(null), type = "forced", reason = "Storm", affectedMw = 1 }));
        await ProblemAsync(422, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { lineId = line, unitId = 1, type = "forced", reason = "Storm", affectedMw = 1 }), "unitId");
    }

    [Fact]
    public async Task Report_OnWhatIsNotOnesOwn_Is404_AnalystsAre403_StrangersAre401()
    {
        int theirs = await world.PlantAsync(world.OtherAdmin);
        int everybodys = await world.PlantAsync(world.SuperAdmin);
        int own = await world.PlantAsync(world.Admin);
        foreach (int plant in new[] { theirs, everybodys, int.MaxValue, -1 })
            await ProblemAsync(404, await world.Admin.PostAsJsonAsync("/api/v1/incidents", Forced(plant, 1)));
        await ProblemAsync(404, await world.Admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = own, unitId = 999_999, type = "forced", reason = "x", affectedMw = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Analyst.PostAsJsonAsync("/api/v1/incidents", Forced(own, 1))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Host.Anonymous().PostAsJsonAsync("/api/v1/incidents", Forced(own, 1))).StatusCode);
        JsonElement ofOthers = await ReportAsync(world.SuperAdmin, Forced(theirs, 1));
        Assert.Equal(world.Second, ofOthers.GetProperty("organizationId").GetInt32());
        Assert.Equal(0L, await world.Database.AsOwnerAsync<long>($"select count(*) from incidents where plant_id in ({own}, {everybodys})"));
    }

    [Fact]
    public async Task Report_RepeatedUnderItsKey_IsTheSameIncident()
    {
        int plant = await world.PlantAsync(world.Admin);
        string key = Guid.NewGuid().ToString();
        int[] ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incidents") { Content = JsonContent.Create(Forced(plant, 60)) };
            request.Headers.Add("Idempotency-Key", key);
            return (await BodyAsync(await world.Admin.SendAsync(request), HttpStatusCode.Created)).GetProperty("id").GetInt32();
        }));
        Assert.Single(ids.Distinct());
        Assert.Equal(1L, await world.Database.AsOwnerAsync<long>($"select count(*) from incidents where plant_id = {plant}"));
        Assert.Equal(1L, await world.Database.AsOwnerAsync<long>($"select count(*) from incident_revisions where incident_id = {ids[0]}"));
        using var broken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incidents") { Content = JsonContent.Create(Forced(plant, 1)) };
        broken.Headers.Add("Idempotency-Key", "once");
        await ProblemAsync(400, await world.Admin.SendAsync(broken));
    }

    [Fact]
    public async Task Report_SeveralAtOnce_TakeNoMoreThanThereIs()
    {
        int plant = await world.PlantAsync(world.Admin);
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Admin.PostAsJsonAsync("/api/v1/incidents", Forced(plant, 30))));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Report_Always_LeavesARevisionAnAuditEntryAndNewsForColleagues()
    {
        int plant = await world.PlantAsync(world.Admin);
        int id = (await ReportAsync(world.Admin, Forced(plant, 65))).GetProperty("id").GetInt32();
        Assert.Equal("reported|person2|65", await world.Database.AsOwnerAsync<string>($"select action || '|' || author || '|' || (\"values\"->>'affectedMw') from incident_revisions where incident_id = {id}"));
        Assert.Equal($"incident.reported|2|person2|admin|{world.First}|192.0.2.7|t|Tube leak", await world.Database.AsOwnerAsync<string>($"""
            select action || '|' || user_id || '|' || user_name || '|' || role || '|' || organization_id || '|' || address || '|' || (before is null)::text::char(1) || '|' || (after->>'reason')
              from audit_events where object_type = 'incident' and object_id = '{id}'
            """));

        Assert.Contains(id, await NewsAsync(world.Colleague));
        Assert.Contains(id, await NewsAsync(world.SuperAdmin));
        Assert.DoesNotContain(id, await NewsAsync(world.Admin));
        Assert.DoesNotContain(id, await NewsAsync(world.OtherAdmin));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Analyst.GetAsync("/api/v1/notifications")).StatusCode);
    }

    [Fact]
    public async Task News_MarkedAsRead_StaysReadForThatPersonAlone()
    {
        await ReportAsync(world.Admin, Forced(await world.PlantAsync(world.Admin), 65));
        JsonElement news = await BodyAsync(await world.Colleague.GetAsync("/api/v1/notifications?limit=1"));
        Assert.True(news.GetProperty("unread").GetInt32() > 0);
        long newest = news.GetProperty("items")[0].GetProperty("id").GetInt64();
        Assert.Equal(65, news.GetProperty("items")[0].GetProperty("notice").GetProperty("affectedMw").GetDouble());
        Assert.Equal(HttpStatusCode.NoContent, (await world.Colleague.PostAsJsonAsync("/api/v1/notifications/read", new { upTo = newest })).StatusCode);
        Assert.Equal(0, (await BodyAsync(await world.Colleague.GetAsync("/api/v1/notifications"))).GetProperty("unread").GetInt32());
        Assert.True((await BodyAsync(await world.SuperAdmin.GetAsync("/api/v1/notifications"))).GetProperty("unread").GetInt32() > 0);
        await ProblemAsync(422, await world.Colleague.PostAsJsonAsync("/api/v1/notifications/read", new { }), "upTo");
        await ProblemAsync(400, await world.Colleague.PostAsJsonAsync("/api/v1/notifications/read", new { upTo = "x" }));
        await ProblemAsync(400, await world.Colleague.GetAsync("/api/v1/notifications?since=1"));
    }

    private static async Task<int[]> NewsAsync(HttpClient client) =>
        [.. (await BodyAsync(await client.GetAsync("/api/v1/notifications"))).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("incidentId").GetInt32())];
}
