using GridApp.Data;
using NpgsqlTypes;

namespace GridApp.Importing.Geography;

/// <summary>The temporary table that lines are copied into before they meet the catalogue. It ends with the transaction.</summary>
internal static class LineStaging
{
    private const string Create = """
        create temp table staged (
            "row" integer, market text, code text, name text, kind text, voltage_kv double precision, limit_mw double precision, from_node text, to_node text, source text,
            simulated boolean, wraps boolean, geom geometry) on commit drop
        """;

    private const string Copy = """
        copy staged ("row", market, code, name, kind, voltage_kv, limit_mw, from_node, to_node, source, simulated, wraps, geom) from stdin (format binary)
        """;

    /// <summary>Copies every row the reader accepts.</summary>
    public static async Task FillAsync(GridSession session, LineRowReader reader, CancellationToken cancellationToken)
    {
        await using (var create = session.Command(Create))
            await create.ExecuteNonQueryAsync(cancellationToken);
        // Parsing and copying are one loop: off the caller's thread, and without a task per value.
        await Task.Run(() => CopyRows(session, reader, cancellationToken), cancellationToken);
        await using var analyze = session.Command("analyze staged");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void CopyRows(GridSession session, LineRowReader reader, CancellationToken cancellationToken)
    {
        using var copy = session.Connection.BeginBinaryImport(Copy);
        while (reader.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            copy.StartRow();
            copy.Write(row.Row, NpgsqlDbType.Integer);
            copy.WriteText(row.Market);
            copy.WriteText(row.Code);
            copy.WriteText(row.Name);
            copy.WriteText(row.Kind);
            copy.WriteNumber(row.VoltageKv);
            copy.Write(row.LimitMw, NpgsqlDbType.Double);
            copy.WriteText(row.FromNode);
            copy.WriteText(row.ToNode);
            copy.WriteText(row.Source);
            copy.Write(row.Simulated, NpgsqlDbType.Boolean);
            copy.Write(row.Path?.Wraps == true, NpgsqlDbType.Boolean);
            if (row.Path is { } path)
                copy.Write(path.Bytes, NpgsqlDbType.Bytea);
            else
                copy.WriteNull();
        }

        copy.Complete();
    }
}
