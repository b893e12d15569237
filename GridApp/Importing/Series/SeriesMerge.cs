using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Series;

/// <summary>Brings staged values into their series: sets, not rows, and no write at all where nothing differs.</summary>
internal sealed class SeriesMerge(SeriesDataset dataset, SeriesLayout layout, GridSession session, SeriesPartitions partitions, ImportTally tally)
{
    private readonly SeriesMergeSql sql = SeriesMergeSql.Of(dataset);

    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        var time = layout.Columns["at"] >= 0 ? "at" : layout.Columns["hour"] >= 0 ? "hour" : "date";
        if (dataset == SeriesDataset.Generation)
            await ResolvePlantsAsync(cancellationToken);
        await RejectRepeatedAsync(time, cancellationToken);
        await ExecuteAsync(SeriesMergeSql.DropEqual, cancellationToken);
        if (await ExecuteAsync(SeriesMergeSql.DropUnpublished, cancellationToken) is > 0 and var unpublished)
            tally.Warn("A zero means not yet published for EPİAŞ's consumption and load plan: these hours stay as they are.", unpublished);
        await EnsurePartitionsAsync(cancellationToken);

        await ExecuteAsync(sql.Lock, cancellationToken);
        await ExecuteAsync(sql.KeepMinutes, cancellationToken);
        await ExecuteAsync(SeriesMergeSql.InferMinutes, cancellationToken);
        if (layout.IsEnergy)
            await ExecuteAsync(SeriesMergeSql.EnergyToPower, cancellationToken);
        if (!session.Actor.SeesAll)
            await RejectAsync(sql.DropForeign, time, "Another value stands here already, and it is not your organization's to change.", cancellationToken, Integer(session.Actor.OrganizationId));

        await CountAsync(cancellationToken);
        if (tally.RowsChanged > 0)
        {
            // What a super admin or the system imports is nobody's; a plant's generation is always its organization's.
            await WriteAsync(Integer(importId), Integer(session.Actor.SeesAll ? null : session.Actor.OrganizationId), cancellationToken);
        }
    }

    private async Task WriteAsync(NpgsqlParameter import, NpgsqlParameter organization, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(sql.KeepForUndo, cancellationToken, import.Clone());
            await ExecuteAsync(sql.Write, cancellationToken, import, organization);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // Rows that this actor cannot even see: the plant was another organization's when they were brought.
            throw new UnreadableFileException("Some of these times have values of the organization that had the plant before; they are not yours to change, and nothing was written.", e);
        }
    }

    private async Task ResolvePlantsAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(SeriesMergeSql.ResolvePlants, cancellationToken);
        await RejectAsync(SeriesMergeSql.DropUnknownPlants, "plant", "There is no plant with this code or EIC.", cancellationToken);
        await RejectAsync(SeriesMergeSql.DropSimulatedPlants, "plant", "This plant is simulated: nothing real can be imported for it.", cancellationToken);
        if (!session.Actor.SeesAll)
            await RejectAsync(SeriesMergeSql.DropForeignPlants, "plant", "This plant is not your organization's.", cancellationToken, Integer(session.Actor.OrganizationId));
        await using var command = session.Command(SeriesMergeSql.CountBeyondCapacity);
        if (await command.ExecuteScalarAsync(cancellationToken) is long beyond and > 0)
            tally.Warn("Rows give more than the plant's capacity; they are kept as the file has them.", (int)beyond);
    }

    private async Task RejectRepeatedAsync(string column, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById((layout.Market ?? MarketCatalogue.Find("EPIAS")!).TimeZone);
        var seen = new HashSet<int>();
        await using var command = session.Command(SeriesMergeSql.DropRepeated);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!seen.Add(reader.GetInt32(0)))
                continue;
            tally.Reject(
                reader.GetInt32(0), layout.Columns.NameOf(column), reader.GetString(1),
                reader.GetBoolean(2) ? Ambiguous(reader.GetDateTime(3), zone) : "This time stands in several rows of the file with different values, so nobody can say which is right.");
        }
    }

    private static string Ambiguous(DateTimeOffset at, TimeZoneInfo zone)
    {
        var hours = MarketDay.Of(at, zone).Length.TotalHours;
        return hours == 24
            ? "This time stands in several rows of the file, so nobody can say which row is which hour."
            : string.Create(CultureInfo.InvariantCulture, $"This time stands in several rows of the file, and the clocks were changed on that day of {hours:0} hours, so nobody can say which row is which hour.");
    }

    private async Task EnsurePartitionsAsync(CancellationToken cancellationToken)
    {
        var years = new List<int>();
        await using (var command = session.Command(SeriesMergeSql.Years))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                years.Add(reader.GetInt32(0));
        }

        foreach (var year in years)
        {
            var first = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
            await partitions.EnsureAsync(dataset.Table, first, first, cancellationToken);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var command = session.Command(sql.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        tally.RowsChanged = (int)reader.GetInt64(0);
        if (reader.GetInt64(1) is > 0 and var corrected)
            tally.Warn("Values that were known before are corrected.", (int)corrected);
    }

    private async Task<int> ExecuteAsync(string statement, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(statement);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RejectAsync(string statement, string field, string reason, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        // One row of the file may have brought several values; it is rejected once.
        var seen = new HashSet<int>();
        await using var command = session.Command(statement);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (seen.Add(reader.GetInt32(0)))
                tally.Reject(reader.GetInt32(0), layout.Columns.NameOf(field), reader.GetString(1), reason);
        }
    }

    private static NpgsqlParameter Integer(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
}
