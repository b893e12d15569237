using System.Diagnostics;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Features.Jobs;
using GridApp.Features.Simulation;

namespace GridApp.Tests.Features.Simulation;

/// <summary>An incident that a person reports moves the market at once, and says what it did.</summary>
public sealed class ReactionTests(SimulationBench bench) : IClassFixture<SimulationBench>
{
    private const string Nuclear = "select id from plants where code = 'RTS-121_NUCLEAR_1'";

    private static readonly Actor Owner = new(Roles.Admin, null, 1);

    [Fact]
    public async Task AReport_ClearsThePresentIntervalAnew_AndItsEffectIsKept_AndFinishingGivesTheUnitBack()
    {
        bench.Time.Now = new DateTimeOffset(2026, 8, 4, 20, 7, 30, TimeSpan.Zero);
        await bench.Market.EnsureAsync([new DateOnly(2026, 8, 4)], bench.Time.Now, null, CancellationToken.None);
        await bench.Reaction.FollowAsync(CancellationToken.None);
        var plant = await bench.AskAsync<int>(Nuclear);
        var writes = new SureWrites(bench.Db.Database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SureWrites>.Instance);

        const string Present = "2026-08-04T20:05Z";
        const string Frames = $"select count(*) from price_frames where kind = 'RTM' and at = '{Present}'";
        var before = await bench.AskAsync<long>(Frames);
        var reported = await new ReportIncident(writes, bench.Time).RunAsync(new IncidentDraft { PlantId = plant, Type = "forced", AffectedMw = 400, Reason = "Turbine trip" }, Owner, CancellationToken.None);
        Assert.Null(reported.Failure);
        var watch = Stopwatch.StartNew();
        Assert.Equal(1, await bench.Reaction.FollowAsync(CancellationToken.None));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);

        Assert.Equal(0, await OutputAsync(plant, Present));
        Assert.Equal(1L, await bench.AskAsync<long>($"select count(*) from price_frames where kind = 'RTM' and at = '{Present}' and known_to is null"));
        var effects = new IncidentEffects(bench.Db.Database);
        var seen = await effects.OfAsync(reported.Value.Id, Owner, CancellationToken.None);
        Assert.True(seen!.LostMw > 300);
        Assert.True(seen.CostWith > seen.CostWithout);
        Assert.Equal(73, seen.Nodes.Count);
        Assert.True(await bench.AskAsync<bool>($"select bool_and(organization_id = 1) from plants where id in ({string.Join(',', seen.Plants.Select(change => change.PlantId))})"));
        // Whose units replaced it is their owners' business.
        var other = await effects.OfAsync(reported.Value.Id, new Actor(Roles.Analyst, null, 2), CancellationToken.None);
        Assert.DoesNotContain(other!.Plants, change => change.PlantId == plant);
        Assert.Equal(0, await bench.Reaction.FollowAsync(CancellationToken.None));

        bench.Time.Now = bench.Time.Now.AddSeconds(40);
        var finished = await new FinishIncident(writes, bench.Time).RunAsync(reported.Value.Id, null, Owner, CancellationToken.None);
        Assert.Null(finished.Failure);
        Assert.Equal(1, await bench.Reaction.FollowAsync(CancellationToken.None));
        Assert.True(await OutputAsync(plant, Present) > 300);
        Assert.Equal(before + 2, await bench.AskAsync<long>(Frames));

        // The step that follows finds the interval there and goes on from it.
        bench.Time.Now = bench.Time.Now.AddMinutes(10);
        Assert.Equal(1, await bench.Market.EnsureAsync([new DateOnly(2026, 8, 4)], bench.Time.Now, null, CancellationToken.None));
    }

    [Fact]
    public async Task AnEffect_IsLookedAtAgain_WhenTheIncidentChanges_AndAfterEveryStep_AndAddsUp()
    {
        bench.Time.Now = new DateTimeOffset(2026, 7, 28, 20, 7, 30, TimeSpan.Zero);
        await bench.Market.EnsureAsync([new DateOnly(2026, 7, 28)], bench.Time.Now, null, CancellationToken.None);
        await bench.Reaction.FollowAsync(CancellationToken.None);
        // Any large unit of the organization that gives enough to lose 300 MW.
        var plant = 0;
        foreach (var one in (await bench.AskAsync<int[]>("select array_agg(id order by capacity_mw desc) from plants where organization_id = 1 and market = 'RTS' and capacity_mw > 320"))!)
        {
            plant = plant == 0 && await OutputAsync(one, "2026-07-28T20:00Z") > 310 ? one : plant;
        }
        var writes = new SureWrites(bench.Db.Database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SureWrites>.Instance);
        var draft = new IncidentDraft { PlantId = plant, Type = "derate", AffectedMw = 100, Reason = "Feed pump" };
        var id = (await new ReportIncident(writes, bench.Time).RunAsync(draft, Owner, CancellationToken.None)).Value.Id;
        await bench.Reaction.FollowAsync(CancellationToken.None);
        var effects = new IncidentEffects(bench.Db.Database);
        var first = (await effects.OfAsync(id, Owner, CancellationToken.None))!;
        Assert.InRange(first.LostMw, 20, 101);
        Assert.Equal(1, first.Total!.Intervals);

        bench.Time.Now = bench.Time.Now.AddSeconds(30);
        Assert.Null((await new ChangeIncident(writes, bench.Time).RunAsync(id, draft with { AffectedMw = 300, Start = bench.Time.Now.AddSeconds(-30) }, null, Owner, CancellationToken.None)).Failure);
        await bench.Reaction.FollowAsync(CancellationToken.None);
        var second = (await effects.OfAsync(id, Owner, CancellationToken.None))!;
        Assert.InRange(second.LostMw, first.LostMw + 150, 301);
        Assert.Equal((first.At, 1), (second.At, second.Total!.Intervals));

        // Two steps later: the interval that was left and the two that followed.
        var job = new RealTimeJob(bench.Market, bench.Reaction, bench.Setup, bench.Db.Database, bench.Time);
        bench.Time.Now = new DateTimeOffset(2026, 7, 28, 20, 10, 1, TimeSpan.Zero);
        await job.RunAsync(JobContext.Unwatched, CancellationToken.None);
        bench.Time.Now = new DateTimeOffset(2026, 7, 28, 20, 15, 1, TimeSpan.Zero);
        await job.RunAsync(JobContext.Unwatched, CancellationToken.None);
        var third = (await effects.OfAsync(id, Owner, CancellationToken.None))!;
        Assert.Equal((new DateTime(2026, 7, 28, 20, 10, 0, DateTimeKind.Utc), 2), (third.At, third.Total!.Intervals));
        Assert.Equal(third.Total.Hours, third.Total.Intervals / 12.0, 6);
        Assert.Equal(await bench.AskAsync<double>($"select sum(cost_with - cost_without) from incident_effect_intervals where incident_id = {id}"), third.Total.Cost, 6);

        // Over: the last interval that it was part of stays, whatever comes after.
        Assert.Null((await new FinishIncident(writes, bench.Time).RunAsync(id, null, Owner, CancellationToken.None)).Failure);
        bench.Time.Now = new DateTimeOffset(2026, 7, 28, 20, 25, 1, TimeSpan.Zero);
        await job.RunAsync(JobContext.Unwatched, CancellationToken.None);
        Assert.Equal(third.At, (await effects.OfAsync(id, Owner, CancellationToken.None))!.At);
    }

    [Fact]
    public async Task WhatIf_TellsTheSame_AndWritesNothing()
    {
        bench.Time.Now = new DateTimeOffset(2026, 8, 20, 20, 7, 30, TimeSpan.Zero);
        await bench.Market.EnsureAsync([new DateOnly(2026, 8, 20)], bench.Time.Now, null, CancellationToken.None);
        var plant = await bench.AskAsync<int>(Nuclear);
        var before = await bench.AskAsync<long>("select (select count(*) from price_frames) + (select count(*) from incidents) + (select count(*) from incident_effects)");
        var effect = await new WhatIf(bench.Db.Database, bench.Setup, bench.Time).RunAsync(plant, 0, new Actor(Roles.Analyst, null, 1), CancellationToken.None);
        Assert.True(effect.Value.LostMw > 300);
        Assert.Equal(before, await bench.AskAsync<long>("select (select count(*) from price_frames) + (select count(*) from incidents) + (select count(*) from incident_effects)"));
    }

    [Fact]
    public async Task EverythingOut_ShedsTheLoad_AndTheMarketGoesOn()
    {
        bench.Time.Now = new DateTimeOffset(2026, 9, 1, 20, 2, 0, TimeSpan.Zero);
        await bench.Market.EnsureAsync([new DateOnly(2026, 9, 1)], bench.Time.Now, null, CancellationToken.None);
        await bench.Reaction.FollowAsync(CancellationToken.None);
        await bench.AskAsync<object>("""
            with i as (insert into incidents (plant_id, type, affected_mw, start_at, simulated, public_record, over_capacity)
                       select id, 'forced', capacity_mw, '2026-09-01T20:01Z', true, false, false from plants where market = 'RTS' returning *)
            insert into incident_segments (incident_id, plant_id, type, start_at, affected_mw, known_from) select id, plant_id, type, start_at, affected_mw, start_at from i
            """);
        Assert.Equal(155, await bench.Reaction.FollowAsync(CancellationToken.None));
        Assert.True(await bench.AskAsync<bool>("select shed_mw > 0.99 * load_mw from grid_intervals where kind = 'RTM' and at = '2026-09-01T20:00Z'"));
        await bench.AskAsync<object>("update incidents set cancelled_at = now() where start_at = '2026-09-01T20:01Z'; update incident_segments set known_to = now() where start_at = '2026-09-01T20:01Z'");
    }

    private async Task<double> OutputAsync(int plant, string at)
    {
        var packed = await bench.AskAsync<byte[]>($"select substring(dispatch_mw from 4 * array_position(plant_ids, {plant}) - 3 for 4) from grid_states where kind = 'RTM' and at = '{at}'");
        return BitConverter.ToSingle(packed!);
    }
}
