using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Domain.Organizations;
using static GridApp.Tests.Data.Prices.CubeBench;

namespace GridApp.Tests.Data.Prices;

/// <summary>What is written of prices stands in both clusterings; corrections keep the earlier version; what somebody else says is not overwritten.</summary>
public sealed class PriceCubeTests(CubeBench bench) : IClassFixture<CubeBench>
{
    [Fact]
    public async Task NewFrames_StandByIntervalAndByNode()
    {
        var (first, second) = (At(1, 5, 1), At(1, 5, 2));
        var written = await bench.WriteAsync(bench.Block(
            [1, 3, 2],
            new PriceFrame(second, 15, [[4, 6, 5], [1, 1, 1], null, null, null]),
            new PriceFrame(first, 60, [[1.25f, 3, float.NaN], null, null, null, null])));

        Assert.Equal(new PriceWrite(Values: 8, Cells: 5, Corrected: 0, Added: 2), written);
        Assert.Equal("N1=1.25 N2=NaN N3=3", await bench.FrameAsync(first));
        Assert.Equal("N1=4 N2=5 N3=6", await bench.FrameAsync(second));
        Assert.Equal("null", await bench.FrameAsync(first, "energy"));
        Assert.Equal("01:00/60=1.25 02:00/15=4", await bench.DayAsync(1, first));
        Assert.Equal("01:00/60=NaN 02:00/15=5", await bench.DayAsync(2, first));
        Assert.Equal("01:00/60=NaN 02:00/15=1", await bench.DayAsync(2, first, "energy"));
        Assert.Equal("null", await bench.DayAsync(2, first, "ghg"));
        Assert.Equal("none", await bench.DayAsync(4, first));
    }

    [Fact]
    public async Task TheSameAgain_TouchesNothing()
    {
        var at = At(1, 6, 1);
        await bench.WriteAsync(bench.Block([1, 2], Totals(at, 1, 2)));
        var before = await StateAsync(at);
        Assert.Equal(default, await bench.WriteAsync(bench.Block([2, 1], Totals(at, 2, 1))));
        Assert.Equal(default, await bench.WriteAsync(bench.Block([1, 2], Totals(at, float.NaN, 2))));
        Assert.Equal(before, await StateAsync(at));
    }

    [Fact]
    public async Task ACorrection_ClosesTheFrame_AndKeepsWhatItDoesNotSpeakOf()
    {
        var at = At(1, 7, 1);
        await bench.WriteAsync(bench.Block([1, 2], new PriceFrame(at, 60, [[1, 2], [0.5f, 0.5f], null, null, null])));
        await bench.WriteAsync(bench.Block([1], Totals(at.AddHours(1), 9)));
        var written = await bench.WriteAsync(bench.Block([3, 2], Totals(at, 3, 2.5f)));

        Assert.Equal(new PriceWrite(Values: 2, Cells: 2, Corrected: 1, Added: 0), written);
        Assert.Equal("N1=1 N2=2.5 N3=3", await bench.FrameAsync(at));
        Assert.Equal("N1=0.5 N2=0.5 N3=NaN", await bench.FrameAsync(at, "energy"));
        Assert.Equal("N1=1 N2=2", await bench.FrameAsync(at, known: "known_to is not null"));
        Assert.True(await bench.Db.AsOwnerAsync<bool>(
            $"select min(known_to) filter (where known_to is not null) = max(known_from) filter (where known_to is null) and bool_and(coalesce(known_to > known_from, true)) from price_frames where at = '{at:O}'"));
        Assert.Equal("01:00/60=2.5 02:00/60=NaN", await bench.DayAsync(2, at));
        Assert.Equal("01:00/60=1 02:00/60=9", await bench.DayAsync(1, at));
        Assert.Equal("01:00/60=3 02:00/60=NaN", await bench.DayAsync(3, at));
    }

    [Fact]
    public async Task MoreNodes_GrowTheFrameWithoutAStory_AndTheSameSetIsTheSameList()
    {
        var at = At(1, 8, 1);
        await bench.WriteAsync(bench.Block([4, 1], Totals(at, 4, 1), Totals(at.AddHours(1), 4, 1)));
        await bench.WriteAsync(bench.Block([2], Totals(at, 2), Totals(at.AddHours(1), 2)));
        await bench.WriteAsync(bench.Block([2, 4, 1], Totals(at.AddHours(2), 2, 4, 1)));
        Assert.Equal("N1=1 N2=2 N4=4", await bench.FrameAsync(at));
        Assert.Equal("01:00/60=2 02:00/60=2 03:00/60=2", await bench.DayAsync(2, at));
        Assert.Equal("01:00/60=4 02:00/60=4 03:00/60=4", await bench.DayAsync(4, at));
        Assert.Equal(3L, await bench.Db.AsOwnerAsync<long>($"select count(*) from price_frames where at >= '{at:O}' and at < '{at.AddDays(1):O}'"));
        Assert.Equal(1L, await bench.Db.AsOwnerAsync<long>($"select count(distinct node_list_id) from price_frames where at >= '{at:O}' and at < '{at.AddDays(1):O}'"));
    }

    [Fact]
    public async Task AFrameThatOnlyFillsGaps_IsNoCorrection()
    {
        var at = At(1, 9, 1);
        await bench.WriteAsync(bench.Block([1, 2], Totals(at, 1, float.NaN)));
        var written = await bench.WriteAsync(bench.Block([1, 2], new PriceFrame(at, 60, [[1, 2], null, [0.25f, float.NaN], null, null])));
        Assert.Equal(new PriceWrite(Values: 2, Cells: 2, Corrected: 0, Added: 0), written);
        Assert.Equal("none", await bench.FrameAsync(at, known: "known_to is not null"));
        Assert.Equal("01:00/60=0.25", await bench.DayAsync(1, at, "congestion"));
        Assert.Equal("01:00/60=2", await bench.DayAsync(2, at));
    }

    [Fact]
    public async Task AnotherLength_IsACorrectionOfTheWholeInterval_OrNothing()
    {
        var at = At(1, 10, 1);
        await bench.WriteAsync(bench.Block([1, 2], Totals(at, 1, 2)));
        var refused = new List<(int, PriceConflict)>();
        Assert.Equal(default, await bench.WriteAsync(bench.Block([1], new PriceFrame(at, 5, [[1], null, null, null, null])), refuse: (_, place, why) => refused.Add((place, why))));
        Assert.Equal([(0, PriceConflict.OtherLength)], refused);
        // Only inferred: the interval keeps its own.
        Assert.Equal(1, (await bench.WriteAsync(bench.Block([3], new PriceFrame(at, 5, [[3], null, null, null, null]) { MinutesSaid = false }))).Cells);
        Assert.Equal("01:00/60=3", await bench.DayAsync(3, at));

        await bench.WriteAsync(bench.Block([1, 2, 3], new PriceFrame(at, 5, [[1, 2, 3], null, null, null, null])));
        Assert.Equal("01:00/5=1", await bench.DayAsync(1, at));
        Assert.Equal("N1=1 N2=2 N3=3", await bench.FrameAsync(at, known: "known_to is not null"));
    }

    [Fact]
    public async Task AnOrganization_StandsBesideTheMarket_AndChangesNothingOfIt()
    {
        var at = At(2, 5, 1);
        await bench.WriteAsync(bench.Block([1, 2], new PriceFrame(at, 60, [[1, 2], [0.5f, 1], null, null, null])));
        var refused = new List<(int, PriceConflict)>();
        var written = await bench.WriteAsync(
            bench.Block([1, 2, 3, 4], new PriceFrame(at, 60, [[1, 2.5f, 3, 4], [float.NaN, 1, 1, 1], null, null, null])), bench.Admin, (_, place, why) => refused.Add((place, why)));

        // N1 says the same, N2 another total: only N3 and N4 are the organization's.
        Assert.Equal([(1, PriceConflict.SomebodyElses)], refused);
        Assert.Equal(new PriceWrite(Values: 4, Cells: 2, Corrected: 0, Added: 1), written);
        Assert.Equal("N1=1 N2=2", await bench.FrameAsync(at));
        Assert.Equal("N1=NaN N2=NaN N3=3 N4=4", await bench.FrameAsync(at, organization: bench.Organization));
        Assert.Equal("01:00/60=2", await bench.DayAsync(2, at));
        Assert.Equal("none", await bench.DayAsync(2, at, organization: bench.Organization));
        Assert.Equal("01:00/60=3", await bench.DayAsync(3, at, organization: bench.Organization));

        // The other organization: neither the market's nor the first one's.
        refused.Clear();
        var other = new Actor(Roles.Admin, 2, bench.OtherOrganization);
        await bench.WriteAsync(bench.Block([1, 3, 4, 5], Totals(at, 9, 9, 4, 5)), other, (_, place, why) => refused.Add((place, why)));
        Assert.Equal([(0, PriceConflict.SomebodyElses), (1, PriceConflict.SomebodyElses)], refused.Order());
        Assert.Equal("N5=5", await bench.FrameAsync(at, organization: bench.OtherOrganization));

        // Its own, it corrects.
        Assert.Equal(1, (await bench.WriteAsync(bench.Block([3], Totals(at, 3.5f)), bench.Admin)).Corrected);
        Assert.Equal("01:00/60=3.5", await bench.DayAsync(3, at, organization: bench.Organization));
    }

    [Fact]
    public async Task TwoAtOnce_WaitForEachOther_AndBothStand()
    {
        var at = At(2, 6);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => bench.WriteAsync(bench.Block([1 + (i % 6)], Totals(at.AddHours(i / 6), i), Totals(at.AddHours(5), 7)))));
        Assert.Equal("N1=7 N2=7 N3=7 N4=7 N5=7 N6=7", await bench.FrameAsync(at.AddHours(5)));
        Assert.Equal("00:00/60=0 01:00/60=6 05:00/60=7", await bench.DayAsync(1, at));
        Assert.Equal("00:00/60=5 01:00/60=NaN 05:00/60=7", await bench.DayAsync(6, at));
    }

    [Fact]
    public async Task FewNodesAtOtherTimes_HaveALeanListOfTheirOwn()
    {
        var at = At(2, 7);
        await bench.WriteAsync(bench.Block([1, 2, 3, 4, 5, 6], Totals(at, 1, 2, 3, 4, 5, 6), Totals(at.AddMinutes(7), float.NaN, float.NaN, 3, float.NaN, float.NaN, float.NaN)));
        Assert.Equal("N3=3", await bench.FrameAsync(at.AddMinutes(7)));
        Assert.Equal("00:00/60=3 00:07/60=3", await bench.DayAsync(3, at));
        Assert.Equal("00:00/60=4 00:07/60=NaN", await bench.DayAsync(4, at));
    }

    [Fact]
    public async Task ManyDaysInOneBlock_EachHasItsRow()
    {
        var at = At(3, 1);
        var frames = Enumerable.Range(0, 24 * 90).Select(hour => Totals(at.AddHours(hour), hour, -hour)).ToArray();
        Assert.Equal(2 * 24 * 90, (await bench.WriteAsync(bench.Block([1, 2], frames))).Cells);
        Assert.Equal(180L, await bench.Db.AsOwnerAsync<long>("select count(*) from price_days where day >= '2026-03-01' and day < '2026-05-30'"));
        Assert.EndsWith("23:00/60=2159", await bench.DayAsync(1, at.AddDays(89)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_RemovesBothClusterings_AndTurnsTheDayOfTheEdgeAnew()
    {
        var at = At(6, 10, 22);
        await bench.WriteAsync(bench.Block([1], Enumerable.Range(0, 12).Select(hour => Totals(at.AddHours(hour), hour)).ToArray()));
        await bench.WriteAsync(bench.Block([2], Totals(at, 1)), bench.Admin);
        await using (var session = await bench.Db.Database.OpenAsync(Actor.System))
        {
            var older = await bench.Db.AsOwnerAsync<long>($"select count(*) from price_frames where at < '{at:O}'");
            Assert.Equal(older + 7, await PriceRetention.RemoveAsync(session, Market, at.AddHours(6), CancellationToken.None));
            await session.CommitAsync();
        }
        Assert.Equal("none", await bench.DayAsync(1, at));
        Assert.Equal("none", await bench.DayAsync(2, at, organization: bench.Organization));
        Assert.Equal("04:00/60=6 05:00/60=7 06:00/60=8 07:00/60=9 08:00/60=10 09:00/60=11", await bench.DayAsync(1, at.AddDays(1)));
    }

    [Fact]
    public async Task FramesFromBefore_BecomeDaysOnce()
    {
        await using var old = new OldFrames();
        await old.InitializeAsync();
        await old.Bench.Db.AsOwnerAsync<object>($"""
            insert into node_lists (market, nodes, hash) values ('PJM', array[{old.Bench.Nodes[0]}, {old.Bench.Nodes[1]}], 'x')
            """);
        await using (var session = await old.Bench.Db.Database.OpenAsync(Actor.System))
        {
            await using var command = session.Command("""
                insert into price_frames (market, kind, at, minutes, node_list_id, total, simulated) select 'PJM', 'RTM', $1, 5, id, $2, true from node_lists where hash = 'x'
                """);
            command.Parameters.Add(new() { Value = At(1, 5, 3).UtcDateTime });
            command.Parameters.Add(new() { Value = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([1.5f, -2.25f]).ToArray() });
            await command.ExecuteNonQueryAsync();
            await session.CommitAsync();
        }
        var startup = new PriceDaysStartup(old.Bench.Db.Database, new SeriesPartitions(old.Bench.Db.Database));
        await startup.RunAsync(CancellationToken.None);
        Assert.Equal("N1=1.5 N2=-2.25", await old.Bench.FrameAsync(At(1, 5, 3)));
        Assert.Equal("03:00/5=-2.25", await old.Bench.DayAsync(2, At(1, 5)));
        await old.Bench.Db.AsOwnerAsync<object>("delete from price_days");
        await startup.RunAsync(CancellationToken.None);
        Assert.Equal("none", await old.Bench.DayAsync(2, At(1, 5)));
    }

    private async Task<string?> StateAsync(DateTimeOffset at) => await bench.Db.AsOwnerAsync<string>(
        $"select string_agg(f.ctid::text || f.xmin::text, ' ') || (select string_agg(ctid::text || xmin::text, ' ') from price_days where day = '{at:yyyy-MM-dd}') from price_frames f where at = '{at:O}'");

    private sealed class OldFrames : IAsyncDisposable
    {
        public CubeBench Bench { get; } = new();

        public Task InitializeAsync() => Bench.InitializeAsync();

        public async ValueTask DisposeAsync() => await Bench.DisposeAsync();
    }
}
