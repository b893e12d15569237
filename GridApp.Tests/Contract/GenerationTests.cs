using System.Globalization;
using System.Text;
using System.Text.Json;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Features.Market;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>Whose generation is told to whom, and how it is added up.</summary>
public sealed class GenerationTests(EmptyHost host) : IClassFixture<EmptyHost>, IAsyncLifetime
{
    private const string Day = "start=2026-01-15T00:00:00Z&end=2026-01-16T00:00:00Z";

    private int own;
    private int ownToo;
    private int other;
    private int open;
    private int simulated;

    public async Task InitializeAsync()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await using (var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System))
        {
            await using (var clear = session.Command("delete from generation"))
                await clear.ExecuteNonQueryAsync();
            int Plant(string code, int? organization, string fuel, bool isSimulated = false)
            {
                var plant = session.Db.Plants.Add(new()
                {
                    Code = $"{code}-{mark}", Name = code, Fuel = fuel, CapacityMw = 100, OrganizationId = organization, Simulated = isSimulated, Market = isSimulated ? "RTS" : "EPIAS",
                }).Entity;
                session.Db.SaveChanges();
                return plant.Id;
            }

            own = Plant("OWN", host.FirstOrganization, "hydro");
            ownToo = Plant("OWNTOO", host.FirstOrganization, "wind");
            other = Plant("OTHER", host.SecondOrganization, "hydro");
            open = Plant("OPEN", null, "gas");
            simulated = Plant("SIM", host.FirstOrganization, "gas", isSimulated: true);
            await session.CommitAsync();
        }

        var first = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
        await SeriesRows.InsertAsync(host, "generation", first, first.AddDays(1), string.Create(CultureInfo.InvariantCulture, $"""
            insert into generation (plant_id, at, minutes, planned_mw, actual_mw, settlement_mw, simulated, organization_id) values
            ({own}, '2026-01-15 00:00Z', 60, 10, 11, 12, false, {host.FirstOrganization}), ({own}, '2026-01-15 01:00Z', 60, 20, null, null, false, {host.FirstOrganization}),
            ({ownToo}, '2026-01-15 00:00Z', 60, 5, null, null, false, {host.FirstOrganization}),
            ({other}, '2026-01-15 00:00Z', 60, 1000, 1000, 1000, false, {host.SecondOrganization}),
            ({open}, '2026-01-15 00:00Z', 60, null, 7, null, false, null),
            ({simulated}, '2026-01-15 00:00Z', 5, 1, 2, 3, true, {host.FirstOrganization}), ({simulated}, '2026-01-15 00:05Z', 5, 1, 2, 3, true, {host.FirstOrganization})
            """));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task OnePlant_IsToldToItsOrganizationAndToSuperAdmins()
    {
        foreach (var (name, sees) in new[] { (GridAppHost.Analyst, true), (GridAppHost.Admin, true), (GridAppHost.OtherAdmin, false), (GridAppHost.SuperAdmin, true) })
        {
            using var client = await host.AsAsync(name);
            var series = await MarketSeriesTests.GetAsync(client, Path(own));
            Assert.Equal("MW", series.GetProperty("unit").GetString());
            if (sees)
            {
                Assert.Equal(
                    ["""{"at":"2026-01-15T00:00:00Z","planned":10,"actual":11,"settlement":12}""", """{"at":"2026-01-15T01:00:00Z","planned":20,"actual":null,"settlement":null}"""],
                    series.GetProperty("points").EnumerateArray().Select(point => point.GetRawText()));
            }
            else
            {
                Assert.Equal(JsonValueKind.Null, series.GetProperty("points").ValueKind);
                Assert.EndsWith("settlement_mw\r\n", await client.GetStringAsync(Path(own) + "&format=csv"), StringComparison.Ordinal);
            }

            // What came from public files is everybody's.
            Assert.Equal(1, (await MarketSeriesTests.GetAsync(client, Path(open))).GetProperty("points").GetArrayLength());
        }

        string Path(int plant) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/plants/{plant}/generation?{Day}");
    }

    [Fact]
    public async Task Sum_HoldsNothingOfOthers()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        var sum = await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}");
        Assert.Equal(["""{"at":"2026-01-15T00:00:00Z","planned":15,"actual":18,"settlement":12}""", """{"at":"2026-01-15T01:00:00Z","planned":20,"actual":null,"settlement":null}"""], Points(sum));
        Assert.False(sum.GetProperty("simulated").GetBoolean());
        Assert.Equal("simulated", sum.GetProperty("leftOut").GetString());
        Assert.Equal(3, sum.GetProperty("plants").GetInt32());
        Assert.Equal(0, sum.GetProperty("groups").GetArrayLength());

        foreach (var filter in new[] { $"organizationId={host.SecondOrganization}", $"plantId={other}", "organizationId=2147483647" })
            Assert.Empty(Points(await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&{filter}")));
        Assert.Empty(Points(await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&plantId={other}&by=plant")));

        using var superAdmin = await host.AsAsync(GridAppHost.SuperAdmin);
        Assert.Equal(1015, (await MarketSeriesTests.GetAsync(superAdmin, $"/api/v1/generation?{Day}")).GetProperty("points")[0].GetProperty("planned").GetDouble());
    }

    [Fact]
    public async Task Groups_ArePlantsFuelsOrOrganizations()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        var plants = await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&by=plant&plantId={own}&plantId={ownToo}");
        Assert.Equal(["OWN", "OWNTOO"], plants.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()));
        Assert.Equal(2, plants.GetProperty("groups")[0].GetProperty("points").GetArrayLength());
        Assert.Equal("Europe/Istanbul", plants.GetProperty("timeZone").GetString());
        var fuels = await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&by=fuel&fuel=wind&fuel=hydro");
        Assert.Equal(["hydro", "wind"], fuels.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("key").GetString()));
        var organizations = await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&by=organization&organizationId={host.FirstOrganization}");
        Assert.Equal("First Power", organizations.GetProperty("groups")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Simulated_IsNeverAddedToReal()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        var series = await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&simulated=true");
        Assert.True(series.GetProperty("simulated").GetBoolean());
        Assert.Equal(5, series.GetProperty("intervalMinutes").GetInt32());
        Assert.Equal("Etc/GMT+8", series.GetProperty("timeZone").GetString());
        Assert.Equal(2, series.GetProperty("points").GetArrayLength());
        Assert.True((await MarketSeriesTests.GetAsync(analyst, $"/api/v1/generation?{Day}&market=RTS")).GetProperty("simulated").GetBoolean());
        var csv = await analyst.GetStringAsync($"/api/v1/generation?{Day}&by=plant&format=csv");
        Assert.Contains("at_utc,at_local,plant_id,name,planned_mw,actual_mw,settlement_mw", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("SIM", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IntervalsOfDifferentLength_MeetAtTheLongest()
    {
        var at = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        await SeriesRows.InsertAsync(host, "generation", at, at, string.Create(CultureInfo.InvariantCulture, $"""
            insert into generation (plant_id, at, minutes, planned_mw, organization_id) values
            ({own}, '2026-02-01 00:00Z', 60, 10, {host.FirstOrganization}), ({ownToo}, '2026-02-01 00:00Z', 30, 4, {host.FirstOrganization}), ({ownToo}, '2026-02-01 00:30Z', 30, 6, {host.FirstOrganization})
            """));
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var sum = await MarketSeriesTests.GetAsync(admin, "/api/v1/generation?start=2026-02-01T00:00:00Z&end=2026-02-02T00:00:00Z");
        Assert.Equal(["""{"at":"2026-02-01T00:00:00Z","planned":15,"actual":null,"settlement":null}"""], Points(sum));
        Assert.Equal(60, sum.GetProperty("intervalMinutes").GetInt32());
    }

    [Fact]
    public async Task Settlement_OfToday_IsNotPublishedYet()
    {
        var at = DateTimeOffset.UtcNow;
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));
        await SeriesRows.InsertAsync(host, "generation", at, at, string.Create(CultureInfo.InvariantCulture, $"""
            insert into generation (plant_id, at, minutes, planned_mw, settlement_mw, organization_id) values ({own}, '{at.UtcDateTime:yyyy-MM-dd HH:mm}Z', 60, 10, 9, {host.FirstOrganization})
            """));
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var span = string.Create(CultureInfo.InvariantCulture, $"start={at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        foreach (var path in new[] { $"/api/v1/plants/{own}/generation?{span}", $"/api/v1/generation?{span}&plantId={own}" })
        {
            var point = (await MarketSeriesTests.GetAsync(admin, path)).GetProperty("points")[0];
            Assert.Equal(10, point.GetProperty("planned").GetDouble());
            Assert.Equal(JsonValueKind.Null, point.GetProperty("settlement").ValueKind);
        }
    }

    [Fact]
    public async Task Upload_IsForPlantsOfTheOwnOrganization()
    {
        var uploads = host.Services.GetRequiredService<UploadGeneration>();
        var admin = new Actor(Roles.Admin, null, host.FirstOrganization);
        Assert.IsType<Forbidden>((await SendAsync(own, admin with { Role = Roles.Analyst })).Failure);
        Assert.IsType<NotFound>((await SendAsync(other, admin)).Failure);
        Assert.IsType<NotFound>((await SendAsync(open, admin)).Failure);
        Assert.IsType<Invalid>((await SendAsync(simulated, admin)).Failure);

        var sent = await SendAsync(own, admin);
        Assert.Null(sent.Failure);
        using var client = await host.AsAsync(GridAppHost.Admin);
        JsonElement report;
        for (var i = 0; (report = await MarketSeriesTests.GetAsync(client, $"/api/v1/imports/{sent.Value}")).GetProperty("status").GetString() is not ("completed" or "failed"); i++)
        {
            Assert.True(i < 200, "Not completed within 20 s.");
            await Task.Delay(100);
        }

        Assert.Equal((JsonValueKind.Null, 1), (report.GetProperty("error").ValueKind, report.GetProperty("rowsChanged").GetInt32()));
        var series = await MarketSeriesTests.GetAsync(client, $"/api/v1/plants/{own}/generation?start=2026-01-10T00:00:00Z");
        Assert.Equal(["""{"at":"2026-01-10T00:00:00Z","planned":null,"actual":null,"settlement":42.5}"""], Points(series));

        async Task<Outcome<int>> SendAsync(int plant, Actor actor)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes("Tarih;Saat;Toplam (MWh)\n10.01.2026;03:00;42,5\n"));
            return await uploads.RunAsync(plant, GenerationColumn.Settlement, "uevm.csv", content, actor, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Points(JsonElement series) => series.GetProperty("points").EnumerateArray().Select(point => point.GetRawText());
}
