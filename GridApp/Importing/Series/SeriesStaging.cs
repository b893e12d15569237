using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Series;

/// <summary>The temporary table that values are copied into before they meet the series. It ends with the transaction.</summary>
internal static class SeriesStaging
{
    private const string Create = """
        create temp table staged (
            "row" integer not null, market text not null, key text not null, at timestamptz not null, label text not null, is_local boolean not null,
            minutes smallint, a double precision, b double precision, c double precision, interim boolean not null,
            plant_id integer, organization_id integer) on commit drop
        """;

    private const string Copy = """copy staged ("row", market, key, at, label, is_local, minutes, a, b, c, interim) from stdin (format binary)""";

    /// <summary>Copies every value the reader accepts.</summary>
    public static async Task FillAsync(GridSession session, SeriesRowReader reader, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Create);
        // Parsing and copying are one loop over small values: off the caller's thread, and without a task per value.
        await Task.Run(() => CopyRows(session, reader, cancellationToken), cancellationToken);
        await ExecuteAsync("analyze staged");

        async Task ExecuteAsync(string sql)
        {
            await using var command = session.Command(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void CopyRows(GridSession session, SeriesRowReader reader, CancellationToken cancellationToken)
    {
        using var copy = session.Connection.BeginBinaryImport(Copy);
        while (reader.Next() is { } rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var row in rows)
                Write(copy, row);
        }

        copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, in SeriesRow row)
    {
        copy.StartRow();
        copy.Write(row.Row, NpgsqlDbType.Integer);
        copy.Write(row.Market, NpgsqlDbType.Text);
        copy.Write(row.Key, NpgsqlDbType.Text);
        copy.Write(row.Time.At, NpgsqlDbType.TimestampTz);
        copy.Write(row.Label, NpgsqlDbType.Text);
        copy.Write(row.Time.IsLocal, NpgsqlDbType.Boolean);
        if (row.Minutes is { } minutes)
            copy.Write(minutes, NpgsqlDbType.Smallint);
        else
            copy.WriteNull();
        Number(row.A);
        Number(row.B);
        Number(row.C);
        copy.Write(row.Interim, NpgsqlDbType.Boolean);

        void Number(double? number)
        {
            if (number is { } value)
                copy.Write(value, NpgsqlDbType.Double);
            else
                copy.WriteNull();
        }
    }
}
