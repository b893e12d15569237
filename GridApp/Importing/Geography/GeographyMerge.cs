using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Geography;

/// <summary>Runs the statements of a merge, and rejects the rows that they give back.</summary>
internal sealed class GeographyMerge(GridSession session, ImportTally tally, CancellationToken ct)
{
    public async Task<int> ExecuteAsync(string statement, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(statement);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<int> CountAsync(string statement)
    {
        await using var command = session.Command(statement);
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Rejects what a statement gives back: the row's number, and the value at fault.</summary>
    public async Task RejectAsync(string statement, string? column, string reason, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(statement);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            tally.Reject(reader.GetInt32(0), column, reader.GetString(1), reason);
    }

    /// <summary>Polygons valid and within ±180 degrees; those that enclose nothing are rejected.</summary>
    /// <param name="isGeoJson">Rings have a direction there; elsewhere they may run as they like.</param>
    public async Task MendAsync(bool isGeoJson)
    {
        await ExecuteAsync(GeographySql.NoCompiling);
        if (isGeoJson && await CountAsync(GeographySql.CountTurned) is > 0 and var turned)
            tally.Warn("Rings run the other way than GeoJSON asks (RFC 7946: outer rings counterclockwise); they are turned.", turned);
        if (await ExecuteAsync(GeographySql.Mend) is > 0 and var mended)
            tally.Warn("Shapes cross or touch themselves; they are repaired to the area that they enclose.", mended);
        await RejectAsync(GeographySql.DropEmpty, null, "The shape encloses no area.");
        await ExecuteAsync(GeographySql.Wrap);
    }

    public static NpgsqlParameter Integer(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
