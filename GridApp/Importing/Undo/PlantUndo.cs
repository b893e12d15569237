using System.Globalization;
using GridApp.Data;
using GridApp.Importing.Plants;

namespace GridApp.Importing.Undo;

/// <summary>Takes imports of plants back.</summary>
internal sealed class PlantUndo : IImportUndo
{
    private static readonly CatalogueRows Rows = new("plants",
    [
        "name", "fuel", "source_fuel", "capacity_mw", "longitude", "latitude", "country", "market", "market_approximate", "zone", "owner", "eic",
        "is_yekdem", "is_res", "commissioning_year", "source", "source_url", "source_year",
    ]);

    private static readonly string Incidents = $"select count(*) from incidents where plant_id in ({Rows.Made})";

    private static readonly string Generation = $"select coalesce(max(import_id), 0), count(*) from generation where plant_id in ({Rows.Made}) having count(*) > 0";

    private static readonly string Revisions = $"select max(import_id), count(*) from plant_revisions where plant_id in ({Rows.Made}) and import_id <> $1 having count(*) > 0";

    private static readonly string Units = $"select count(*) from plant_units where plant_id in ({Rows.Made})";

    /// <inheritdoc/>
    public bool Takes(string dataset) => dataset == ImportVocabulary.Plants;

    /// <inheritdoc/>
    public async Task LockAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        await using var command = session.Command(PlantMergeSql.Lock);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
        await UndoSql.RunAsync(session, Rows.Hold, id, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> RefusalAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        if (await UndoSql.OverwrittenAsync(session, id, cancellationToken) is { } later)
            return later;
        if (await UndoSql.NameAsync(session, Rows.ChangedSince, id, cancellationToken) is { } changed)
            return UndoSql.Since(changed, "Plant", "plants", "changed");
        if (await UndoSql.NameAsync(session, Rows.GoneSince, id, cancellationToken) is { } gone)
            return UndoSql.Since(gone, "Plant", "plants", "removed");
        if (await UndoSql.CountAsync(session, Incidents, id, cancellationToken) is > 0 and var incidents)
            return $"{UndoSql.Count(incidents, "incident stands", "incidents stand")} on plants of this import.";
        if (await UndoSql.FirstAsync(session, Generation, id, cancellationToken) is { } generation)
        {
            return generation.Import > 0
                ? string.Create(CultureInfo.InvariantCulture, $"Import {generation.Import} brought generation of plants of this import: undo that first.")
                : "Generation is kept of plants of this import.";
        }

        if (await UndoSql.FirstAsync(session, Revisions, id, cancellationToken) is { } kept)
            return string.Create(CultureInfo.InvariantCulture, $"Import {kept.Import} says something of plants of this import: undo that first.");
        return await UndoSql.CountAsync(session, Units, id, cancellationToken) is > 0 and var units
            ? $"{UndoSql.Count(units, "unit was", "units were")} added to plants of this import."
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UndonePart>> ExtentAsync(GridSession session, int id, CancellationToken cancellationToken) =>
    [
        new("plants", await UndoSql.CountAsync(session, Rows.CountMade, id, cancellationToken), await UndoSql.CountAsync(session, Rows.Changed, id, cancellationToken)),
    ];

    /// <inheritdoc/>
    public async Task ApplyAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        // Also the values of an older file that were kept beside newer plants, without effect.
        await UndoSql.RunAsync(session, "select grid_forget_revisions($1)", id, cancellationToken);
        await UndoSql.RunAsync(session, CatalogueRows.KeepTimes, id, cancellationToken);
        await UndoSql.RunAsync(session, Rows.Restore, id, cancellationToken);
        await UndoSql.RunAsync(session, Rows.Remove, id, cancellationToken);
    }
}
