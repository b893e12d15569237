using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using GridApp.Data;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>Reading incidents over HTTP: who sees what of them, at which moment, and how much.</summary>
public sealed class IncidentsReadTests(EmptyHost host) : IClassFixture<EmptyHost>, IAsyncLifetime
{
    /// <summary>A market for each test class's own world: other data of the host does not count in it.</summary>
    private const string Market = "NYISO";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private int first;
    private int second;
    private int unlocated;
    private int reported;
    private int published;
    private int stretched;
    private int scheduled;
    private int cancelled;

    public async Task InitializeAsync()
    {
        await using GridSession session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        if (session.Db.Plants.FirstOrDefault(plant => plant.Code == "READ-1") is { } known)
        {
            first = known.Id;
            (second, unlocated) = (session.Db.Plants.First(plant => plant.Code == "READ-2").Id, session.Db.Plants.First(plant => plant.Code == "READ-3").Id);
            var ids = session.Db.Incidents.Where(incident => incident.SourceKey!.StartsWith("READ")).OrderBy(incident => incident.SourceKey).Select(incident => incident.Id).ToList();
            (reported, published, stretched, scheduled, cancelled) = (ids[0], ids[1], ids[2], ids[3], ids[4]);
            return;
        }

        first = await PlantAsync(session, "READ-1", "Kızılırmak", "hydro", 300, host.FirstOrganization, 43, -75);
        second = await PlantAsync(session, "READ-2", "Lake Station", "gas", 500, null, 42, -74);
        unlocated = await PlantAsync(session, "READ-3", "Nowhere", "gas", 80, null, null, null);

        // The first organization's own; what came from public files; one whose MW change; one to come; one that was cancelled.
        reported = await IncidentAsync(session, "READ-A", first, host.FirstOrganization, "forced", isPublic: false, null, (-5, null, 120));
        published = await IncidentAsync(session, "READ-B", second, null, "planned", isPublic: true, null, (-48, -24, 500));
        stretched = await IncidentAsync(session, "READ-C", second, null, "derate", isPublic: true, null, (-10, -6, 50), (-6, -2, 90), (-1, 2, 30));
        scheduled = await IncidentAsync(session, "READ-D", unlocated, null, "maintenance", isPublic: true, null, (24, 48, 80));
        cancelled = await IncidentAsync(session, "READ-E", first, host.FirstOrganization, "planned", isPublic: false, Now.AddHours(-30), (-40, -20, 300));
        await session.CommitAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task OtherOrganizations_SeeWhatIsPublic_AndNullForTheRest()
    {
        using HttpClient own = await host.AsAsync(GridAppHost.Analyst);
        using HttpClient other = await host.AsAsync(GridAppHost.OtherAdmin);
        JsonElement mine = await GetAsync(own, $"/api/v1/incidents/{reported}");
        JsonElement theirs = await GetAsync(other, $"/api/v1/incidents/{reported}");
        foreach (string field in new[] { "reason", "causeCode", "description", "reportedBy" })
        {
            Assert.Equal(JsonValueKind.String, mine.GetProperty(field).ValueKind);
            Assert.Equal(JsonValueKind.Null, theirs.GetProperty(field).ValueKind);
        }

        foreach (string field in new[] { "id", "plantId", "plantName", "fuel", "market", "type", "status", "affectedMw", "capacityMw", "start", "end", "expectedEnd", "unitId", "lineId", "simulated" })
            Assert.Equal(mine.GetProperty(field).ToString(), theirs.GetProperty(field).ToString());
        Assert.Equal(1, (await GetAsync(own, $"/api/v1/incidents/{reported}/history")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await GetAsync(other, $"/api/v1/incidents/{reported}/history")).GetProperty("items").GetArrayLength());

        // The same in lists, in files and in the search: nobody finds by words that they may not read.
        Assert.Equal(JsonValueKind.Null, Feature(await GetAsync(other, $"/api/v1/incidents?market={Market}"), reported).GetProperty("reason").ValueKind);
        Assert.DoesNotContain("boiler leak READ-A", await other.GetStringAsync($"/api/v1/incidents?market={Market}&format=csv"), StringComparison.Ordinal);
        Assert.Equal([reported], Ids(await GetAsync(own, "/api/v1/incidents?q=boiler leak READ-A")));
        Assert.Empty(Ids(await GetAsync(other, "/api/v1/incidents?q=boiler leak READ-A")));
    }

    [Fact]
    public async Task APublicRecord_IsPublicWhole()
    {
        using HttpClient other = await host.AsAsync(GridAppHost.OtherAdmin);
        Assert.Equal("boiler leak READ-B", (await GetAsync(other, $"/api/v1/incidents/{published}")).GetProperty("reason").GetString());
        Assert.Equal(1, (await GetAsync(other, $"/api/v1/incidents/{published}/history")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task List_AskedAgainAfterAWordChanged_SaysTheNewWord()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        string path = $"/api/v1/incidents?plantId={second}&status=completed";
        string word = Guid.NewGuid().ToString("N");
        for (int i = 0; i < 2; i++)
            Assert.NotEqual(word, Feature(await GetAsync(client, path), published).GetProperty("description").GetString());
        await using (GridSession session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System))
        {
            await using Npgsql.NpgsqlCommand command = session.Command("update incident_details set description = $1 where incident_id = $2");
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = word });
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = published });
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
            await session.CommitAsync();
        }

        Assert.Equal(word, Feature(await GetAsync(client, path), published).GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("", "ABCDE")]
    [InlineData("&status=active", "AC")]
    [InlineData("&status=scheduled", "D")]
    [InlineData("&status=completed", "B")]
    [InlineData("&status=cancelled", "E")]
    [InlineData("&status=completed&status=cancelled", "BE")]
    [InlineData("&at={-8}", "C")]
    [InlineData("&at={-1.5}", "A")] // between two stretches nothing is out
    [InlineData("&at={-1.5}&status=scheduled", "CD")]
    [InlineData("&at={30}", "AD")]
    [InlineData("&at={-36}", "B")] // the cancelled one never took anything
    [InlineData("&start={-30}&end={-7}", "BCE")]
    [InlineData("&start={-24}&end={-12}", "E")] // both ends are half-open
    [InlineData("&start={3}", "AD")]
    [InlineData("&end={-41}", "B")]
    [InlineData("&type=derate&type=forced", "AC")]
    [InlineData("&fuel=hydro", "AE")]
    [InlineData("&bbox=-76,42.5,-74.5,44", "AE")]
    [InlineData("&bbox=170,42.5,-74.5,44", "AE")] // across the date line
    [InlineData("&q=kizilirmak", "AE")]
    [InlineData("&q=KIZILIRMAK&type=forced", "A")]
    [InlineData("&known={-39}", "")] // nothing was known before it was
    public async Task List_Filters(string query, string expected)
    {
        using HttpClient client = await host.AsAsync(GridAppHost.SuperAdmin);
        int[] ids = Ids(await GetAsync(client, $"/api/v1/incidents?market={Market}{Hours(query)}"));
        Assert.Equal(expected, string.Concat(ids.Select(Letter).Order()));
    }

    [Theory]
    [InlineData(-8, 50)]
    [InlineData(-4, 90)]
    [InlineData(0.1, 30)]
    public async Task At_TakesTheMegawattsOfThatMoment(double hours, double expected)
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement list = await GetAsync(client, $"/api/v1/incidents?plantId={second}&at={At(hours)}");
        Assert.Equal(expected, Feature(list, stretched).GetProperty("affectedMw").GetDouble());
        JsonElement stats = await GetAsync(client, $"/api/v1/incidents/stats?at={At(hours)}&market={Market}");
        Assert.Equal(expected, stats.GetProperty("byFuel").EnumerateArray().Single(fuel => fuel.GetProperty("fuel").GetString() == "gas").GetProperty("affectedMw").GetDouble());
    }

    [Fact]
    public async Task NotActive_TakesTheMostItEverDoes()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement list = await GetAsync(client, $"/api/v1/incidents?plantId={second}&at={At(40)}&status=completed");
        Assert.Equal(90, Feature(list, stretched).GetProperty("affectedMw").GetDouble());
    }

    [Fact]
    public async Task Stats_CountWhatIsOutAtTheMomentInTheMarket()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement stats = await GetAsync(client, $"/api/v1/incidents/stats?at={At(-4)}&market={Market}");
        Assert.Equal(2, stats.GetProperty("total").GetInt32());
        Assert.Equal(210, stats.GetProperty("affectedMw").GetDouble());
        Assert.Equal((1, 0, 0, 1), (Type("forced"), Type("planned"), Type("maintenance"), Type("derate")));
        Assert.Equal(["hydro", "gas"], stats.GetProperty("byFuel").EnumerateArray().Select(fuel => fuel.GetProperty("fuel").GetString()!));
        Assert.Equal(0, (await GetAsync(client, $"/api/v1/incidents/stats?at={At(-4)}&market=EPIAS")).GetProperty("total").GetInt32());

        int Type(string code) => stats.GetProperty("byType").GetProperty(code).GetInt32();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&market=" + Market)]
    public async Task Timeline_AgreesWithTheStatsOfEachOfItsMoments(string market)
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement timeline = await GetAsync(client, $"/api/v1/incidents/timeline?start={At(-50)}&end={At(50)}&interval=PT5H{market}");
        JsonElement[] points = [.. timeline.GetProperty("points").EnumerateArray()];
        Assert.Equal(20, points.Length);
        foreach (JsonElement point in points)
        {
            string at = Uri.EscapeDataString(point.GetProperty("at").GetDateTimeOffset().ToString("O", CultureInfo.InvariantCulture));
            JsonElement stats = await GetAsync(client, $"/api/v1/incidents/stats?at={at}{market}");
            Assert.Equal(stats.GetProperty("total").GetInt32(), point.GetProperty("active").GetInt32());
            Assert.Equal(stats.GetProperty("affectedMw").GetDouble(), point.GetProperty("affectedMw").GetDouble(), 6);
        }
    }

    [Fact]
    public async Task Timeline_BeyondTheCap_SaysSo()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        HttpResponseMessage answer = await client.GetAsync("/api/v1/incidents/timeline?start=2020-01-01T00:00Z&end=2026-01-01T00:00Z&interval=15m");
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Contains("10000 points", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/incidents?color=red", 400)]
    [InlineData("/api/v1/incidents?at=2026-01-15T18:00:00", 400)]
    [InlineData("/api/v1/incidents?plantId=one", 400)]
    [InlineData("/api/v1/incidents?limit=many", 400)]
    [InlineData("/api/v1/incidents?bbox=1,2,3", 400)]
    [InlineData("/api/v1/incidents?simulated=maybe", 400)]
    [InlineData("/api/v1/incidents?limit=0", 422)]
    [InlineData("/api/v1/incidents?limit=100001", 422)]
    [InlineData("/api/v1/incidents?status=over", 422)]
    [InlineData("/api/v1/incidents?type=broken", 422)]
    [InlineData("/api/v1/incidents?market=MOON", 422)]
    [InlineData("/api/v1/incidents?sort=color", 422)]
    [InlineData("/api/v1/incidents?format=xml", 422)]
    [InlineData("/api/v1/incidents?start=2026-01-02T00:00Z&end=2026-01-02T00:00Z", 422)]
    [InlineData("/api/v1/incidents/active?at=2026-01-15T18:00:00Z", 400)]
    [InlineData("/api/v1/incidents/stats?fuel=gas", 400)]
    [InlineData("/api/v1/incidents/timeline?interval=fortnight", 400)]
    [InlineData("/api/v1/incidents/timeline?interval=0", 422)]
    [InlineData("/api/v1/incidents/timeline?interval=99999999999999", 400)]
    [InlineData("/api/v1/incidents/2147483647", 404)]
    [InlineData("/api/v1/incidents/2147483647/history", 404)]
    [InlineData("/api/v1/incidents/2147483647/nearby", 404)]
    [InlineData("/api/v1/plants/2147483647/incidents", 404)]
    public async Task WhatCannotBe_IsAProblem(string path, int status)
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        HttpResponseMessage answer = await client.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Limit_CutsAndSaysSo_NewestFirst()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement cut = await GetAsync(client, $"/api/v1/incidents?market={Market}&limit=2");
        Assert.True(cut.GetProperty("truncated").GetBoolean());
        Assert.Equal(5, cut.GetProperty("total").GetInt32());
        Assert.Equal([scheduled, reported], Ids(cut));
        JsonElement whole = await GetAsync(client, $"/api/v1/incidents?market={Market}&limit=5&sort=affectedMw");
        Assert.False(whole.GetProperty("truncated").GetBoolean());
        Assert.Equal(stretched, Ids(whole)[0]);
    }

    [Fact]
    public async Task WithoutALocation_GeometryIsNull_AndABoxLeavesItOut()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement list = await GetAsync(client, $"/api/v1/incidents?market={Market}");
        JsonElement[] features = [.. list.GetProperty("features").EnumerateArray()];
        Assert.Equal(JsonValueKind.Null, features.Single(feature => feature.GetProperty("id").GetInt32() == scheduled).GetProperty("geometry").ValueKind);
        Assert.Equal(-75, features.Single(feature => feature.GetProperty("id").GetInt32() == reported).GetProperty("geometry").GetProperty("coordinates")[0].GetDouble());
        Assert.DoesNotContain(scheduled, Ids(await GetAsync(client, $"/api/v1/incidents?market={Market}&bbox=-180,-90,180,90")));
        Assert.EndsWith("Z", features[0].GetProperty("properties").GetProperty("start").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_GuardsCellsAndNamesUnits()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.SuperAdmin);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        HttpResponseMessage answer = await client.GetAsync($"/api/v1/incidents?market={Market}");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        string[] lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.SkipWhile(line => line.StartsWith('#')).Count() - 1);
        Assert.Contains(lines, line => line.Contains("units: MW", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("'=1+1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlantsIncidents_AreItsOwn()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement list = await GetAsync(client, $"/api/v1/plants/{second}/incidents");
        Assert.Equal([stretched, published], list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt32()));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Nearby_AreCloseInSpaceAndTime()
    {
        using HttpClient client = await host.AsAsync(GridAppHost.Analyst);
        JsonElement near = await GetAsync(client, $"/api/v1/incidents/{reported}/nearby?radiusKm=200&hours=1");
        JsonElement only = near.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(stretched, only.GetProperty("incident").GetProperty("id").GetInt32());
        Assert.InRange(only.GetProperty("distanceKm").GetDouble(), 130, 150);
        Assert.Equal(0, (await GetAsync(client, $"/api/v1/incidents/{reported}/nearby?radiusKm=50")).GetProperty("total").GetInt32());
        Assert.Equal(2, (await GetAsync(client, $"/api/v1/incidents/{reported}/nearby?radiusKm=200&hours=48")).GetProperty("total").GetInt32());
    }

    private static async Task<int> PlantAsync(GridSession session, string code, string name, string fuel, double mw, int? organization, double? latitude, double? longitude)
    {
        var plant = session.Db.Plants.Add(new()
        {
            Code = code, Name = name, Fuel = fuel, CapacityMw = mw, OrganizationId = organization, Latitude = latitude, Longitude = longitude, Market = Market,
        }).Entity;
        await session.Db.SaveChangesAsync();
        return plant.Id;
    }

    private static async Task<int> IncidentAsync(
        GridSession session, string key, int plant, int? organization, string type, bool isPublic, DateTimeOffset? cancelledAt, params (double From, double? To, double Mw)[] stretches)
    {
        var incident = session.Db.Incidents.Add(new()
        {
            PlantId = plant, OrganizationId = organization, Type = type, AffectedMw = stretches.Max(stretch => stretch.Mw), StartAt = Now.AddHours(stretches[0].From),
            EndAt = stretches[^1].To is { } to ? Now.AddHours(to) : null, CancelledAt = cancelledAt, PublicRecord = isPublic, Source = "Test", SourceKey = key,
        }).Entity;
        await session.Db.SaveChangesAsync();
        foreach ((double from, double? until, double mw) in stretches)
        {
            session.Db.IncidentSegments.Add(new()
            {
                IncidentId = incident.Id, PlantId = plant, Type = type, AffectedMw = mw, StartAt = Now.AddHours(from), EndAt = until is { } end ? Now.AddHours(end) : null,
                KnownFrom = Now.AddHours(-38), KnownTo = cancelledAt,
            });
        }

        session.Db.IncidentDetails.Add(new()
        {
            IncidentId = incident.Id, OrganizationId = organization, PublicRecord = isPublic, Reason = "boiler leak " + key, CauseCode = "1000", Description = "=1+1", Reporter = "Grid Admin",
        });
        session.Db.IncidentRevisions.Add(new() { IncidentId = incident.Id, OrganizationId = organization, PublicRecord = isPublic, Author = "Grid Admin", Action = "reported", Values = "{}" });
        await session.Db.SaveChangesAsync();
        return incident.Id;
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        HttpResponseMessage answer = await client.GetAsync(path);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private static int[] Ids(JsonElement collection) => [.. collection.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt32())];

    private static JsonElement Feature(JsonElement collection, int id) =>
        collection.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("id").GetInt32() == id).GetProperty("properties");

    private static string At(double hours) => Now.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static string Hours(string query)
    {
        while (query.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            int close = query.IndexOf('}', StringComparison.Ordinal);
            query = query[..open] + At(double.Parse(query[(open + 1)..close], CultureInfo.InvariantCulture)) + query[(close + 1)..];
        }

        return query;
    }

    private string Letter(int id) =>
        id == reported ? "A" : id == published ? "B" : id == stretched ? "C" : id == scheduled ? "D" : id == cancelled ? "E" : "?";
}
