using System.Diagnostics;
using System.Globalization;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Jobs;

/// <summary>Runs a job once: alone on its database, with a record of when it began, how it ended and how long it took.</summary>
public sealed partial class JobRunner(GridDatabase database, GridDataSources sources, ILogger<JobRunner> logger)
{
    private const string Stopped = "The process that ran it stopped before it ended.";

    private static readonly string Host = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>Runs it, after any other run of the same job has ended.</summary>
    /// <param name="requestedBy">The person who asked for it; null for its own time.</param>
    /// <returns>How it ended; null when it failed, which is recorded and logged.</returns>
    public async Task<JobOutcome?> RunAsync(IGridJob job, int? requestedBy, CancellationToken ct)
    {
        // The lock is the connection's: a process that dies lets go of it, and what it left as running is known to have stopped.
        await using var held = await sources.App.OpenConnectionAsync(ct);
        await LockAsync(held, "select pg_advisory_lock(hashtext($1))", job, ct);
        try
        {
            return await AloneAsync(job, requestedBy, ct);
        }
        finally
        {
            await LockAsync(held, "select pg_advisory_unlock(hashtext($1))", job, CancellationToken.None);
        }
    }

    private async Task<JobOutcome?> AloneAsync(IGridJob job, int? requestedBy, CancellationToken ct)
    {
        var id = await BeginAsync(job, requestedBy, ct);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var outcome = await job.RunAsync(new JobContext((share, message, cancel) => ReportAsync(id, share, message, cancel)), ct);
            await EndAsync(id, outcome.DidSomething ? "succeeded" : "skipped", outcome.Message, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            LogEnded(job.Name, took, outcome.Message);
            return outcome;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await EndAsync(id, "failed", Stopped, CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            // One job's trouble is kept where people look for it, and ends nothing else.
            LogFailed(e, job.Name);
            await EndAsync(id, "failed", e.Message, CancellationToken.None);
            return null;
        }
    }

    private static async Task LockAsync(NpgsqlConnection connection, string sql, IGridJob job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = "job " + job.Name });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<long> BeginAsync(IGridJob job, int? requestedBy, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        await using (var stale = session.Command("update job_runs set result = 'failed', finished_at = now(), message = $2 where job = $1 and result = 'running'"))
        {
            stale.Parameters.Add(new() { Value = job.Name });
            stale.Parameters.Add(new() { Value = Stopped });
            await stale.ExecuteNonQueryAsync(ct);
        }
        await using var command = session.Command("insert into job_runs (job, started_at, requested_by, host) values ($1, clock_timestamp(), $2, $3) returning id");
        command.Parameters.Add(new() { Value = job.Name });
        command.Parameters.Add(new() { Value = (object?)requestedBy ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = Host });
        var id = (long)(await command.ExecuteScalarAsync(ct))!;
        await session.CommitAsync(ct);
        return id;
    }

    private Task ReportAsync(long id, double share, string message, CancellationToken ct) =>
        UpdateAsync("update job_runs set progress = $2, message = $3 where id = $1", ct, new() { Value = id }, new() { Value = share }, new() { Value = message });

    private Task EndAsync(long id, string result, string message, CancellationToken ct) =>
        UpdateAsync(
            "update job_runs set finished_at = clock_timestamp(), result = $2, message = $3, progress = case when $2 = 'failed' then progress else 1 end where id = $1",
            ct, new() { Value = id }, new() { Value = result }, new() { Value = message });

    private async Task UpdateAsync(string sql, CancellationToken ct, params NpgsqlParameter[] values)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync(ct);
        await session.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {Job} ended after {Milliseconds} ms: {Result}")]
    private partial void LogEnded(string job, double milliseconds, string result);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} failed")]
    private partial void LogFailed(Exception exception, string job);
}
