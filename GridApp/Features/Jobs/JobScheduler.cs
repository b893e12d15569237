using System.Globalization;
using GridApp.Data;
using GridApp.Hosting;
using Quartz;

namespace GridApp.Features.Jobs;

/// <summary>
/// The scheduler of all processes on a database: it keeps its times in tables, so that one of them runs a job, none runs it twice, and a time that was missed is made
/// up for once.
/// </summary>
public sealed class JobScheduler(DatabaseServer server, JobRunner runner, IEnumerable<IGridJob> jobs, ILoggerFactory logging) : IHostedService, IAsyncDisposable
{
    private const string Group = "grid";
    private const int JobsAtOnce = 3;

    private readonly CancellationTokenSource stopping = new();
    private readonly IReadOnlyList<IGridJob> jobs = [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)];
    private StandaloneSchedulerFactory? factory;
    private IScheduler? scheduler;

    /// <summary>What this process can run, by name.</summary>
    public IReadOnlyList<IGridJob> Jobs => jobs;

    /// <summary>The schema is there: from here on jobs run at their times.</summary>
    internal async Task BeginAsync(CancellationToken ct)
    {
        if (scheduler is not null)
        {
            return;
        }
        var made = QuartzSchedulerBuilder.Create(Configure).Build();
        try
        {
            var begun = await made.GetScheduler(ct);
            foreach (var job in jobs)
            {
                await ScheduleAsync(begun, job, ct);
            }
            await begun.Start(ct);
            (factory, scheduler) = (made, begun);
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a job as soon as it does not run already.</summary>
    /// <returns>False when there is none of that name, or the process has only just begun.</returns>
    public async Task<bool> TriggerAsync(string name, int? requestedBy, CancellationToken ct)
    {
        if (scheduler is not { } running || jobs.All(job => job.Name != name))
        {
            return false;
        }
        var data = new JobDataMap();
        if (requestedBy is { } person)
        {
            data[ScheduledJob.RequestedBy] = person.ToString(CultureInfo.InvariantCulture);
        }
        await running.TriggerJob(Key(name), data, ct);
        return true;
    }

    /// <summary>Lets a job's times pass, or heeds them again.</summary>
    /// <returns>False when there is none of that name that has times.</returns>
    public async Task<bool> PauseAsync(string name, bool pause, CancellationToken ct)
    {
        if (scheduler is not { } running || jobs.All(job => job.Name != name || job.Cron is null))
        {
            return false;
        }
        if (pause)
        {
            await running.PauseTrigger(TriggerOf(name), ct);
        }
        else
        {
            await running.ResumeTrigger(TriggerOf(name), ct);
        }
        return true;
    }

    /// <summary>When a job runs next; null for one that is only asked for, and while it is paused.</summary>
    internal async Task<(DateTimeOffset? Next, bool Paused)> TimesAsync(string name, CancellationToken ct)
    {
        if (scheduler is not { } running || await running.GetTrigger(TriggerOf(name), ct) is not { } trigger)
        {
            return (null, false);
        }
        var paused = await running.GetTriggerState(TriggerOf(name), ct) == TriggerState.Paused;
        return (paused ? null : trigger.NextFireTimeUtc, paused);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>No job begins any more; those that run are told to stop.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is { } running)
        {
            await stopping.CancelAsync();
            await running.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    /// <summary>May be called twice: the container knows it under two roles.</summary>
    public async ValueTask DisposeAsync()
    {
        var made = Interlocked.Exchange(ref factory, null);
        scheduler = null;
        if (made is not null)
        {
            await stopping.CancelAsync();
            await made.DisposeAsync();
        }
        stopping.Dispose();
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.Services.AddSingleton(logging);
        quartz.ConfigureScheduler(options => options.InstanceName = JobStore.SchedulerName);
        quartz.UseDefaultThreadPool(JobsAtOnce);
        quartz.UseJobFactory(new ScheduledJob.Factory(() => new ScheduledJob(runner, jobs, stopping.Token)));
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(JobStore.ConnectionString(server.AppConnectionString));
            store.UseSystemTextJsonSerializer();
            store.UseClustering();
            store.ConfigureStore(options =>
            {
                options.TablePrefix = JobStore.TablePrefix;
                options.StoreJobDataAsStrings = true;
            });
        });
    }

    private static async Task ScheduleAsync(IScheduler scheduler, IGridJob job, CancellationToken ct)
    {
        var detail = JobBuilder.Create<ScheduledJob>().WithIdentity(Key(job.Name)).StoreDurably().RequestRecovery().Build();
        await scheduler.AddJob(detail, new AddJobOptions { Replace = true }, ct);
        if (job.Cron is not { } cron)
        {
            return;
        }
        if (await scheduler.GetTrigger(TriggerOf(job.Name), ct) is ICronTrigger known && known.CronExpressionString == cron)
        {
            // A pause, and a time that was missed while nothing ran, outlive the process.
            return;
        }
        var trigger = TriggerBuilder.Create().WithIdentity(TriggerOf(job.Name)).ForJob(Key(job.Name))
            .WithCronSchedule(cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, ct);
    }

    private static JobKey Key(string name) => new(name, Group);

    private static TriggerKey TriggerOf(string name) => new(name, Group);
}
