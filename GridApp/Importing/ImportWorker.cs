using GridApp.Hosting;

namespace GridApp.Importing;

/// <summary>Runs waiting imports, one at a time.</summary>
internal sealed partial class ImportWorker(ImportBacklog backlog, ImportRunner runner, UploadStore uploads, StartupState startup, TimeProvider time, ILogger<ImportWorker> log) : BackgroundService
{
    /// <summary>How often to look for what another process left behind; what arrives here is taken at once.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StartupPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Before the migrations are in there is no table to look at.
                while (!startup.IsDone)
                    await Task.Delay(StartupPause, time, stoppingToken);
                await backlog.RecoverAsync(stoppingToken);
                while (await backlog.ClaimAsync(stoppingToken) is { } run)
                {
                    if (await runner.RunAsync(run, uploads.PathOf(run.StoredAs), stoppingToken))
                        uploads.Forget(run.StoredAs);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database may be away for a while; imports wait in it.
                LogTrouble(log, e);
            }

            try
            {
                await backlog.WaitAsync(LookEvery, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The import queue cannot be read at the moment; trying again shortly")]
    private static partial void LogTrouble(ILogger logger, Exception exception);
}
