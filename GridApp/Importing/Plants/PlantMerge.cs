using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Plants;

/// <summary>Brings staged rows into the catalogue: sets, not rows, and no write at all when nothing differs.</summary>
internal static class PlantMerge
{
    /// <summary>Merges <c>staged</c> into <c>plants</c>, keeping what is replaced as revisions.</summary>
    /// <param name="repeated">How many staged rows repeat a code; the last of them counts.</param>
    public static async Task RunAsync(GridSession session, DatasetFile file, PlantColumns columns, int? vintage, int repeated, ImportTally tally, CancellationToken cancellationToken)
    {
        var sql = new PlantMergeSql(columns, vintage);
        if (repeated > 0)
        {
            await ExecuteAsync(PlantMergeSql.DropRepeated);
            tally.Warn("Rows repeat the code of a later row; the last row counts.", repeated);
        }

        await ExecuteAsync(PlantMergeSql.Lock);
        if (!session.Actor.SeesAll)
        {
            await RejectAsync(
                PlantMergeSql.DropForeign, columns.NameOf("code"), "A plant with this code exists, and it is not your organization's to change.",
                new NpgsqlParameter { Value = session.Actor.OrganizationId!.Value });
        }

        if (columns.Has("eic"))
            await RejectAsync(PlantMergeSql.DropTakenEic, columns.NameOf("eic"), "Another plant has this EIC.");

        await ExecuteAsync(sql.Plan);
        var (added, changed, older) = await CountAsync();
        if (changed > 0)
        {
            await ExecuteAsync(PlantMergeSql.KeepReplaced, User(), Import());
            await ExecuteAsync(PlantMergeSql.KeepForUndo, Import());
        }

        if (older > 0)
        {
            await ExecuteAsync(sql.KeepOlder, User(), Import());
            tally.Warn("The plants' values come from a newer source; these older ones are kept with the plant, without effect.", older);
        }

        if (changed > 0)
            await ExecuteAsync(sql.Replace, Import());
        if (added > 0)
            await ExecuteAsync(sql.Add, Organization(), Import());
        tally.RowsChanged = added + changed;

        NpgsqlParameter User() => Integer(session.Actor.UserId);
        NpgsqlParameter Import() => Integer(file.ImportId);
        // What a super admin or the system imports is nobody's.
        NpgsqlParameter Organization() => Integer(session.Actor.SeesAll ? null : session.Actor.OrganizationId);

        async Task ExecuteAsync(string statement, params NpgsqlParameter[] parameters)
        {
            await using var command = session.Command(statement);
            command.Parameters.AddRange(parameters);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task RejectAsync(string statement, string? column, string reason, params NpgsqlParameter[] parameters)
        {
            await using var command = session.Command(statement);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                tally.Reject(reader.GetInt32(0), column, reader.GetString(1), reason);
        }

        async Task<(int Added, int Changed, int Older)> CountAsync()
        {
            await using var command = session.Command(PlantMergeSql.Count);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return ((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
        }
    }

    private static NpgsqlParameter Integer(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
