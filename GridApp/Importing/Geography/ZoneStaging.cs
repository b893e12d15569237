using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Geography;

/// <summary>The temporary table that zones are copied into before they meet the catalogue. It ends with the transaction.</summary>
internal static class ZoneStaging
{
    private const string Create = """
        create temp table staged (
            "row" integer, market text, code text, name text, type text, parent text, source text, approximate boolean, simulated boolean, wraps boolean, geom geometry) on commit drop
        """;

    private const string Copy = """copy staged ("row", market, code, name, type, parent, source, approximate, simulated, wraps, geom) from stdin (format binary)""";

    /// <summary>Copies rows until there is none.</summary>
    public static async Task FillAsync(GridSession session, Func<ZoneRow?> next, CancellationToken cancellationToken)
    {
        await using (var create = session.Command(Create))
            await create.ExecuteNonQueryAsync(cancellationToken);
        // Parsing and copying are one loop: off the caller's thread, and without a task per value.
        await Task.Run(() => CopyRows(session, next, cancellationToken), cancellationToken);
    }

    private static void CopyRows(GridSession session, Func<ZoneRow?> next, CancellationToken cancellationToken)
    {
        using var copy = session.Connection.BeginBinaryImport(Copy);
        while (next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            copy.StartRow();
            copy.Write(row.Row, NpgsqlDbType.Integer);
            copy.WriteText(row.Market);
            copy.WriteText(row.Code);
            copy.WriteText(row.Name);
            copy.WriteText(row.Type);
            copy.WriteText(row.Parent);
            copy.WriteText(row.Source);
            copy.Write(row.Approximate, NpgsqlDbType.Boolean);
            copy.Write(row.Simulated, NpgsqlDbType.Boolean);
            copy.Write(row.Shape.Wraps, NpgsqlDbType.Boolean);
            copy.Write(row.Shape.Bytes, NpgsqlDbType.Bytea);
        }

        copy.Complete();
    }
}

/// <summary>Values that may be missing.</summary>
internal static class CopyValues
{
    public static void WriteText(this NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
            copy.WriteNull();
        else
            copy.Write(text, NpgsqlDbType.Text);
    }

    public static void WriteNumber(this NpgsqlBinaryImporter copy, double? number)
    {
        if (number is { } value)
            copy.Write(value, NpgsqlDbType.Double);
        else
            copy.WriteNull();
    }
}
