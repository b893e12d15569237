using GridApp.Data;
using GridApp.Data.Entities;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing;

/// <summary>Imports that wait for their turn: rows of the table <c>imports</c>, so that they outlive the process.</summary>
public sealed class ImportBacklog(GridDatabase database, UploadStore uploads, TimeProvider time) : IDisposable
{
    /// <summary>Class of the advisory locks that a running import holds; the object is its number. Any fixed number.</summary>
    internal const int RunLock = 471_202_611;

    /// <summary>Between its claim and its lock a run looks abandoned; nothing takes this long.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(10);

    private const string Claim = "update imports set status = 'running', started_at = $2, attempts = attempts + 1 where id = $1";

    private const string Waiting = "select id, stored_as from imports where status = 'queued' order by id for update skip locked";

    private const string Abandoned = """
        select id, attempts from imports
         where status = 'running' and started_at < $1 and pg_try_advisory_xact_lock($2, id)
           for update skip locked
        """;

    private readonly SemaphoreSlim arrived = new(0);

    /// <summary>Puts a stored file in the queue and wakes the worker.</summary>
    /// <param name="actor">Whoever sends it: what an admin imports is the organization's, what a super admin imports is nobody's.</param>
    /// <param name="run">Dataset, format, file and where it is stored; the rest is set here.</param>
    /// <returns>The import's number.</returns>
    public async Task<int> EnqueueAsync(Actor actor, ImportRun run, CancellationToken cancellationToken)
    {
        var id = await RecordAsync(actor, run, "queued", cancellationToken);
        arrived.Release();
        return id;
    }

    /// <summary>Waits until something is put in the queue here, or for <paramref name="atMost"/>.</summary>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => arrived.WaitAsync(atMost, cancellationToken);

    /// <summary>Takes the oldest waiting import whose file is kept here; null when there is none. No two workers take the same.</summary>
    internal async Task<ImportRun?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        int? id = null;
        await using (var waiting = session.Command(Waiting))
        await using (var reader = await waiting.ExecuteReaderAsync(cancellationToken))
        {
            while (id is null && await reader.ReadAsync(cancellationToken))
                id = uploads.Has(reader.GetString(1)) ? reader.GetInt32(0) : null;
        }

        if (id is not { } found)
            return null;
        await using (var claim = session.Command(Claim))
        {
            claim.Parameters.Add(new() { Value = found });
            claim.Parameters.Add(new() { Value = time.GetUtcNow() });
            await claim.ExecuteNonQueryAsync(cancellationToken);
        }

        var run = await session.Db.Imports.FindAsync([found], cancellationToken);
        await session.CommitAsync(cancellationToken);
        return run;
    }

    /// <summary>Writes down an import that this process runs at once, without the queue.</summary>
    internal Task<int> StartAsync(Actor actor, ImportRun run, CancellationToken cancellationToken)
    {
        run.StartedAt = time.GetUtcNow();
        run.Attempts = 1;
        return RecordAsync(actor, run, "running", cancellationToken);
    }

    /// <summary>Puts runs back whose worker is gone; a file that has cost two workers is not tried a third time.</summary>
    internal async Task RecoverAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        var abandoned = new List<(int Id, int Attempts)>();
        await using (var command = session.Command(Abandoned))
        {
            command.Parameters.Add(new() { Value = time.GetUtcNow() - StartGrace });
            command.Parameters.Add(new() { Value = RunLock });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                abandoned.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        foreach (var (id, attempts) in abandoned)
        {
            if (attempts < 2)
                await QueueAgainAsync(session, id, cancellationToken);
            else
                await FailAsync(session, id, "The server stopped twice while it read this file. It is not tried again by itself.", cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Puts a run back that could not be finished, through no fault of the file.</summary>
    /// <param name="countsAsAttempt">False when the process only ended in good order.</param>
    internal async Task QueueAgainAsync(int id, bool countsAsAttempt, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        await QueueAgainAsync(session, id, cancellationToken, countsAsAttempt ? 0 : 1);
        await session.CommitAsync(cancellationToken);
        if (countsAsAttempt)
            arrived.Release();
    }

    /// <summary>Asks that an import stop: one that waits ends at once, one that runs within about a second; nothing of it is written.</summary>
    /// <returns>Whether there was one to stop that the actor may stop.</returns>
    public async Task<bool> StopAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(actor, cancellationToken);
        await using var command = session.Command("""
            update imports
               set stop_asked_by = $2, status = case when status = 'queued' then 'failed' else status end,
                   error = case when status = 'queued' then $3 else error end, finished_at = case when status = 'queued' then $4 else finished_at end
             where id = $1 and status in ('queued', 'running')
            returning organization_id, file_name
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.Name ?? "" });
        command.Parameters.Add(new() { Value = Stopped(actor.Name) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        int? organization;
        string name;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
                return false;
            organization = await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetInt32(0);
            name = reader.GetString(1);
        }

        await session.AuditAsync("import.cancelled", "import", FormattableString.Invariant($"{id}"), organization, before: null, new { fileName = name }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The sentence of an import that somebody stopped.</summary>
    internal static string Stopped(string? by) => string.IsNullOrEmpty(by) ? "It was stopped. Nothing was written." : $"{by} stopped it. Nothing was written.";

    /// <summary>Who asked that the import stop, or null.</summary>
    internal async Task<string?> StopAskedByAsync(int id, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        await using var command = session.Command("select stop_asked_by from imports where id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>Ends a run that wrote nothing.</summary>
    internal async Task FailAsync(int id, string sentence, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        await FailAsync(session, id, sentence, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public void Dispose() => arrived.Dispose();

    private async Task<int> RecordAsync(Actor actor, ImportRun run, string status, CancellationToken cancellationToken)
    {
        run.Status = status;
        run.OrganizationId = actor.SeesAll ? null : actor.OrganizationId;
        run.UserId = actor.UserId;
        run.CreatedAt = time.GetUtcNow();
        await using var session = await database.OpenAsync(actor, cancellationToken);
        session.Db.Imports.Add(run);
        await session.Db.SaveChangesAsync(cancellationToken);
        await using (var name = session.Command("update imports set user_name = $2 where id = $1"))
        {
            name.Parameters.Add(new() { Value = run.Id });
            name.Parameters.Add(new NpgsqlParameter { Value = (object?)actor.Name ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            await name.ExecuteNonQueryAsync(cancellationToken);
        }

        await session.AuditAsync(
            "import." + status, "import", FormattableString.Invariant($"{run.Id}"), run.OrganizationId, before: null,
            new { run.Dataset, run.Format, run.Market, run.FileName, run.FileBytes }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return run.Id;
    }

    private async Task FailAsync(GridSession session, int id, string sentence, CancellationToken cancellationToken)
    {
        await using var command = session.Command("""
            update imports set status = 'failed', error = $2, finished_at = $3, rows_read = 0, rows_written = 0, rows_changed = 0, rows_rejected = 0 where id = $1
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = sentence });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task QueueAgainAsync(GridSession session, int id, CancellationToken cancellationToken, int attemptsBack = 0)
    {
        await using var command = session.Command(
            "update imports set status = 'queued', started_at = null, rows_read = 0, attempts = greatest(attempts - $2, 0) where id = $1");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = attemptsBack, NpgsqlDbType = NpgsqlDbType.Integer });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
