using System.Globalization;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>The hours and quarters that a timeline adds are the segments', whatever is written, and in whichever way.</summary>
public sealed class IncidentHoursTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Day = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Difference = $"select ({Differing("hour")} + {Differing("quarter")})::integer";

    private static string Differing(string step) => $"""
        (select count(*)
           from (select at, sum(n) as n, sum(w) as w
                   from (select grid_{step}(start_at) as at, 1 as n, round(affected_mw * 1e6) as w from incident_segments where known_to is null
                         union all select grid_{step}(end_at), -1, -round(affected_mw * 1e6) from incident_segments where known_to is null and end_at is not null) c
                  group by at) s
           full join incident_{step}s h on h.{step} = s.at
          where coalesce(s.n, 0) <> coalesce(h.incidents, 0) or coalesce(s.w, 0) <> coalesce(h.affected_w, 0))
        """;

    [Fact]
    public async Task Hours_FollowEveryWrite()
    {
        int plant = await PlantAsync();
        int kept = await database.OutAsync(plant, "forced", 0.1, Day, Day.AddMinutes(90));
        int gone = await database.OutAsync(plant, "derate", 0.2, Day.AddMinutes(1), Day.AddHours(30));
        await database.OutAsync(plant, "derate", 0.3, Day.AddMinutes(61));
        Assert.Equal(0, await NumberAsync(Difference));
        await NumberAsync($"update incident_segments set end_at = end_at + interval '5 hours', affected_mw = 0.7 where incident_id = {kept}; select 1");
        Assert.Equal(0, await NumberAsync(Difference));
        await NumberAsync($"update incident_segments set known_to = now() where incident_id = {kept}; select 1");
        Assert.Equal(0, await NumberAsync(Difference));
        await NumberAsync($"delete from incidents where id = {gone}; select 1");
        Assert.Equal(0, await NumberAsync(Difference));
        await NumberAsync($"delete from plants where id = {plant}; select 1");
        Assert.Equal(0, await NumberAsync(Difference));
        Assert.Equal(0, await NumberAsync("select coalesce(sum(abs(incidents) + abs(affected_w)), 0)::integer from incident_hours where hour < timestamptz '2026-01-01Z'"));
    }

    [Fact]
    public async Task Timeline_OfHours_SaysWhatIsOutAtEachStep()
    {
        int plant = await PlantAsync();
        DateTimeOffset first = Day.AddYears(1);
#pragma warning disable CA5394 // Made-up incidents, the same at every run.
        var random = new Random(20261121);
        for (int i = 0; i < 40; i++)
        {
            // On the hour, just beside it, and anywhere; some without an end, of which some expect one.
            DateTimeOffset start = first.AddHours(random.Next(-60, 60)).AddMilliseconds(random.Next(3) switch { 0 => 0, 1 => random.Next(-1, 2), _ => random.Next(3_600_000) });
            DateTimeOffset? end = random.Next(4) > 0 ? start.AddMinutes(random.Next(1, 3_000)) : null;
            await database.OutAsync(plant, "derate", random.Next(1, 1_000) / 10.0, start, end, random.Next(2) == 0 ? start.AddHours(random.Next(1, 48)) : null);
        }
#pragma warning restore CA5394

        // Of the hours, of the quarters, and of what is neither and reads the segments: each against the moments themselves. The present lies amidst them.
        string present = Literal(first.AddHours(10));
        foreach ((string from, string step) in new[] { (Literal(first), "1 hour"), (Literal(first.AddHours(-3)), "6 hours"), (Literal(first), "30 minutes"), (Literal(first.AddMinutes(-15)), "45 minutes"),
            (Literal(first), "20 minutes"), (Literal(first.AddMinutes(1)), "1 hour") })
        {
            Assert.Equal(0, await NumberAsync($"""
                select count(*)::integer
                  from incident_timeline({from}, interval '{step}', 24, {present}) t
                 cross join lateral (select count(*) as n, coalesce(sum(affected_mw), 0) as mw from incident_segments_at(t.at, null, {present})) s
                 where t.active <> s.n or abs(t.affected_mw - s.mw) > 0.0001
                """));
        }
    }

    [Fact]
    public async Task NextChange_IsTheNextBeginningOrEndOfAnything()
    {
        int plant = await PlantAsync();
        DateTimeOffset first = Day.AddYears(3);
        await database.OutAsync(plant, "planned", 1, first, first.AddHours(10));
        await database.OutAsync(plant, "planned", 1, first.AddHours(4), first.AddHours(6));
        await database.OutAsync(plant, "planned", 1, first.AddHours(20), null, first.AddHours(5_000));
        foreach ((double at, double next) in new[] { (-1.0, 0.0), (0, 4), (4, 6), (6, 10), (10, 20), (20, 5_000) })
        {
            Assert.Equal(1, await NumberAsync($"select (availability_changes_after({Literal(first.AddHours(at))}) = {Literal(first.AddHours(next))})::integer"));
        }
    }

    [Fact]
    public async Task Segment_IsOfAnIncident_AndGoesWithIt()
    {
        int plant = await PlantAsync();
        int incident = await database.OutAsync(plant, "forced", 1, Day, Day.AddHours(1));
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => NumberAsync($"update incident_segments set incident_id = 2000000000 where incident_id = {incident}; select 1"));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
        await NumberAsync($"delete from plants where id = {plant}; select 1");
        Assert.Equal(0, await NumberAsync($"select count(*)::integer from incident_segments where incident_id = {incident}"));
    }

    [Fact]
    public async Task Writer_WhoRaisesTheNumberLater_KeepsNobodyWaiting_AndRaisesItWithTheCommit()
    {
        int plant = await PlantAsync();
        DateTimeOffset first = Day.AddYears(5);
        int known = await database.OutAsync(plant, "forced", 1, first, first.AddHours(1));
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction writing = await connection.BeginTransactionAsync();
        await RunAsync("select set_config('grid.role', 'system', true), grid_catalogue_later('incidents')");
        long before = await VersionAsync();
        await RunAsync($"""
            with i as (insert into incidents (plant_id, type, affected_mw, start_at, end_at, simulated, public_record, over_capacity)
                       values ({plant}, 'derate', 2, {Literal(first)}, {Literal(first.AddHours(3))}, false, true, false) returning *)
            insert into incident_segments (incident_id, plant_id, type, start_at, end_at, affected_mw, known_from) select id, plant_id, type, start_at, end_at, affected_mw, start_at from i;
            update incidents set affected_mw = 3 where id = {known};
            """);

        // Of the same hours, while that goes on.
        Task<int> reported = database.OutAsync(plant, "derate", 4, first, first.AddHours(2));
        Assert.Same(reported, await Task.WhenAny(reported, Task.Delay(TimeSpan.FromSeconds(20))));
        Assert.Equal(0, await NumberAsync(Difference));
        long meanwhile = await VersionAsync();
        Assert.True(meanwhile > before);

        await writing.CommitAsync();
        Assert.True(await VersionAsync() > meanwhile, "Whoever has kept an answer must see that it no longer holds.");
        Assert.Equal(0, await NumberAsync(Difference));
        Assert.Equal(0, await NumberAsync("select ((select count(*) from catalogue_later) + (select count(*) from incident_sums_later))::integer"));
        Assert.Equal(1, await NumberAsync($"select (version > {before})::integer from incidents where id = {known}"));

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, writing);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Writer_WhoWouldRaiseTheNumberLater_AndFails_LeavesNothing()
    {
        int plant = await PlantAsync();
        long before = await VersionAsync();
        await NumberAsync($"""
            do $$ begin
                perform grid_catalogue_later('incidents');
                insert into incidents (plant_id, type, affected_mw, start_at, simulated, public_record, over_capacity) values ({plant}, 'derate', 2, now(), false, true, false);
                raise exception 'no';
            exception when raise_exception then null; end $$;
            select 1
            """);
        Assert.Equal(before, await VersionAsync());
        Assert.Equal(0, await NumberAsync("select count(*)::integer from catalogue_later"));
    }

    private Task<long> VersionAsync() => database.AsOwnerAsync<long>("select version from catalogue_version where name = 'incidents'");

    private static string Literal(DateTimeOffset at) => $"timestamptz '{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'";

    private Task<int> NumberAsync(string sql) => database.AsOwnerAsync<int>(sql);

    private Task<int> PlantAsync() => database.AsOwnerAsync<int>(
        $"insert into plants (code, name, fuel, source_fuel, capacity_mw, market_approximate, simulated, is_yekdem, is_res) values ('{Guid.NewGuid():N}', 'Hours', 'gas', '', 100, false, false, false, false) returning id");
}
