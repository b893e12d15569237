namespace GridApp.Features.Jobs;

/// <summary>What a job is given for one run.</summary>
/// <param name="report">Keeps how far it has come.</param>
public sealed class JobContext(Func<double, string, CancellationToken, Task> report)
{
    /// <summary>A run that nobody watches.</summary>
    public static JobContext Unwatched { get; } = new((_, _, _) => Task.CompletedTask);

    /// <summary>Tells how far it has come; whoever watches the jobs sees it.</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="message">What it is at.</param>
    public Task ReportAsync(double share, string message, CancellationToken ct) => report(Math.Clamp(share, 0, 1), message, ct);
}
