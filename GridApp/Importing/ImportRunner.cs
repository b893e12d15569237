using System.Globalization;
using System.Text.Json;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing;

/// <summary>Runs one claimed import to its end: everything it writes and its report in one transaction, or nothing and a sentence.</summary>
internal sealed partial class ImportRunner(
    GridDatabase database, ImportBacklog backlog, IEnumerable<IDatasetImporter> importers, TimeProvider time, ILogger<ImportRunner> log)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    /// <summary>Imports the file.</summary>
    /// <param name="run">Claimed: its status is running.</param>
    /// <param name="path">Where the file is.</param>
    /// <returns>Whether the import has ended; false when it waits in the queue again.</returns>
    /// <exception cref="OperationCanceledException">The process ends; the import waits for the next one.</exception>
    public async Task<bool> RunAsync(ImportRun run, string path, CancellationToken cancellationToken)
    {
        try
        {
            await ImportAsync(run, path, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process is ending: this last word must not be cancelled with the rest.
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await backlog.QueueAgainAsync(run.Id, countsAsAttempt: false, brief.Token);
            throw;
        }
        catch (OperationCanceledException)
        {
            await backlog.FailAsync(run.Id, ImportBacklog.Stopped(await backlog.StopAskedByAsync(run.Id, cancellationToken)), cancellationToken);
        }
        catch (UnreadableFileException unreadable)
        {
            LogUnreadable(log, run.Id, unreadable.Message);
            await backlog.FailAsync(run.Id, unreadable.Message, cancellationToken);
        }
        catch (NpgsqlException e) when (e.IsTransient && run.Attempts < 2)
        {
            LogAgain(log, e, run.Id);
            await backlog.QueueAgainAsync(run.Id, countsAsAttempt: true, cancellationToken);
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(log, e, run.Id);
            await backlog.FailAsync(
                run.Id, string.Create(CultureInfo.InvariantCulture, $"Something unexpected stopped the import, and nothing was written. The server's log says more under import {run.Id}."), cancellationToken);
        }

        return true;
    }

    private async Task ImportAsync(ImportRun run, string path, CancellationToken cancellationToken)
    {
        var importer = importers.FirstOrDefault(candidate => candidate.Takes(run.Dataset, run.Format))
            ?? throw NotAvailable(run);
        var file = new DatasetFile(
            run.Id, run.Dataset, run.Format, path, run.FileName, MarketCatalogue.Find(run.Market),
            run.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(run.Mapping));

        var tally = new ImportTally();
        await using var session = await database.OpenAsync(await ImportSender.RightsAsync(database, run, cancellationToken), cancellationToken);
        await LockAsync(session, run.Id, cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = ReportProgressAsync(run.Id, tally, stop, done.Token);
        try
        {
            await importer.ImportAsync(session, file, tally, stop.Token);
        }
        finally
        {
            await done.CancelAsync();
            await progress;
        }

        stop.Token.ThrowIfCancellationRequested();
        await ReportAsync(session, run.Id, tally, cancellationToken);
        await session.CommitAsync(cancellationToken);
        LogDone(log, run.Id, run.Dataset, tally.RowsRead, tally.RowsChanged, tally.RowsRejected);
    }

    /// <summary>Says what cannot be read, and how the same could be sent.</summary>
    private UnreadableFileException NotAvailable(ImportRun run)
    {
        var formats = ImportVocabulary.Formats.Where(format => importers.Any(one => one.Takes(run.Dataset, format))).ToList();
        var instead = formats.Count > 0 ? $"; send it as {string.Join(", ", formats)}" : "";
        return new($"Importing the dataset '{run.Dataset}' in the format '{run.Format}' is not available{instead}.");
    }

    /// <summary>Held until the transaction ends, however it ends: whoever can take it knows that no worker is left.</summary>
    private static async Task LockAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        await using var command = session.Command("select pg_advisory_xact_lock($1, $2)");
        command.Parameters.Add(new() { Value = ImportBacklog.RunLock });
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Says every second how far it is, and looks whether somebody has asked that it stop.</summary>
    private async Task ReportProgressAsync(int id, ImportTally tally, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(ProgressEvery, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await using var session = await database.OpenAsync(Actor.System, cancellationToken);
                await using var command = session.Command("update imports set rows_read = $2, rows_expected = $3 where id = $1 and status = 'running' returning stop_asked_by is not null");
                command.Parameters.Add(new() { Value = id });
                command.Parameters.Add(new() { Value = tally.RowsRead });
                command.Parameters.Add(new() { Value = (object?)tally.RowsExpected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
                var asked = await command.ExecuteScalarAsync(cancellationToken) is true;
                await session.CommitAsync(cancellationToken);
                if (asked)
                {
                    await stop.CancelAsync();
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or NpgsqlException)
        {
            // Progress is a courtesy: the import itself says what is wrong.
        }
    }

    private async Task ReportAsync(GridSession session, int id, ImportTally tally, CancellationToken cancellationToken)
    {
        await using (var command = session.Command("""
            update imports set status = 'completed', error = null, finished_at = $2, written_at = now(), rows_read = $3, rows_written = $4, rows_changed = $5, rows_rejected = $6 where id = $1
            """))
        {
            foreach (object value in new object[] { id, time.GetUtcNow(), tally.RowsRead, tally.RowsWritten, tally.RowsChanged, tally.RowsRejected })
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (tally.Rejections.Count > 0)
        {
            await using var command = session.Command("""
                insert into import_rejections (import_id, "row", "column", value, reason) select $1, * from unnest($2, $3, $4, $5)
                """);
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = tally.Rejections.Select(rejection => rejection.Row).ToArray() });
            command.Parameters.Add(Texts(tally.Rejections.Select(rejection => rejection.Column)));
            command.Parameters.Add(Texts(tally.Rejections.Select(rejection => rejection.Value)));
            command.Parameters.Add(Texts(tally.Rejections.Select(rejection => rejection.Reason)));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (tally.Warnings.Count > 0)
        {
            await using var command = session.Command("insert into import_warnings (import_id, reason, count) select $1, * from unnest($2, $3)");
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(Texts(tally.Warnings.Keys));
            command.Parameters.Add(new() { Value = tally.Warnings.Values.ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Id} ({Dataset}): {Read} rows read, {Changed} changed something, {Rejected} rejected")]
    private static partial void LogDone(ILogger logger, int id, string dataset, int read, int changed, int rejected);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Id} could not be read: {Sentence}")]
    private static partial void LogUnreadable(ILogger logger, int id, string sentence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Import {Id} was interrupted by the database and waits to be tried again")]
    private static partial void LogAgain(ILogger logger, Exception exception, int id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, int id);
}
