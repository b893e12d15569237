using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Jobs;

/// <summary>Jobs and their runs.</summary>
public sealed class ReadJobs(GridDatabase database, JobScheduler scheduler)
{
    private const string Columns = "id, job, started_at, finished_at, result, progress, message, requested_by";

    /// <summary>Every job with its last run and its next.</summary>
    public async Task<JobList> ListAsync(Actor actor, CancellationToken ct)
    {
        var last = (await RunsAsync(actor, $"select distinct on (job) {Columns} from job_runs order by job, id desc", ct)).ToDictionary(run => run.Job, StringComparer.Ordinal);
        var items = new List<JobSummary>();
        foreach (var job in scheduler.Jobs)
        {
            var (next, paused) = await scheduler.TimesAsync(job.Name, ct);
            var run = last.GetValueOrDefault(job.Name);
            items.Add(new JobSummary(
                job.Name, job.Cron, run?.StartedAt, run?.Result, run?.FinishedAt, (run?.FinishedAt - run?.StartedAt)?.TotalMilliseconds,
                run?.Result == "running" ? run.Progress : null, next?.UtcDateTime, paused));
        }
        return new JobList(items, items.Count, null);
    }

    /// <summary>The last runs of all jobs, newest first.</summary>
    /// <param name="failures">Only those that failed.</param>
    public Task<IReadOnlyList<JobRun>> LastAsync(Actor actor, bool failures, int limit, CancellationToken ct) =>
        RunsAsync(actor, $"select {Columns} from job_runs {(failures ? "where result = 'failed'" : "")} order by id desc limit $1", ct, new NpgsqlParameter { Value = limit });

    /// <summary>The last runs of one job, newest first.</summary>
    public Task<IReadOnlyList<JobRun>> OfJobAsync(Actor actor, string job, int limit, CancellationToken ct) =>
        RunsAsync(actor, $"select {Columns} from job_runs where job = $1 order by id desc limit $2", ct, new NpgsqlParameter { Value = job }, new NpgsqlParameter { Value = limit });

    private async Task<IReadOnlyList<JobRun>> RunsAsync(Actor actor, string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var runs = new List<JobRun>();
        while (await reader.ReadAsync(ct))
        {
            runs.Add(new JobRun(
                reader.GetInt64(0), reader.GetString(1), reader.GetDateTime(2), await reader.IsDBNullAsync(3, ct) ? null : reader.GetDateTime(3), reader.GetString(4),
                await reader.IsDBNullAsync(5, ct) ? null : reader.GetDouble(5), await reader.IsDBNullAsync(6, ct) ? null : reader.GetString(6),
                await reader.IsDBNullAsync(7, ct) ? null : reader.GetInt32(7)));
        }
        return runs;
    }
}
