using Npgsql;

namespace GridApp.Features.Market;

/// <summary>Columns that may be null. A row is in memory once it is read, so that looking at it waits for nothing.</summary>
internal static class NullableColumns
{
    public static double? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static int? Whole(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
