using System.Globalization;
using GridApp.Data;
using Npgsql;

namespace GridApp.Importing.Undo;

/// <summary>Statements about one import, whose number is their $1.</summary>
internal static class UndoSql
{
    /// <summary>Runs a statement.</summary>
    public static async Task RunAsync(GridSession session, string sql, int id, CancellationToken cancellationToken)
    {
        await using var command = Command(session, sql, id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many a statement counts.</summary>
    public static async Task<int> CountAsync(GridSession session, string sql, int id, CancellationToken cancellationToken)
    {
        await using var command = Command(session, sql, id);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>The first row of a statement's answer: an import's number (0: not an import's) and how many there are; null when there is no row.</summary>
    public static async Task<(int Import, int Count)?> FirstAsync(GridSession session, string sql, int id, CancellationToken cancellationToken)
    {
        await using var command = Command(session, sql, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt32(0), (int)reader.GetInt64(1)) : null;
    }

    /// <summary>The first name of a statement's answer and how many there are; null when there is no row.</summary>
    public static async Task<(string Name, int Count)?> NameAsync(GridSession session, string sql, int id, CancellationToken cancellationToken)
    {
        await using var command = Command(session, sql, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), (int)reader.GetInt64(1)) : null;
    }

    /// <summary>Rows of two columns or more.</summary>
    public static async Task<List<T>> ListAsync<T>(GridSession session, string sql, int id, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(session, sql, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Which later import has replaced rows of this one; null when none has.</summary>
    public static async Task<string?> OverwrittenAsync(GridSession session, int id, CancellationToken cancellationToken) =>
        await FirstAsync(session, "select import_id, count(*) from import_before where earlier_import = $1 and import_id <> $1 group by 1 order by 1 desc limit 1", id, cancellationToken) is { } later
            ? Overwritten(later.Import)
            : null;

    /// <summary>That a later import has replaced rows of this one.</summary>
    public static string Overwritten(int later) => string.Create(CultureInfo.InvariantCulture, $"Import {later} wrote over values of this one: undo that first.");

    /// <summary>A count with its noun.</summary>
    public static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>"Plant Keban was changed since." and its like.</summary>
    public static string Since((string Name, int Count) changed, string one, string many, string what) => changed.Count == 1
        ? $"{one} {changed.Name} was {what} since."
        : string.Create(CultureInfo.InvariantCulture, $"{changed.Count:N0} {many} were {what} since, {changed.Name} among them.");

    private static NpgsqlCommand Command(GridSession session, string sql, int id)
    {
        var command = session.Command(sql);
        // A year of prices, or waiting for an import that runs, takes longer than a query should.
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = id });
        return command;
    }
}
