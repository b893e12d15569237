using GridApp.Data;
using Npgsql;

namespace GridApp.Importing;

/// <summary>A file that has arrived and waits for its person to say what it is.</summary>
/// <param name="StoredAs">Its name in the <see cref="UploadStore"/>.</param>
public sealed record ImportDraft(int Id, string FileName, long FileBytes, string StoredAs, DateTime CreatedAt);

/// <summary>Files that wait. They are their person's alone, and go after a day.</summary>
public sealed class ImportDrafts(GridDatabase database, UploadStore uploads, TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    /// <summary>Keeps a file that has arrived; what the person left lying for over a day goes meanwhile.</summary>
    public async Task<int> AddAsync(Actor actor, string fileName, string storedAs, long bytes, CancellationToken ct)
    {
        await SweepAsync(ct);
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(
            "insert into import_drafts (user_id, organization_id, file_name, file_bytes, stored_as) values ($1, $2, $3, $4, $5) returning id");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = actor.UserId ?? throw new InvalidOperationException("Only a person sends a file.") },
            new() { Value = actor.SeesAll ? DBNull.Value : (object?)actor.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer },
            new() { Value = fileName }, new() { Value = bytes }, new() { Value = storedAs },
        ]);
        var id = (int)(await command.ExecuteScalarAsync(ct))!;
        await session.CommitAsync(ct);
        return id;
    }

    /// <summary>The person's own draft, or null; also null when the file is not kept by this process.</summary>
    public async Task<ImportDraft?> FindAsync(Actor actor, int id, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command("select id, file_name, file_bytes, stored_as, created_at from import_drafts where id = $1 and user_id = $2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.UserId ?? 0 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && uploads.Has(reader.GetString(3))
            ? new ImportDraft(reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetDateTime(4))
            : null;
    }

    /// <summary>Takes the draft out, once: its file is the caller's from here on. Null when somebody else, or the same person in another window, has taken it.</summary>
    public async Task<ImportDraft?> TakeAsync(Actor actor, int id, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command("delete from import_drafts where id = $1 and user_id = $2 returning id, file_name, file_bytes, stored_as, created_at");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.UserId ?? 0 });
        ImportDraft? taken = null;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
                taken = new ImportDraft(reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetDateTime(4));
        }

        await session.CommitAsync(ct);
        return taken;
    }

    /// <summary>Lets a draft go, with its file.</summary>
    public async Task DropAsync(Actor actor, int id, CancellationToken ct)
    {
        if (await TakeAsync(actor, id, ct) is { } taken)
            uploads.Forget(taken.StoredAs);
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        List<string> old = [];
        await using var session = await database.OpenAsync(Actor.System, ct);
        await using (var command = session.Command("delete from import_drafts where created_at < $1 returning stored_as"))
        {
            command.Parameters.Add(new() { Value = time.GetUtcNow() - Keep });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                old.Add(reader.GetString(0));
        }

        await session.CommitAsync(ct);
        old.ForEach(uploads.Forget);
    }
}
