using GridApp.Features.Plants;
using static GridApp.Tests.Features.Plants.SomePlants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantCatalogueTests
{
    /// <summary>A database of one number and some rows, whose loads can be held still.</summary>
    private sealed class FakeSource : IPlantSource
    {
        private readonly Lock gate = new();
        private readonly Dictionary<int, CataloguePlant> rows = [];
        private long version;
        private long reloadBelow;

        public int Loads { get; private set; }

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

        public Task<long> VersionAsync(CancellationToken cancellation)
        {
            lock (gate)
                return Task.FromResult(version);
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
        using var catalogue = new PlantCatalogue(source);
        Assert.Same(await catalogue.CurrentAsync(default), await catalogue.CurrentAsync(default));
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task Current_AfterWriteAndDelete_ShowsThem()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        source.Write(Plant(2));
        using var catalogue = new PlantCatalogue(source);
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
        using var catalogue = new PlantCatalogue(source);
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
        Assert.Null((await before).Find(2));
        Assert.NotNull((await after).Find(2));
    }

    [Fact]
    public async Task Current_ManyAtOnce_LoadOnce()
    {
        var source = new FakeSource();
        source.Write(Plant(1));
        var release = new TaskCompletionSource();
        source.AfterRead = () => release.Task;
        using var catalogue = new PlantCatalogue(source);
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
        using var catalogue = new PlantCatalogue(source);
        await Assert.ThrowsAsync<TimeoutException>(() => catalogue.CurrentAsync(default).AsTask());
        source.AfterRead = null;
        Assert.Equal(1, (await catalogue.CurrentAsync(default)).Count);
    }

    [Fact]
    public async Task Current_WritersAndReaders_NobodyIsServedTheOld()
    {
        var source = new FakeSource();
        source.Write(Plant(1, mw: 0));
        using var catalogue = new PlantCatalogue(source);
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
