using GridApp.Features.Jobs;
using GridApp.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridApp.Tests.Features.Jobs;

/// <summary>Runs of jobs are recorded, alone, and a failure ends nothing.</summary>
public sealed class JobRunnerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task ARun_IsRecordedWithItsResult()
    {
        await Runner().RunAsync(new Job("good", (context, ct) => context.ReportAsync(0.5, "Half.", ct)), 5, CancellationToken.None);
        Assert.Equal("succeeded|Fine.|1|5", await Last("good"));
    }

    [Fact]
    public async Task AFailure_IsKeptWithItsMessage()
    {
        Assert.Null(await Runner().RunAsync(new Job("bad", (_, _) => throw new InvalidOperationException("Broken.")), null, CancellationToken.None));
        Assert.Equal("failed|Broken.|-|-", await Last("bad"));
    }

    [Fact]
    public async Task ARunThatDied_IsFailedByTheNext()
    {
        await database.AsOwnerAsync<object>("insert into job_runs (job, host) values ('dead', 'gone')");
        await Runner().RunAsync(new Job("dead", (_, _) => Task.CompletedTask), null, CancellationToken.None);
        Assert.Equal(1L, await database.AsOwnerAsync<long>("select count(*) from job_runs where job = 'dead' and result = 'failed' and finished_at is not null"));
    }

    [Fact]
    public async Task TwoProcesses_RunAJobOneAfterTheOther()
    {
        var (inside, most) = (0, 0);
        var job = new Job("one", async (_, ct) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(100, ct);
            Interlocked.Decrement(ref inside);
        });
        await Task.WhenAll(Runner().RunAsync(job, null, CancellationToken.None), Runner().RunAsync(job, null, CancellationToken.None), Runner().RunAsync(job, null, CancellationToken.None));
        Assert.Equal(1, most);
    }

    private JobRunner Runner() => new(database.Database, database.Sources, NullLogger<JobRunner>.Instance);

    private Task<string?> Last(string job) =>
        database.AsOwnerAsync<string>($"select concat_ws('|', result, message, coalesce(progress::text, '-'), coalesce(requested_by::text, '-')) from job_runs where job = '{job}' order by id desc limit 1");

    private sealed class Job(string name, Func<JobContext, CancellationToken, Task> work) : IGridJob
    {
        public string Name => name;

        public string? Cron => null;

        public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct)
        {
            await work(context, ct);
            return JobOutcome.Done("Fine.");
        }
    }
}
