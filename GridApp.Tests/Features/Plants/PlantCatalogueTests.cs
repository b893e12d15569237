using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using static GridApp.Tests.Features.Plants.SomePlants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantCatalogueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SetClock clock = new(Noon);

    /// <summary>A database of two numbers and some rows, whose loads can be held still.</summary>
    private sealed class FakeSource : IPlantSource
    {
        private readonly Lock gate = new();
        private readonly Dictionary<int, CataloguePlant> rows = [];
        private long version;
        private long reloadBelow;
        private long incidents;
        private (int PlantId, DateTimeOffset Start, DateTimeOffset End, Availability Left)[] planned = [];

        public int Loads { get; private set; }

        public int OutLoads { get; private set; }

        /// <summary>Runs after a load has read its rows and before it hands them over.</summary>
        public Func<Task>? AfterRead { get; set; }

        public void Write(CataloguePlant plant)
        {
            lock (gate)
                rows[plant.Id] = plant with { Version = ++version };
        }

        public void Delete(int id)
        {
            lock (gate)
            {
                rows.Remove(id);
                reloadBelow = ++version;
            }
        }

        public void Plan(params (int PlantId, DateTimeOffset Start, DateTimeOffset End, Availability Left)[] outages)
        {
            lock (gate)
            {
                planned = outages;
                incidents++;
            }
        }

        public Task<PlantVersions> VersionAsync(CancellationToken cancellation)
        {
            lock (gate)
                return Task.FromResult(new PlantVersions(version, incidents));
        }

        public Task<PlantsOut> OutAsync(DateTimeOffset at, CancellationToken cancellation)
        {
            lock (gate)
            {
                OutLoads++;
                DateTimeOffset[] edges = [.. planned.SelectMany(outage => new[] { outage.Start, outage.End }).Where(edge => edge > at).Order()];
                return Task.FromResult(new PlantsOut(
                    at,
                    edges.Length > 0 ? edges[0] : null,
                    planned.Where(outage => outage.Start <= at && at < outage.End).Select(outage => new PlantOut(outage.PlantId, outage.Left))));
            }
        }

        public async Task<PlantChanges> ChangesAsync(long since, CancellationToken cancellation)
        {
            PlantChanges changes;
            lock (gate)
            {
                Loads++;
                bool complete = since < reloadBelow;
                changes = new PlantChanges(version, complete, [.. rows.Values.Where(row => complete || row.Version > since)]);
            }

            await (AfterRead?.Invoke() ?? Task.CompletedTask);
            cancellation.ThrowIfCancellationRequested();
            return changes;
        }
    }

    [Fact]
    public async Task Current_NothingChanged_IsTheSameSnapshot()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        using var catalogue = new PlantCatalogue(source, clock);
        Assert.Same(await catalogue.CurrentAsync(default), await catalogue.CurrentAsync(default));
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task Current_AnOutageIsReported_IsDerivedAndTheRestIsShared()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 100));
        source.Write(Plant(2, mw: 50));
        using var catalogue = new PlantCatalogue(source, clock);
        PlantSnapshot before = await catalogue.CurrentAsync(default);
        source.Plan((2, Noon.AddHours(-1), Noon.AddHours(1), new Availability(PlantStatus.Derated, 20)));
        PlantSnapshot after = await catalogue.CurrentAsync(default);
        Assert.Equal(new Availability(PlantStatus.Derated, 20), after.AvailabilityOf(2));
        Assert.Equal(new Availability(PlantStatus.Available, 100), after.AvailabilityOf(1));
        Assert.Equal(new Availability(PlantStatus.Available, 50), before.AvailabilityOf(2));
        Assert.Same(before.Find(2), after.Find(2));
        Assert.NotEqual(before.Out.Mark, after.Out.Mark);
        Assert.Equal((1, 2), (source.Loads, source.OutLoads));
    }

    [Fact]
    public async Task Current_TheHourComes_ChangesWithoutAWrite()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 100));
        source.Plan((1, Noon.AddHours(1), Noon.AddHours(2), new Availability(PlantStatus.PlannedMaintenance, 0)));
        using var catalogue = new PlantCatalogue(source, clock);
        Assert.Equal(PlantStatus.Available, (await catalogue.CurrentAsync(default)).AvailabilityOf(1)?.Status);
        clock.Now = Noon.AddHours(1).AddTicks(-1);
        await catalogue.CurrentAsync(default);
        Assert.Equal(1, source.OutLoads);
        clock.Now = Noon.AddHours(1);
        Assert.Equal(PlantStatus.PlannedMaintenance, (await catalogue.CurrentAsync(default)).AvailabilityOf(1)?.Status);
        clock.Now = Noon.AddHours(2);
        Assert.Equal(PlantStatus.Available, (await catalogue.CurrentAsync(default)).AvailabilityOf(1)?.Status);
    }

    [Fact]
    public async Task At_APastMoment_IsKeptAndAFutureOneIsNot()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 100));
        source.Plan((1, Noon.AddHours(-2), Noon.AddHours(-1), new Availability(PlantStatus.ForcedOutage, 0)), (1, Noon.AddHours(1), Noon.AddHours(2), new Availability(PlantStatus.Derated, 1)));
        using var catalogue = new PlantCatalogue(source, clock);
        PlantSnapshot past = await catalogue.AtAsync(Noon.AddHours(-2), default);
        Assert.Equal(PlantStatus.ForcedOutage, past.AvailabilityOf(1)?.Status);
        Assert.Same(past, await catalogue.AtAsync(Noon.AddMinutes(-61), default));
        Assert.Equal(PlantStatus.Available, (await catalogue.CurrentAsync(default)).AvailabilityOf(1)?.Status);
        PlantSnapshot future = await catalogue.AtAsync(Noon.AddHours(1), default);
        Assert.Equal(PlantStatus.Derated, future.AvailabilityOf(1)?.Status);
        Assert.NotSame(future, await catalogue.AtAsync(Noon.AddHours(1), default));
        source.Plan();
        Assert.Equal(PlantStatus.Available, (await catalogue.AtAsync(Noon.AddHours(-2), default)).AvailabilityOf(1)?.Status);
    }

    [Fact]
    public async Task Current_APlantChangesUnderAnOutage_KeepsTheOutage()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 100));
        source.Plan((1, Noon, Noon.AddHours(2), new Availability(PlantStatus.Derated, 1)));
        using var catalogue = new PlantCatalogue(source, clock);
        await catalogue.CurrentAsync(default);
        source.Write(Plant(1, mw: 100, name: "Renamed"));
        PlantSnapshot after = await catalogue.CurrentAsync(default);
        Assert.Equal("Renamed", after.Find(1)?.Name);
        Assert.Equal(PlantStatus.Derated, after.AvailabilityOf(1)?.Status);
    }

    [Fact]
    public async Task Current_AfterWriteAndDelete_ShowsThem()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        source.Write(Plant(2));
        using var catalogue = new PlantCatalogue(source, clock);
        await catalogue.CurrentAsync(default);
        source.Write(Plant(2, name: "Renamed"));
        Assert.Equal("Renamed", (await catalogue.CurrentAsync(default)).Find(2)?.Name);
        source.Delete(1);
        PlantSnapshot afterDelete = await catalogue.CurrentAsync(default);
        Assert.Equal([2], afterDelete.Ids(PlantFilter.All));
    }

    [Fact]
    public async Task Current_CommitDuringARefresh_IsSeenByACallAfterIt()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        using var catalogue = new PlantCatalogue(source, clock);
        var read = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        source.AfterRead = () =>
        {
            read.TrySetResult();
            return release.Task;
        };
        Task<PlantSnapshot> before = catalogue.CurrentAsync(default).AsTask();
        await read.Task;

        // The running refresh has read its rows already: it will not bring this one.
        source.Write(Plant(2));
        Task<PlantSnapshot> after = catalogue.CurrentAsync(default).AsTask();
        release.SetResult();
        await before; // the rows that it had read, or by now the newer ones
        Assert.NotNull((await after).Find(2));
    }

    [Fact]
    public async Task Current_ManyAtOnce_LoadOnce()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        var release = new TaskCompletionSource();
        source.AfterRead = () => release.Task;
        using var catalogue = new PlantCatalogue(source, clock);
        Task<PlantSnapshot>[] calls = [.. Enumerable.Range(0, 20).Select(_ => catalogue.CurrentAsync(default).AsTask())];
        release.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task Current_LoadFails_TheNextCallTriesAgain()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        source.AfterRead = () => throw new TimeoutException();
        using var catalogue = new PlantCatalogue(source, clock);
        await Assert.ThrowsAsync<TimeoutException>(() => catalogue.CurrentAsync(default).AsTask());
        source.AfterRead = null;
        Assert.Equal(1, (await catalogue.CurrentAsync(default)).Count);
    }

    [Fact]
    public async Task Current_WritersAndReaders_NobodyIsServedTheOld()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 0));
        using var catalogue = new PlantCatalogue(source, clock);
        using var stop = new CancellationTokenSource();
        long committed = 0;
        Task writer = Task.Run(async () =>
        {
            for (int i = 1; i <= 300; i++)
            {
                source.Write(Plant(1, mw: i));
                Volatile.Write(ref committed, i);
                await Task.Yield();
            }

            await stop.CancelAsync();
        });
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                long atLeast = Volatile.Read(ref committed);
                PlantSnapshot snapshot = await catalogue.CurrentAsync(default);
                Assert.True(snapshot.Find(1)!.CapacityMw >= atLeast);
            }
        }))];
        await Task.WhenAll([writer, .. readers]);
    }
}
