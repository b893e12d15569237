namespace GridApp.Importing;

/// <summary>Runs waiting imports, one at a time.</summary>
internal sealed partial class ImportWorker(ImportBacklog backlog, ImportRunner runner, UploadStore uploads, ILogger<ImportWorker> log) : BackgroundService
{
    /// <summary>How often to look for what another process left behind; what arrives here is taken at once.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Let the host finish starting.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
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
