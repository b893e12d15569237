using GridApp.Data;
using GridApp.Domain.Plants;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Plants;

/// <summary>The temporary table that rows are copied into before they meet the catalogue. It ends with the transaction.</summary>
internal static class PlantStaging
{
    private const string Create = """
        create temp table staged (
            "row" integer, code text, name text, fuel text, source_fuel text, capacity_mw double precision, longitude double precision, latitude double precision,
            country text, market text, market_approximate boolean, zone text, owner text, eic text, is_yekdem boolean, is_res boolean,
            commissioning_year integer, source text, source_url text) on commit drop
        """;

    private const string Copy = """
        copy staged ("row", code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, owner, eic, is_yekdem, is_res,
            commissioning_year, source, source_url) from stdin (format binary)
        """;

    /// <summary>Copies every row the reader accepts.</summary>
    /// <returns>How many rows repeat the code of another one.</returns>
    public static async Task<int> FillAsync(GridSession session, PlantRowReader reader, CancellationToken cancellationToken)
    {
        await using (var create = session.Command(Create))
            await create.ExecuteNonQueryAsync(cancellationToken);
        // Parsing and copying are one loop over small values: off the caller's thread, and without a task per value.
        return await Task.Run(() => CopyRows(session, reader, cancellationToken), cancellationToken);
    }

    private static int CopyRows(GridSession session, PlantRowReader reader, CancellationToken cancellationToken)
    {
        using var copy = session.Connection.BeginBinaryImport(Copy);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var repeated = 0;
        while (reader.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!codes.Add(row.Code))
                repeated++;
            Write(copy, row);
        }

        copy.Complete();
        return repeated;
    }

    private static void Write(NpgsqlBinaryImporter copy, PlantRow row)
    {
        copy.StartRow();
        copy.Write(row.Row, NpgsqlDbType.Integer);
        copy.Write(row.Code, NpgsqlDbType.Text);
        copy.Write(row.Name, NpgsqlDbType.Text);
        copy.Write(row.Fuel.Code(), NpgsqlDbType.Text);
        copy.Write(row.SourceFuel, NpgsqlDbType.Text);
        copy.Write(row.CapacityMw, NpgsqlDbType.Double);
        Number(row.Longitude);
        Number(row.Latitude);
        Text(row.Country);
        Text(row.Market);
        copy.Write(row.MarketApproximate, NpgsqlDbType.Boolean);
        Text(row.Zone);
        Text(row.Owner);
        Text(row.Eic);
        copy.Write(row.IsYekdem, NpgsqlDbType.Boolean);
        copy.Write(row.IsRes, NpgsqlDbType.Boolean);
        if (row.CommissioningYear is { } year)
            copy.Write(year, NpgsqlDbType.Integer);
        else
            copy.WriteNull();
        copy.Write(row.Source, NpgsqlDbType.Text);
        Text(row.SourceUrl);

        void Text(string? text)
        {
            if (text is null)
                copy.WriteNull();
            else
                copy.Write(text, NpgsqlDbType.Text);
        }

        void Number(double? number)
        {
            if (number is { } value)
                copy.Write(value, NpgsqlDbType.Double);
            else
                copy.WriteNull();
        }
    }
}
