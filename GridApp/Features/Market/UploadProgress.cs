using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Market;

/// <summary>What has become of an uploaded file.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Written">Rows taken.</param>
/// <param name="Rejected">Rows refused.</param>
/// <param name="Error">Why the file could not be read, in English.</param>
/// <param name="FirstReason">Why the first refused row was, in English.</param>
public sealed record UploadState(string Status, int Written, int Rejected, string? Error, string? FirstReason)
{
    public bool IsDone => Status is "completed" or "failed" or "undone";
}

/// <summary>Follows an upload; another organization's is not there.</summary>
public sealed class UploadProgress(GridDatabase database)
{
    private const string Row = """
        select i.status, i.rows_written, i.rows_rejected, i.error, (select r.reason from import_rejections r where r.import_id = i.id order by r.id limit 1)
          from imports i where i.id = $1
        """;

    public async Task<UploadState?> RunAsync(int import, Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command(Row);
        command.Parameters.Add(new NpgsqlParameter { Value = import });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new UploadState(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), Sentence(reader, 3), Sentence(reader, 4))
            : null;
    }

    private static string? Sentence(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
