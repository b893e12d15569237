using System.Globalization;
using Quartz;
using Quartz.Extensibility;

namespace GridApp.Features.Jobs;

/// <summary>What the scheduler runs: the job of that name, if this process has it.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduledJob(JobRunner runner, IEnumerable<IGridJob> jobs, CancellationToken stopping) : IJob
{
    public const string RequestedBy = "requestedBy";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        if (jobs.FirstOrDefault(job => job.Name == context.JobDetail.Key.Name) is { } job)
        {
            await runner.RunAsync(job, Person(context), either.Token);
        }
    }

    private static int? Person(IJobExecutionContext context) =>
        context.MergedJobDataMap.TryGetValue(RequestedBy, out var value)
        && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var person) ? person : null;

    /// <summary>Makes one for each firing; it holds nothing.</summary>
    internal sealed class Factory(Func<ScheduledJob> make) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) => new(new JobScope(make(), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
    }
}
