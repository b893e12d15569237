using GridApp.Hosting;

namespace GridApp.Features.Jobs;

/// <summary>Start-up work: jobs run from here on.</summary>
internal sealed class JobsStartup(JobScheduler scheduler) : IStartupTask
{
    public string Progress => "Starting the scheduler.";

    public Task RunAsync(CancellationToken ct) => scheduler.BeginAsync(ct);
}
