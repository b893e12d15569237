namespace GridApp.Features.Jobs;

/// <summary>
/// Something that is done at set times, once for all processes on a database and never beside itself. Features register theirs in the container; the scheduler knows none of them.
/// </summary>
public interface IGridJob
{
    /// <summary>Its name in the API and in the database, such as <c>simulate-day</c>; never changed.</summary>
    string Name { get; }

    /// <summary>When it runs, as a cron expression of the scheduler's with seconds, in UTC; null for one that is only asked for.</summary>
    string? Cron { get; }

    /// <summary>Does it. An exception is a failed run; it is logged and kept, and the job runs again at its next time.</summary>
    Task<JobOutcome> RunAsync(JobContext context, CancellationToken ct);
}

/// <summary>How a run ended.</summary>
/// <param name="DidSomething">False where there was nothing to do or nothing that could be done; the message says what.</param>
/// <param name="Message">A sentence for whoever looks after the job.</param>
public readonly record struct JobOutcome(bool DidSomething, string Message)
{
    public static JobOutcome Done(string message) => new(true, message);

    public static JobOutcome Skipped(string message) => new(false, message);
}
