using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Organizations;
using GridApp.Domain.Plants;
using GridApp.Features.Incidents;
using GridApp.Features.Replay;
using GridApp.Tests.Data;

namespace GridApp.Tests.Features.Replay;

/// <summary>A span's incidents say at each moment what the database's own function says of that moment: now, and as it was known then.</summary>
public sealed class ReplayIncidentsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Now = Start.AddHours(30);

    private ReplayIncidents Incidents => new(database.Database, new IncidentAnswers(database.Database), TimeProvider.System);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RandomRevisions_PlayAsTheyStand(bool then)
    {
        var market = then ? "ERCOT" : "PJM";
        await SowAsync(market, 20260301);
        var question = new ReplayQuestion(MarketCatalogue.Find(market)!, Start, Start.AddHours(24));
        var (answer, _) = await Incidents.ReadAsync(question, then, Actor.System, Now, default);

        Assert.NotEmpty(answer.Plants);
        for (var at = Start; at < Start.AddHours(24); at = at.AddMinutes(20))
        {
            var expected = await StatesAsync(market, at, then);
            var offset = (long)(at - Start).TotalMilliseconds;
            var told = answer.Plants
                .Select(plant => (plant.Id, Step: plant.At.Count(step => step <= offset) - 1, Plant: plant))
                .Where(plant => plant.Step >= 0 && plant.Plant.Status[plant.Step] != (int)PlantStatus.Available)
                .Select(plant => $"{plant.Id} {answer.Statuses[plant.Plant.Status[plant.Step]]} {plant.Plant.AvailableMw[plant.Step].ToString("0.###", CultureInfo.InvariantCulture)}");
            Assert.Equal(expected, told.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task WhatOnlyTouchesTheSpan_IsNotInIt()
    {
        var plant = await PlantAsync("SPP", 100);
        await database.OutAsync(plant, "forced", 10, Start.AddHours(-3), Start);
        await database.OutAsync(plant, "forced", 20, Start.AddHours(24), null);
        await database.OutAsync(plant, "forced", 30, Start.AddHours(-1000), null);
        var (answer, _) = await Incidents.ReadAsync(new ReplayQuestion(MarketCatalogue.Find("SPP")!, Start, Start.AddHours(24)), false, Actor.System, Now, default);
        Assert.Equal([30.0], answer.Segments.Mw);
        Assert.Equal([null], answer.Segments.To);
        Assert.Equal(-1000 * 3_600_000L, Assert.Single(answer.Segments.From));
        Assert.Equal(0, answer.LeftOut);
    }

    [Fact]
    public async Task AnEndThatIsExpected_HoldsUntilItsHourHasCome()
    {
        var plant = await PlantAsync("MISO", 100);
        await database.OutAsync(plant, "planned", 10, Start, null, Start.AddHours(10));
        var question = new ReplayQuestion(MarketCatalogue.Find("MISO")!, Start, Start.AddHours(24));
        var (before, until) = await Incidents.ReadAsync(question, false, Actor.System, Start.AddHours(5), default);
        Assert.Equal(10 * 3_600_000L, Assert.Single(before.Segments.To));
        Assert.Equal(Start.AddHours(10), until);
        var (after, stays) = await Incidents.ReadAsync(question, false, Actor.System, Start.AddHours(10), default);
        Assert.Null(Assert.Single(after.Segments.To));
        Assert.Null(stays);
    }

    [Fact]
    public async Task Reasons_AreTheOwnOrganizations_NowAndAsTheyWereThen()
    {
        var first = await database.AsOwnerAsync<int>("insert into organizations (name) values ('Replay one') returning id");
        var second = await database.AsOwnerAsync<int>("insert into organizations (name) values ('Replay two') returning id");
        var plant = await PlantAsync("NYISO", 100, first);
        var incident = await database.OutAsync(plant, "forced", 10, Start.AddHours(1));
        await database.AsOwnerAsync<object>($"insert into incident_details (incident_id, organization_id, public_record, reason) values ({incident}, {first}, false, 'boiler')");
        await database.AsOwnerAsync<object>($"update incident_segments set known_from = {Time(Start.AddHours(2))} where incident_id = {incident}");
        // Said after two hours, said again with another MW, corrected after ten; taken back and said anew.
        foreach (var (hours, reason) in new[] { (2, "'noise'"), (4, "'noise'"), (10, "null"), (12, "'boiler'") })
        {
            await database.AsOwnerAsync<object>($"""
                insert into incident_revisions (incident_id, organization_id, public_record, recorded_at, action, "values")
                values ({incident}, {first}, false, {Time(Start.AddHours(hours))}, 'changed', jsonb_build_object('reason', {reason}::text))
                """);
        }
        var question = new ReplayQuestion(MarketCatalogue.Find("NYISO")!, Start, Start.AddHours(24));

        var mine = await IncidentAsync(new Actor(Roles.Analyst, 5, first), false);
        Assert.Equal(("boiler", null), (mine.Reason, mine.Reasons));
        var then = await IncidentAsync(new Actor(Roles.Analyst, 5, first), true);
        Assert.Null(then.Reason);
        Assert.Equal([new(Hours(2), "noise"), new(Hours(10), null), new(Hours(12), "boiler")], then.Reasons);
        Assert.Null((await IncidentAsync(new Actor(Roles.Admin, 6, second), false)).Reason);
        Assert.Empty((await IncidentAsync(new Actor(Roles.Admin, 6, second), true)).Reasons!);

        async Task<ReplayIncident> IncidentAsync(Actor actor, bool asThen) => Assert.Single((await Incidents.ReadAsync(question, asThen, actor, Now, default)).Answer.Incidents);

        static long Hours(int hours) => hours * 3_600_000L;
    }

    [Fact]
    public async Task ReasonOfASimulatedIncident_IsThereFromItsBeginning()
    {
        var plant = await PlantAsync("CAISO", 100);
        var incident = await database.OutAsync(plant, "forced", 10, Start.AddHours(1));
        await database.AsOwnerAsync<object>($"update incident_segments set known_from = {Time(Start.AddHours(1))} where incident_id = {incident}");
        await database.AsOwnerAsync<object>($"insert into incident_details (incident_id, public_record, reason) values ({incident}, true, 'simulated')");
        await database.AsOwnerAsync<object>($$"""
            insert into incident_revisions (incident_id, public_record, recorded_at, action, "values") values ({{incident}}, true, {{Time(Start.AddHours(1))}}, 'simulated', '{"type": "forced"}')
            """);
        var (answer, _) = await Incidents.ReadAsync(new ReplayQuestion(MarketCatalogue.Find("CAISO")!, Start, Start.AddHours(24)), true, Actor.System, Now, default);
        Assert.Equal([new(3_600_000, "simulated")], Assert.Single(answer.Incidents).Reasons);
    }

    /// <summary>Plants whose incidents were announced, corrected, ended and taken back, before, in and after the span.</summary>
    private async Task SowAsync(string market, int seed)
    {
#pragma warning disable CA5394 // Made-up revisions, the same at every run.
        var random = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            var capacity = random.Next(1, 6) * 20;
            var plant = await PlantAsync(market, capacity);
            for (var k = random.Next(0, 4); k > 0; k--)
            {
                var start = Start.AddHours(random.Next(-8, 26));
                var incident = await database.OutAsync(plant, "derate", 1, start);
                await database.AsOwnerAsync<object>($"delete from incident_segments where incident_id = {incident}");
                var known = Start.AddHours(random.Next(-12, 20));
                for (var version = random.Next(1, 4); version > 0; version--)
                {
                    var until = version == 1 && random.Next(4) > 0 ? (DateTimeOffset?)null : known.AddHours(random.Next(1, 8));
                    DateTimeOffset? end = random.Next(2) == 0 ? start.AddHours(random.Next(1, 12)) : null;
                    DateTimeOffset? expected = end is null && random.Next(2) == 0 ? start.AddHours(random.Next(1, 40)) : null;
                    var type = new[] { "forced", "planned", "maintenance", "derate" }[random.Next(4)];
                    var mw = random.Next(3) == 0 ? capacity : random.Next(1, 30);
                    await database.AsOwnerAsync<object>($"""
                        insert into incident_segments (incident_id, plant_id, type, start_at, end_at, expected_end, affected_mw, known_from, known_to)
                        values ({incident}, {plant}, '{type}', {Time(start)}, {Time(end)}, {Time(expected)}, {mw}, {Time(known)}, {Time(until)})
                        """);
                    if (until is null)
                        break;
                    known = until.Value;
                }
            }
        }
#pragma warning restore CA5394
    }

    private async Task<IEnumerable<string>> StatesAsync(string market, DateTimeOffset at, bool then)
    {
        // What is known now is measured from the present of the test, not from the clock of the machine.
        var rows = await database.AsOwnerAsync<string[]>($"""
            select coalesce(array_agg(r.plant_id || ' ' || v.status || ' ' || to_char(v.available_mw, 'FM999990.###') order by 1), array[]::text[])
              from (select i.plant_id, sum(i.affected_mw) as reduced, bool_or(i.type = 'forced') as forced, bool_or(i.type in ('planned', 'maintenance')) as planned
                      from incident_segments_at({Time(at)}, {(then ? Time(at) : "null")}, {(then ? Time(at) : Time(Now))}) i group by i.plant_id) r
              join plants p on p.id = r.plant_id
              cross join lateral grid_availability(p.capacity_mw, r.reduced, r.forced, r.planned) v
             where p.market = '{market}' and v.status <> 'available'
            """);
        return rows!.Select(row => row.TrimEnd('.')).Order(StringComparer.Ordinal);
    }

    private async Task<int> PlantAsync(string market, double capacityMw, int? organization = null) => await database.AsOwnerAsync<int>(FormattableString.Invariant($"""
        insert into plants (code, name, fuel, source_fuel, capacity_mw, market, organization_id, market_approximate, simulated, is_yekdem, is_res)
        values ('{Guid.NewGuid():N}', 'Replayed', 'gas', '', {capacityMw}, '{market}', {organization?.ToString(CultureInfo.InvariantCulture) ?? "null"}, false, false, false, false) returning id
        """));

    private static string Time(DateTimeOffset? at) => at is { } moment ? $"timestamptz '{moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'" : "null::timestamptz";
}
