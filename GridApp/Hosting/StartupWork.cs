namespace GridApp.Hosting;

/// <summary>A piece of work between the start of the process and readiness: migrations, sample data. They run in the order of registration.</summary>
public interface IStartupTask
{
    /// <summary>What <c>/health/ready</c> says meanwhile, a sentence.</summary>
    string Progress { get; }

    /// <exception cref="StartRefusedException">The process cannot go on; the sentence is printed and it ends.</exception>
    Task RunAsync(CancellationToken ct);
}

/// <summary>Runs the startup tasks while the process already answers. A database that is away is waited for.</summary>
internal sealed partial class StartupWork(
    IEnumerable<IStartupTask> tasks, StartupState state, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StartupWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var task in tasks)
                await RunAsync(task, stoppingToken);
            state.Done();
            LogReady(log);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was ready.
        }
        catch (StartRefusedException e)
        {
            state.Refuse(e);
            lifetime.StopApplication();
        }
    }

    private async Task RunAsync(IStartupTask task, CancellationToken ct)
    {
        while (true)
        {
            state.Report(task.Progress);
            try
            {
                await task.RunAsync(ct);
                return;
            }
            catch (Exception e) when (DatabaseTrouble.IsAway(e) && !ct.IsCancellationRequested)
            {
                LogAway(log, e.Message);
                state.Report("The database cannot be reached; waiting for it.");
                await Task.Delay(Pause, time, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready")]
    private static partial void LogReady(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be reached, trying again: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
