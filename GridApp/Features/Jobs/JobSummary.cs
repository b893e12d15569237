namespace GridApp.Features.Jobs;

/// <summary>A job as the API and the page show it.</summary>
/// <param name="Name">Such as <c>simulate-day</c>.</param>
/// <param name="Schedule">When it runs, UTC: a cron expression with seconds; null for one that is only asked for.</param>
/// <param name="LastRun">When it last began.</param>
/// <param name="LastResult"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>skipped</c> (there was nothing to do).</param>
/// <param name="LastFinished">When that run ended; null while it runs.</param>
/// <param name="LastDurationMs">How long it took; null while it runs.</param>
/// <param name="Progress">Of a run that lasts: between 0 and 1, where it tells.</param>
/// <param name="NextRun">Null while it is paused.</param>
/// <param name="Paused">Its times are let pass.</param>
public sealed record JobSummary(
    string Name, string? Schedule, DateTime? LastRun, string? LastResult, DateTime? LastFinished, double? LastDurationMs, double? Progress, DateTime? NextRun, bool Paused);

/// <summary>All jobs, by name.</summary>
public sealed record JobList(IReadOnlyList<JobSummary> Items, int Total, string? Next);

/// <summary>One run of a job.</summary>
/// <param name="Message">What it says of itself, English.</param>
public sealed record JobRun(long Id, string Job, DateTime StartedAt, DateTime? FinishedAt, string Result, double? Progress, string? Message, int? RequestedBy);
