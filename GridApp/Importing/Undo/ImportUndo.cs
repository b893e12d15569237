using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Undo;

/// <summary>Takes imports back that nothing else builds on: what they made goes, what they changed is as it was before; all of it, or nothing and a sentence.</summary>
public sealed class ImportUndo(GridDatabase database, IEnumerable<IImportUndo> undos, TimeProvider time)
{
    private const string Head = "select status, dataset, written_at is not null, organization_id, file_name from imports where id = $1";

    /// <summary>What an undo would do now, without doing it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The import.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<UndoExtent>> LookAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        if (await RightsAsync(actor, id, cancellationToken) is { } refused)
            return refused;
        await using var session = await database.OpenAsync(Actor.System, cancellationToken);
        var head = await HeadAsync(session, id, Head, cancellationToken);
        var (undo, sentence) = UndoOf(head);
        if (undo is null)
            return new Conflict(sentence!);
        return await undo.RefusalAsync(session, id, cancellationToken) is { } standing
            ? new Conflict(standing)
            : new UndoExtent(await undo.ExtentAsync(session, id, cancellationToken));
    }

    /// <summary>Takes the import back.</summary>
    /// <param name="actor">Who does it: somebody who could have made the import.</param>
    /// <param name="id">The import.</param>
    /// <param name="cancellationToken">Stops it; then nothing was undone.</param>
    /// <returns>What was done, or a sentence that says what builds on it.</returns>
    public async Task<Outcome<UndoExtent>> RunAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        if (await RightsAsync(actor, id, cancellationToken) is { } refused)
            return refused;
        if (actor.ReadsOnly)
            return new Forbidden("This token only reads.");
        try
        {
            return await UndoAsync(actor, id, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation)
        {
            return new Conflict("Something that was written since takes the place of an earlier value or stands on a row of this import, so nothing was undone.");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
        {
            return new Conflict("Somebody else wrote at the same moment, so nothing was undone. Try again.");
        }
    }

    private async Task<Outcome<UndoExtent>> UndoAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        // A token that only reads writes nothing, in whose name ever.
        await using var session = await database.OpenAsync(Actor.System with { ReadsOnly = actor.ReadsOnly }, cancellationToken);
        var head = await HeadAsync(session, id, Head + " for update", cancellationToken);
        var (undo, sentence) = UndoOf(head);
        if (undo is null)
            return new Conflict(sentence!);
        await undo.LockAsync(session, id, cancellationToken);
        if (await undo.RefusalAsync(session, id, cancellationToken) is { } standing)
            return new Conflict(standing);

        var extent = new UndoExtent(await undo.ExtentAsync(session, id, cancellationToken));
        // First the word, which the walls of the histories ask for.
        await MarkAsync(session, actor, id, cancellationToken);
        await undo.ApplyAsync(session, id, cancellationToken);
        await UndoSql.RunAsync(session, "delete from import_before where import_id = $1", id, cancellationToken);
        var entry = new AuditedAct("import.undone", "import")
        {
            ObjectId = id.ToString(CultureInfo.InvariantCulture), OrganizationId = head.Organization,
            Before = new { status = "completed" },
            After = new { status = "undone", fileName = head.FileName, extent.Removed, extent.Restored },
        };
        await AuditTrail.WriteAsync(session.Connection, session.Transaction, AuditPerson.Of(actor), entry, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return extent;
    }

    /// <summary>Asked with the person's own rights, under the walls: the rest is done with the system's, since what stands on the import may be others'.</summary>
    private async Task<Failure?> RightsAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(actor, cancellationToken);
        await using var command = session.Command("select grid_writes_for(organization_id) from imports where id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            true => null,
            false => new Forbidden("Only an administrator may undo an import."),
            _ => new NotFound("There is no such import, or it is not yours to see."),
        };
    }

    private (IImportUndo? Undo, string? Sentence) UndoOf(ImportHead head)
    {
        string? sentence = head switch
        {
            { Status: "undone" } => "This import is undone already.",
            { Status: "failed" } => "This import failed: nothing of it was written, so there is nothing to undo.",
            { Status: not "completed" } => "This import has not ended yet. Stop it instead.",
            { IsKept: false } => "This import is from before GridApp kept what an import replaces, so it cannot be undone.",
            { Dataset: ImportVocabulary.Incidents } => "Incidents are taken back one by one: cancel those that should not be there.",
            { Dataset: ImportVocabulary.Zones or ImportVocabulary.Lines } => "What zones and lines were before an import is not kept. Import the earlier file again instead.",
            _ => null,
        };
        return sentence is null && undos.FirstOrDefault(one => one.Takes(head.Dataset)) is { } undo ? (undo, null) : (null, sentence ?? "Imports of this kind cannot be undone.");
    }

    private async Task MarkAsync(GridSession session, Actor actor, int id, CancellationToken cancellationToken)
    {
        await using var command = session.Command("update imports set status = 'undone', undone_at = $2, undone_by = $3 where id = $1");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = id }, new() { Value = time.GetUtcNow() }, new() { Value = (object?)actor.Name ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<ImportHead> HeadAsync(GridSession session, int id, string sql, CancellationToken cancellationToken) => (await UndoSql.ListAsync(
        session, sql, id,
        row => new ImportHead(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetString(4)), cancellationToken)).Single();

    private sealed record ImportHead(string Status, string Dataset, bool IsKept, int? Organization, string FileName);
}
