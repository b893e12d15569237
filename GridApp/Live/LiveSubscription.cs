using System.Globalization;

namespace GridApp.Live;

/// <summary>One watcher: runs its handler one at a time and not too often, and loses no signal while it does.</summary>
internal sealed partial class LiveSubscription(
    IReadOnlyCollection<string> topics, Func<CancellationToken, Task> handler, Action<LiveSubscription> forget, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>Faster than this nobody can read, and every run costs a rendering.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>After a failure: a browser that is away for a moment, or a database, is back by then or one time later.</summary>
    internal static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningAndAskedAgain = 2;

    private readonly CancellationTokenSource leaving = new();
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo language = CultureInfo.CurrentUICulture;
    private int state = Idle;
    private bool failed;
    private long? lastRun;

    public IReadOnlyCollection<string> Topics => topics;

    /// <summary>Something changed.</summary>
    public void Signal()
    {
        while (!leaving.IsCancellationRequested)
        {
            int now = Volatile.Read(ref state);
            if (now == RunningAndAskedAgain)
                return;
            if (Interlocked.CompareExchange(ref state, now == Idle ? Running : RunningAndAskedAgain, now) != now)
                continue;
            if (now == Idle)
                _ = Task.Run(RunAsync);
            return;
        }
    }

    public void Dispose()
    {
        forget(this);

        // The source itself is left to the collector: a run on its way may still ask for its token.
        leaving.Cancel();
    }

    private async Task RunAsync()
    {
        CancellationToken cancellation = leaving.Token;

        // A page that is drawn anew because somebody elsewhere wrote something still speaks its own reader's language.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, language);
        do
        {
            try
            {
                if (lastRun is { } last && Interval - time.GetElapsedTime(last) is { Ticks: > 0 } rest)
                    await Task.Delay(rest, time, cancellation);
                lastRun = time.GetTimestamp();

                // What was signalled until here is seen by this run; what comes later asks for another.
                Interlocked.Exchange(ref state, Running);
                await handler(cancellation);
                failed = false;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (cancellation.IsCancellationRequested || e is ObjectDisposedException)
            {
                // The watcher went away in the middle of it.
            }
            catch (Exception e)
            {
                // One watcher's trouble is not the others'. It shows what is old until it has followed, so it tries again.
                if (!failed)
                    LogTrouble(log, e);
                failed = true;
                Interlocked.Exchange(ref state, RunningAndAskedAgain);
                if (!await PauseAsync(cancellation))
                    return;
            }
        }
        while (Interlocked.CompareExchange(ref state, Idle, Running) != Running);
    }

    private async Task<bool> PauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Retry, time, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A watcher of live changes could not follow one and will try again")]
    private static partial void LogTrouble(ILogger logger, Exception exception);
}
