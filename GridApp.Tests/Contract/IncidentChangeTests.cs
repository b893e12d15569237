using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static GridApp.Tests.Contract.IncidentsWorld;

namespace GridApp.Tests.Contract;

public sealed class IncidentChangeTests(IncidentsWorld world) : IClassFixture<IncidentsWorld>
{
    private static DateTimeOffset In(double hours) => DateTimeOffset.UtcNow.AddHours(hours);

    private static int Id(JsonElement incident) => incident.GetProperty("id").GetInt32();

    private async Task<JsonElement> ActiveAsync(double mw = 60, HttpClient? who = null) =>
        await ReportAsync(who ?? world.Admin, new { plantId = await world.PlantAsync(who ?? world.Admin), type = "forced", reason = "Tube leak", affectedMw = mw, start = In(-10), expectedEnd = In(10) });

    private async Task<JsonElement> ScheduledAsync() =>
        await ReportAsync(world.Admin, new { plantId = await world.PlantAsync(world.Admin), type = "planned", reason = "Overhaul", affectedMw = 60, start = In(10), expectedEnd = In(20) });

    private Task<HttpResponseMessage> PostAsync(JsonElement incident, string verb, object? body = null, HttpClient? who = null) =>
        (who ?? world.Admin).PostAsync($"/api/v1/incidents/{Id(incident)}/{verb}", body is null ? null : JsonContent.Create(body));

    private Task<HttpResponseMessage> PutAsync(JsonElement incident, object body, HttpClient? who = null) => (who ?? world.Admin).PutAsJsonAsync($"/api/v1/incidents/{Id(incident)}", body);

    /// <summary>What was known at each time: MW and how far, oldest first; an open row has no end of being known.</summary>
    private Task<string?> KnownAsync(JsonElement incident) => world.Database.AsOwnerAsync<string>($"""
        select string_agg(affected_mw || case when end_at is null then '' else ' over' end || case when known_to is null then ' now' else '' end, ', ' order by id) from incident_segments where incident_id = {Id(incident)}
        """);

    [Fact]
    public async Task Finish_WithoutEnd_IsNow_AndAfterThatIs409()
    {
        JsonElement incident = await ActiveAsync();
        JsonElement finished = await BodyAsync(await PostAsync(incident, "finish"));
        Assert.Equal("completed", finished.GetProperty("status").GetString());
        Assert.InRange(finished.GetProperty("end").GetDateTimeOffset(), In(-0.02), In(0.01));
        Assert.Equal("60, 60 over now", await KnownAsync(incident));
        await ProblemAsync(409, await PostAsync(incident, "finish"));
        await ProblemAsync(409, await PostAsync(incident, "finish", new { end = In(-1) }));
        await ProblemAsync(409, await PostAsync(incident, "cancel"));
        await ProblemAsync(409, await PostAsync(incident, "extend", new { expectedEnd = In(1) }));
        await ProblemAsync(409, await PostAsync(incident, "restore", new { remainingMw = 1 }));
    }

    [Fact]
    public async Task Finish_Earlier_IsAccepted_LaterOrBeforeTheStartIsNot()
    {
        JsonElement incident = await ActiveAsync();
        await ProblemAsync(422, await PostAsync(incident, "finish", new { end = In(1) }), "end");
        await ProblemAsync(422, await PostAsync(incident, "finish", new { end = incident.GetProperty("start").GetDateTimeOffset() }), "end");
        await ProblemAsync(422, await PostAsync(incident, "finish", new { end = In(-11) }), "end");
        await ProblemAsync(422, await PostAsync(incident, "finish", new { end = "noon" }), "end");
        await ProblemAsync(422, await PostAsync(incident, "finish", new { at = In(-1) }), "at");
        DateTimeOffset end = In(-2);
        Assert.InRange((await BodyAsync(await PostAsync(incident, "finish", new { end }))).GetProperty("end").GetDateTimeOffset(), end.AddMilliseconds(-1), end);
        await ProblemAsync(422, await PostAsync(await ScheduledAsync(), "finish"), "end");
    }

    [Fact]
    public async Task Finish_ByTwoAtOnce_OneWinsAndTheOtherIsTold()
    {
        JsonElement incident = await ActiveAsync();
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => PostAsync(incident, "finish", who: i % 2 == 0 ? world.Admin : world.Colleague)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1L, await world.Database.AsOwnerAsync<long>($"select count(*) from incident_revisions where incident_id = {Id(incident)} and action = 'finished'"));
    }

    [Fact]
    public async Task Cancel_Scheduled_TakesNothingAnyMore()
    {
        JsonElement incident = await ScheduledAsync();
        Assert.Equal("cancelled", (await BodyAsync(await PostAsync(incident, "cancel", new { }))).GetProperty("status").GetString());
        Assert.Equal("60", await KnownAsync(incident));
        await ReportAsync(world.Admin, new { plantId = incident.GetProperty("plantId").GetInt32(), type = "planned", reason = "Instead", affectedMw = 100, start = In(10), expectedEnd = In(20) });
        await ProblemAsync(409, await PostAsync(incident, "cancel"));
        await ProblemAsync(409, await PostAsync(incident, "finish"));
    }

    [Fact]
    public async Task Extend_MovesTheExpectedEnd_AsFarAsThereIsRoom()
    {
        JsonElement incident = await ActiveAsync();
        await ReportAsync(world.Admin, new { plantId = incident.GetProperty("plantId").GetInt32(), type = "planned", reason = "Next", affectedMw = 60, start = In(20), expectedEnd = In(30) });
        await ProblemAsync(422, await PostAsync(incident, "extend", new { expectedEnd = In(21) }), "affectedMw");
        await ProblemAsync(422, await PostAsync(incident, "extend", new { expectedEnd = In(-1) }), "expectedEnd");
        await ProblemAsync(422, await PostAsync(incident, "extend", new { }), "expectedEnd");
        DateTimeOffset until = In(19);
        JsonElement extended = await BodyAsync(await PostAsync(incident, "extend", new { expectedEnd = until }));
        Assert.InRange(extended.GetProperty("expectedEnd").GetDateTimeOffset(), until.AddMilliseconds(-1), until);
        Assert.Equal("active", extended.GetProperty("status").GetString());
        Assert.Equal("60, 60 now", await KnownAsync(incident));
        await ProblemAsync(422, await PostAsync(incident, "extend", new { expectedEnd = (DateTimeOffset?)null }), "affectedMw");
    }

    [Fact]
    public async Task Restore_EndsTheIncident_AndADerateFollows()
    {
        JsonElement incident = await ActiveAsync();
        await ProblemAsync(422, await PostAsync(incident, "restore", new { remainingMw = 0 }), "remainingMw");
        await ProblemAsync(422, await PostAsync(incident, "restore", new { remainingMw = 60 }), "remainingMw");
        await ProblemAsync(422, await PostAsync(incident, "restore", new { at = In(-1) }), "remainingMw");
        await ProblemAsync(422, await PostAsync(incident, "restore", new { remainingMw = 20, at = In(1) }), "at");
        await ProblemAsync(422, await PostAsync(incident, "restore", new { remainingMw = 20, at = In(-1), expectedEnd = In(-2) }), "expectedEnd");
        HttpResponseMessage answer = await PostAsync(incident, "restore", new { remainingMw = 20, at = In(-1), expectedEnd = In(5) });
        JsonElement derate = await BodyAsync(answer, HttpStatusCode.Created);
        Assert.Equal($"/api/v1/incidents/{Id(derate)}", answer.Headers.Location?.ToString());
        Assert.Equal(("derate", "active", 20.0, Id(incident)), (derate.GetProperty("type").GetString(), derate.GetProperty("status").GetString(), derate.GetProperty("affectedMw").GetDouble(), derate.GetProperty("followsId").GetInt32()));
        Assert.Equal("Tube leak", derate.GetProperty("reason").GetString());
        Assert.Equal("20|derated|80", await world.Database.AsOwnerAsync<string>($"select '20|' || status || '|' || available_mw from plant_availability(now()) where plant_id = {incident.GetProperty("plantId").GetInt32()}"));
        Assert.Equal("restored", await world.Database.AsOwnerAsync<string>($"select action from incident_revisions where incident_id = {Id(incident)} order by id desc limit 1"));
    }

    [Fact]
    public async Task Restore_RepeatedUnderItsKey_IsTheSameDerate()
    {
        JsonElement incident = await ActiveAsync();
        string key = Guid.NewGuid().ToString();
        var ids = new List<int>();
        for (int i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/incidents/{Id(incident)}/restore") { Content = JsonContent.Create(new { remainingMw = 20 }) };
            request.Headers.Add("Idempotency-Key", key);
            ids.Add(Id(await BodyAsync(await world.Admin.SendAsync(request), HttpStatusCode.Created)));
        }

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Change_SomeFields_KeepsTheOthers_AndWhatWasKnownBefore()
    {
        JsonElement incident = await ActiveAsync();
        JsonElement changed = await BodyAsync(await PutAsync(incident, new { affectedMw = 80, causeCode = "1000" }));
        Assert.Equal((80.0, "1000", "Tube leak"), (changed.GetProperty("affectedMw").GetDouble(), changed.GetProperty("causeCode").GetString(), changed.GetProperty("reason").GetString()));
        Assert.True(changed.GetProperty("version").GetInt64() > incident.GetProperty("version").GetInt64());
        Assert.Equal("60, 80 now", await KnownAsync(incident));
        Assert.Equal("reported 60, changed 80", await world.Database.AsOwnerAsync<string>($"select string_agg(action || ' ' || (\"values\"->>'affectedMw'), ', ' order by id) from incident_revisions where incident_id = {Id(incident)}"));
        string at = incident.GetProperty("start").GetDateTimeOffset().AddHours(1).ToString("O", CultureInfo.InvariantCulture);
        string known = (await world.Database.AsOwnerAsync<DateTime>($"select min(known_from) from incident_segments where incident_id = {Id(incident)}")).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        Assert.Equal("40 then, 20 now", await world.Database.AsOwnerAsync<string>($"""
            select (select available_mw from plant_availability('{at}', '{known}') where plant_id = p) || ' then, ' || (select available_mw from plant_availability('{at}') where plant_id = p) || ' now'
              from (select {incident.GetProperty("plantId").GetInt32()} as p) x
            """));
    }

    [Fact]
    public async Task Change_ReasonAlone_IsNoOtherKnowledge()
    {
        JsonElement incident = await ActiveAsync();
        JsonElement changed = await BodyAsync(await PutAsync(incident, new { reason = "Crack", description = (string?)null }));
        Assert.Equal("Crack", changed.GetProperty("reason").GetString());
        Assert.True(changed.GetProperty("version").GetInt64() > incident.GetProperty("version").GetInt64());
        Assert.Equal("60 now", await KnownAsync(incident));
    }

    [Fact]
    public async Task Change_WhatWasAnswered_IsAcceptedAndChangesNothing()
    {
        JsonElement incident = await ActiveAsync();
        JsonElement after = await BodyAsync(await PutAsync(incident, incident));
        Assert.Equal(incident.GetProperty("version").GetInt64(), after.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("""{"affectedMw":101}""", "affectedMw")]
    [InlineData("""{"affectedMw":0}""", "affectedMw")]
    [InlineData("""{"type":"x"}""", "type")]
    [InlineData("""{"reason":null}""", "reason")]
    [InlineData("""{"causeCode":"1"}""", "causeCode")]
    [InlineData("""{"start":"2999-01-01T00:00:00Z"}""", "start")]
    [InlineData("""{"start":null}""", "start")]
    [InlineData("""{"expectedEnd":"2001-01-01T00:00:00Z"}""", "expectedEnd")]
    [InlineData("""{"plantId":1000000}""", "plantId")]
    [InlineData("""{"end":"2026-01-01T00:00:00Z"}""", "end")]
    [InlineData("""{"status":"cancelled"}""", "status")]
    [InlineData("""{"version":"1"}""", "version")]
    [InlineData("""{"surprise":1}""", "surprise")]
    public async Task Change_BrokenRule_Is422ByField(string body, string field) =>
        await ProblemAsync(422, await PutAsync(await ActiveAsync(), JsonDocument.Parse(body).RootElement), field);

    [Fact]
    public async Task Change_OfWhatIsOver_IsForWordsAlone()
    {
        JsonElement incident = await ActiveAsync();
        await BodyAsync(await PostAsync(incident, "finish"));
        await ProblemAsync(409, await PutAsync(incident, new { affectedMw = 10 }));
        await ProblemAsync(409, await PutAsync(incident, new { type = "derate" }));
        Assert.Equal("Crack", (await BodyAsync(await PutAsync(incident, new { reason = "Crack", causeCode = "1000" }))).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Change_AfterSomebodyElse_Is409()
    {
        JsonElement incident = await ActiveAsync();
        long version = incident.GetProperty("version").GetInt64();
        await BodyAsync(await PutAsync(incident, new { version, reason = "First" }, world.Colleague));
        await ProblemAsync(409, await PutAsync(incident, new { version, reason = "Second" }));
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/incidents/{Id(incident)}") { Content = JsonContent.Create(new { reason = "Third" }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        await ProblemAsync(409, await world.Admin.SendAsync(request));
    }

    [Fact]
    public async Task Write_OnOthersIncidents_Is404_AnalystsAre403()
    {
        JsonElement theirs = await ActiveAsync(who: world.OtherAdmin);
        JsonElement everybodys = await ActiveAsync(who: world.SuperAdmin);
        JsonElement own = await ActiveAsync();
        foreach (JsonElement incident in new[] { theirs, everybodys })
        {
            await ProblemAsync(404, await PutAsync(incident, new { reason = "Mine" }));
            foreach (string verb in new[] { "finish", "cancel" })
                await ProblemAsync(404, await PostAsync(incident, verb));
            await ProblemAsync(404, await PostAsync(incident, "extend", new { expectedEnd = In(50) }));
            await ProblemAsync(404, await PostAsync(incident, "restore", new { remainingMw = 1 }));
        }

        foreach (string verb in new[] { "finish", "cancel", "extend", "restore" })
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(own, verb, new { }, world.Analyst)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(own, new { reason = "x" }, world.Analyst)).StatusCode);
        await ProblemAsync(404, await world.Admin.PostAsync("/api/v1/incidents/999999/finish", null));
        await BodyAsync(await PostAsync(theirs, "finish", who: world.SuperAdmin));
    }
}
