using Npgsql;

namespace GridApp.Features.Prices;

/// <summary>Columns of a row. A row is in memory once it is read, so that looking at it waits for nothing.</summary>
internal static class RowColumns
{
    public static T Value<T>(this NpgsqlDataReader row, int column) => row.GetFieldValue<T>(column);

    /// <summary>An array, text or other object; null for none.</summary>
    public static T? Maybe<T>(this NpgsqlDataReader row, int column)
        where T : class => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    public static byte[]? Bytes(this NpgsqlDataReader row, int column) => row.Maybe<byte[]>(column);

    public static double? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static int? Whole(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateTime? Moment(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
