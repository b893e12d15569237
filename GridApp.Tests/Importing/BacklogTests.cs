using System.Text;
using GridApp.Data;
using GridApp.Importing;

namespace GridApp.Tests.Importing;

/// <summary>Imports outlive the process that took them.</summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes("code,name,fuel,capacity_mw,latitude,longitude\nA,B,Gas,1,1,1\n");
    private ImportBench bench = null!;

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Claim_TakesTheOldestOnce()
    {
        var first = await bench.EnqueueAsync(File);
        var second = await bench.EnqueueAsync(File);
        Assert.Equal(first, (await bench.Backlog.ClaimAsync(default))!.Id);
        Assert.Equal(second, (await bench.Backlog.ClaimAsync(default))!.Id);
        Assert.Null(await bench.Backlog.ClaimAsync(default));
    }

    [Fact]
    public async Task Claim_ByTwoWorkersAtOnce_NeverGivesTheSame()
    {
        for (var i = 0; i < 8; i++)
            await bench.EnqueueAsync(File);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.Backlog.ClaimAsync(default)));
        var ids = claimed.OfType<GridApp.Data.Entities.ImportRun>().Select(run => run.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Claim_FileOfAnotherMachine_IsLeftAlone()
    {
        var id = await bench.EnqueueAsync(File);
        bench.Uploads.Forget((await bench.ReportAsync(id)).Run.StoredAs);
        Assert.Null(await bench.Backlog.ClaimAsync(default));
        Assert.Equal("queued", (await bench.ReportAsync(id)).Run.Status);
    }

    [Fact]
    public async Task Recover_DeadWorker_IsTriedOnceMoreAndThenGivenUp()
    {
        var id = await bench.EnqueueAsync(File);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            Assert.Equal(attempt, (await bench.Backlog.ClaimAsync(default))!.Attempts);
            await bench.Backlog.RecoverAsync(default);
            Assert.Equal("running", (await bench.ReportAsync(id)).Run.Status); // just begun: not dead yet
            await bench.ScalarAsync<int>($"update imports set started_at = now() - interval '1 minute' where id = {id} returning id");
            await bench.Backlog.RecoverAsync(default);
        }

        Assert.Contains("stopped twice", (await bench.ReportAsync(id)).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_LongRunWithALivingWorker_IsLeftAlone()
    {
        var id = await bench.EnqueueAsync(File);
        var run = (await bench.Backlog.ClaimAsync(default))!;
        var slow = new Slow();
        var running = bench.NewRunner(slow).RunAsync(run, bench.Uploads.PathOf(run.StoredAs), default);
        await slow.Begun.Task;
        await bench.ScalarAsync<int>($"update imports set started_at = now() - interval '1 minute' where id = {id} returning id");
        await bench.Backlog.RecoverAsync(default);
        Assert.Equal("running", (await bench.ReportAsync(id)).Run.Status);
        slow.GoOn.SetResult();
        await running;
        (await bench.ReportAsync(id)).Completed();
    }

    [Fact]
    public async Task Run_ProcessEnds_WaitsForTheNextOneAndCountsAsNoAttempt()
    {
        var id = await bench.EnqueueAsync(File);
        var run = (await bench.Backlog.ClaimAsync(default))!;
        using var ending = new CancellationTokenSource();
        var slow = new Slow();
        var running = bench.NewRunner(slow).RunAsync(run, bench.Uploads.PathOf(run.StoredAs), ending.Token);
        await slow.Begun.Task;
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var waiting = (await bench.ReportAsync(id)).Run;
        Assert.Equal(("queued", 0, null), (waiting.Status, waiting.Attempts, waiting.StartedAt));

        var again = (await bench.Backlog.ClaimAsync(default))!;
        await bench.Runner.RunAsync(again, bench.Uploads.PathOf(again.StoredAs), default);
        Assert.Equal((1, 1, 1, 0), (await bench.ReportAsync(id)).Completed().Rows);
    }

    [Fact]
    public async Task Run_Bug_FailsWithASentenceAndWritesNothing()
    {
        var id = await bench.EnqueueAsync(File);
        var run = (await bench.Backlog.ClaimAsync(default))!;
        await bench.NewRunner(new Buggy(bench)).RunAsync(run, bench.Uploads.PathOf(run.StoredAs), default);
        Assert.Contains("unexpected", (await bench.ReportAsync(id)).Failed(), StringComparison.Ordinal);
        Assert.NotNull(bench.Log.Last);
    }

    [Fact]
    public async Task Keep_MoreThanTheLimit_KeepsNothing()
    {
        Assert.Null(await bench.Uploads.KeepAsync(new MemoryStream(new byte[1001]), 1000, default));
        Assert.NotNull(await bench.Uploads.KeepAsync(new MemoryStream(new byte[1000]), 1000, default));
        Assert.Throws<ArgumentException>(() => bench.Uploads.PathOf("../../etc/passwd"));
        Assert.False(bench.Uploads.Has("../../etc/passwd"));
    }

    private sealed class Slow : IDatasetImporter
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Takes(string dataset, string format) => true;

        public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
        {
            Begun.SetResult();
            await GoOn.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Buggy(ImportBench bench) : IDatasetImporter
    {
        public bool Takes(string dataset, string format) => true;

        public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
        {
            await using var command = session.Command("insert into organizations (name) values ('half done')");
            await command.ExecuteNonQueryAsync(cancellationToken);
            Assert.Equal(0, await bench.CountAsync());
            throw new InvalidOperationException("A bug.");
        }
    }
}
