using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Imports;

/// <summary>One import as the page shows it.</summary>
/// <param name="RowsExpected">About how many rows the file has; null as long as nobody knows.</param>
/// <param name="SentBy">User name; null for the application's own.</param>
/// <param name="Organization">Whose it is; null for nobody's.</param>
/// <param name="StopAskedBy">Who wants it stopped; null for nobody.</param>
/// <param name="UndoneAt">When it was taken back; null for one that was not.</param>
/// <param name="UndoneBy">Who took it back.</param>
public sealed record ImportLine(
    int Id, string Status, string Dataset, string Format, string? Market, string FileName, long FileBytes, int RowsRead, int? RowsExpected, int RowsWritten, int RowsChanged, int RowsRejected,
    string? Error, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? SentBy, string? Organization, string? StopAskedBy,
    DateTimeOffset? UndoneAt, string? UndoneBy)
{
    public bool IsDone => Status is "completed" or "failed" or "undone";

    /// <summary>Between 0 and 1; null as long as nobody knows.</summary>
    public double? Progress => RowsExpected is > 0 and var expected ? Math.Min(0.99, RowsRead / (double)expected) : null;
}

/// <summary>Imports for people: the own organization's, or all for a super admin; newest first.</summary>
public sealed class ListImports(GridDatabase database)
{
    private const string Columns = """
        select i.id, i.status, i.dataset, i.format, i.market, i.file_name, i.file_bytes, i.rows_read, i.rows_expected, i.rows_written, i.rows_changed, i.rows_rejected,
               i.error, i.created_at, i.started_at, i.finished_at, i.user_name, o.name, i.stop_asked_by,
               i.undone_at, i.undone_by
          from imports i left join organizations o on o.id = i.organization_id
        """;

    /// <param name="dataset">Only of this dataset; null: all.</param>
    /// <param name="status">Only in this state; null: all.</param>
    /// <param name="before">Only with a smaller number: the page's cursor.</param>
    /// <returns>At most <paramref name="limit"/>, and whether there are more.</returns>
    public async Task<(IReadOnlyList<ImportLine> Lines, bool More)> RunAsync(Actor actor, string? dataset, string? status, int? before, int limit, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(
            $"{Columns} where ($1::text is null or i.dataset = $1) and ($2::text is null or i.status = $2) and ($3::integer is null or i.id < $3) order by i.id desc limit $4");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Text(dataset), Text(status), new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = limit + 1 },
        ]);
        var lines = await ReadAsync(command, ct);
        return ([.. lines.Take(limit)], lines.Count > limit);
    }

    /// <summary>One import, or null where there is none that the actor may see.</summary>
    public async Task<ImportLine?> FindAsync(Actor actor, int id, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command(Columns + " where i.id = $1");
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, ct)).FirstOrDefault();
    }

    private static async Task<List<ImportLine>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<ImportLine> lines = [];
        while (await reader.ReadAsync(ct))
        {
            lines.Add(Line(reader));
        }

        return lines;
    }

    private static ImportLine Line(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), Word(row, 4), row.GetString(5), row.GetInt64(6), row.GetInt32(7), row.IsDBNull(8) ? null : row.GetInt32(8),
        row.GetInt32(9), row.GetInt32(10), row.GetInt32(11), Word(row, 12), row.GetFieldValue<DateTimeOffset>(13), Moment(row, 14), Moment(row, 15), Word(row, 16), Word(row, 17), Word(row, 18),
        Moment(row, 19), Word(row, 20));

    private static string? Word(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
