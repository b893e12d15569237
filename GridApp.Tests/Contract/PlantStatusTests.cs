using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Tests.Data;
using static GridApp.Tests.Contract.PlantsWorld;

namespace GridApp.Tests.Contract;

/// <summary>What of a plant can be used, in every form that a plant is told in, at any moment, for everybody alike.</summary>
public sealed class PlantStatusTests(PlantsWorld world) : IClassFixture<PlantsWorld>
{
    /// <summary>The database keeps microseconds; a test that asks for the very start of an incident has to ask for what is kept.</summary>
    private readonly DateTimeOffset now = new(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private async Task<int> PlantAsync(string name, double mw = 100) =>
        (await CreateAsync(world.SuperAdmin, new { name, capacityMw = mw, longitude = 10, latitude = 50, organizationId = world.First })).GetProperty("id").GetInt32();

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static async Task<(string? Status, double AvailableMw)> InListAsync(HttpClient client, string name, DateTimeOffset? at = null)
    {
        JsonElement all = await GetAsync(client, $"/api/v1/plants?q={name}" + (at is { } moment ? "&at=" + Text(moment) : ""));
        JsonElement plant = all.GetProperty("features")[0].GetProperty("properties");
        return (plant.GetProperty("status").GetString(), plant.GetProperty("availableMw").GetDouble());
    }

    [Fact]
    public async Task Status_AtAMoment_IsThatOfTheMoment()
    {
        int plant = await PlantAsync("Moments");
        await world.Database.OutAsync(plant, "forced", 100, now.AddDays(-10), now.AddDays(-9));
        await world.Database.OutAsync(plant, "derate", 30.5, now.AddDays(-1));
        await world.Database.OutAsync(plant, "maintenance", 69.5, now.AddDays(5), now.AddDays(6));
        HttpClient analyst = world.Analyst;
        Assert.Equal(("available", 100d), await InListAsync(analyst, "Moments", now.AddDays(-11)));
        Assert.Equal(("forced_outage", 0d), await InListAsync(analyst, "Moments", now.AddDays(-10)));
        Assert.Equal(("available", 100d), await InListAsync(analyst, "Moments", now.AddDays(-9)));
        Assert.Equal(("derated", 69.5), await InListAsync(analyst, "Moments"));
        Assert.Equal(("planned_maintenance", 0d), await InListAsync(analyst, "Moments", now.AddDays(5.5)));
        Assert.Equal(("derated", 69.5), await InListAsync(analyst, "Moments", now.AddDays(6)));
        JsonElement detail = await GetAsync(analyst, $"/api/v1/plants/{plant}");
        Assert.Equal(("derated", 69.5), (detail.GetProperty("status").GetString(), detail.GetProperty("availableMw").GetDouble()));
        detail = await GetAsync(analyst, $"/api/v1/plants/{plant}?at={Text(now.AddDays(-9.5))}");
        Assert.Equal(("forced_outage", 0d), (detail.GetProperty("status").GetString(), detail.GetProperty("availableMw").GetDouble()));
    }

    [Fact]
    public async Task Status_IsTheSameForEverybodyAndInEveryForm()
    {
        int plant = await PlantAsync("Everybody");
        await world.Database.OutAsync(plant, "forced", 40, now.AddHours(-1));
        foreach (HttpClient client in new[] { world.Analyst, world.Admin, world.OtherAdmin, world.SuperAdmin, world.Host.As(new Actor(Roles.Analyst, null, world.Second)) })
            Assert.Equal(("derated", 60d), await InListAsync(client, "Everybody"));
        string csv = await world.Analyst.GetStringAsync("/api/v1/plants?format=csv&q=Everybody");
        Assert.Contains(",100,60,derated,", csv, StringComparison.Ordinal);
        byte[] packed = await world.Analyst.GetByteArrayAsync("/api/v1/plants?format=packed&q=Everybody");
        Assert.Equal((1u, (byte)1), (BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(4)), packed[32 + 17]));
        JsonElement availability = await GetAsync(world.Analyst, "/api/v1/plants/availability");
        JsonElement item = availability.GetProperty("plants").EnumerateArray().Single(one => one.GetProperty("id").GetInt32() == plant);
        Assert.Equal(("derated", 60d), (item.GetProperty("status").GetString(), item.GetProperty("availableMw").GetDouble()));
        JsonElement list = await GetAsync(world.Analyst, "/api/v1/plants?limit=1");
        Assert.Equal(list.GetProperty("version").GetInt64(), availability.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task StatusFilter_MeansTheMoment()
    {
        int plant = await PlantAsync("Filtered");
        await world.Database.OutAsync(plant, "planned", 100, now.AddDays(-3), now.AddDays(-2));
        HttpClient analyst = world.Analyst;
        Assert.DoesNotContain(plant, Ids(await GetAsync(analyst, "/api/v1/plants?status=planned_maintenance")));
        Assert.Contains(plant, Ids(await GetAsync(analyst, "/api/v1/plants?status=available")));
        string then = "&at=" + Text(now.AddDays(-2.5));
        Assert.Contains(plant, Ids(await GetAsync(analyst, "/api/v1/plants?status=planned_maintenance&status=derated" + then)));
        Assert.DoesNotContain(plant, Ids(await GetAsync(analyst, "/api/v1/plants?status=available" + then)));
    }

    [Fact]
    public async Task Status_WrittenOnOneProcess_IsSeenByTheNextRequestOnAnother()
    {
        await using PlantsHost second = await PlantsHost.StartAsync(world.Database);
        HttpClient there = second.As(new Actor(Roles.Analyst, null, world.Second));
        int plant = await PlantAsync("Shared");
        Assert.Equal(("available", 100d), await InListAsync(there, "Shared"));
        int incident = await world.Database.OutAsync(plant, "forced", 100, now.AddHours(-1));
        Assert.Equal(("forced_outage", 0d), await InListAsync(there, "Shared"));
        await world.Database.AsOwnerAsync<long>($"update incident_segments set end_at = now() where incident_id = {incident} returning id");
        Assert.Equal(("available", 100d), await InListAsync(there, "Shared"));
    }

    [Fact]
    public async Task ETag_AnIncident_ChangesItAndItsEndBringsTheOldOneBack()
    {
        int plant = await PlantAsync("Tagged");
        HttpClient analyst = world.Analyst;
        EntityTagHeaderValue? before = await TagAsync("/api/v1/plants?q=Tagged");
        int incident = await world.Database.OutAsync(plant, "forced", 10, now.AddHours(-1));
        EntityTagHeaderValue? during = await TagAsync("/api/v1/plants?q=Tagged");
        Assert.NotEqual(before, during);
        Assert.Equal(during, await TagAsync("/api/v1/plants?q=Tagged"));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/plants/availability");
        again.Headers.IfNoneMatch.Add((await TagAsync("/api/v1/plants/availability"))!);
        Assert.Equal(HttpStatusCode.NotModified, (await analyst.SendAsync(again)).StatusCode);
        await world.Database.AsOwnerAsync<long>($"update incident_segments set end_at = now() where incident_id = {incident} returning id");
        Assert.Equal(before, await TagAsync("/api/v1/plants?q=Tagged"));

        async Task<EntityTagHeaderValue?> TagAsync(string path) => (await analyst.GetAsync(path)).Headers.ETag;
    }

    [Theory]
    [InlineData("/api/v1/plants/availability?at=yesterday")]
    [InlineData("/api/v1/plants/availability?at=2026-01-01T00:00")]
    [InlineData("/api/v1/plants/availability?limit=3")]
    [InlineData("/api/v1/plants/1?at=12")]
    [InlineData("/api/v1/plants/1?market=PJM")]
    public async Task Moment_Unreadable_Is400(string path) => Assert.Equal(400, (await ProblemAsync(world.Analyst.GetAsync(path))).Status);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task Moment_AtTheEndsOfTime_IsAnswered(string at) => await GetAsync(world.Analyst, "/api/v1/plants?limit=1&at=" + at);
}
