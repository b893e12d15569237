using GridApp.Data;
using GridApp.Importing.Series;

namespace GridApp.Importing.Undo;

/// <summary>Takes imports of a time series back. Rows are removed and put in again rather than updated: an update would be a correction, and kept as one.</summary>
internal sealed class SeriesUndo : IImportUndo
{
    private readonly string dataset;
    private readonly string table;
    private readonly string? history;
    private readonly string before;
    private readonly string sameKey;

    /// <param name="dataset">The series.</param>
    public SeriesUndo(SeriesDataset dataset)
    {
        this.dataset = dataset.Name;
        table = dataset.Table;
        history = dataset == SeriesDataset.MarketPrices ? "market_price_history" : dataset == SeriesDataset.Consumption ? "consumption_history" : null;
        before = $"import_before b where b.import_id = $1 and b.part = '{table}'";
        var key = dataset == SeriesDataset.MarketPrices ? "t.market = b.before->>'market' and t.currency = b.before->>'currency'"
            : dataset == SeriesDataset.Consumption ? "t.market = b.before->>'market'"
            : "t.plant_id = (b.before->>'plant_id')::integer";
        sameKey = $"{key} and t.at = (b.before->>'at')::timestamptz";
    }

    /// <inheritdoc/>
    public bool Takes(string dataset) => dataset == this.dataset;

    /// <inheritdoc/>
    public async Task LockAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        await using var command = session.Command(SeriesMergeSql.LockOf(table));
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> RefusalAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        if (await UndoSql.OverwrittenAsync(session, id, cancellationToken) is { } later)
            return later;
        var since = await UndoSql.CountAsync(
            session,
            $"""
            select (select count(*) from {table} t join imports i on i.id = $1 where t.import_id = $1 and t.updated_at <> i.written_at)
                 + (select count(*) from {before} and not exists (select from {table} t where {sameKey} and t.import_id = $1))
            """,
            id, cancellationToken);
        return since > 0 ? $"{UndoSql.Count(since, "value of this import was", "values of this import were")} changed or removed since." : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UndonePart>> ExtentAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        var all = await UndoSql.CountAsync(session, $"select count(*) from {table} where import_id = $1", id, cancellationToken);
        var changed = await UndoSql.CountAsync(session, $"select count(*) from {before}", id, cancellationToken);
        return [new("values", all - changed, changed)];
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        if (history is not null)
        {
            await UndoSql.RunAsync(session, CatalogueRows.KeepTimes, id, cancellationToken);
            await UndoSql.RunAsync(
                session,
                $"""
                delete from {history} t using {before} and {sameKey}
                   and t.written_at = (b.before->>'updated_at')::timestamptz and t.import_id is not distinct from b.earlier_import
                """,
                id, cancellationToken);
        }

        await UndoSql.RunAsync(session, $"delete from {table} where import_id = $1", id, cancellationToken);
        await UndoSql.RunAsync(
            session, $"insert into {table} select e.* from import_before b cross join lateral jsonb_populate_record(null::{table}, b.before) e where b.import_id = $1 and b.part = '{table}'", id, cancellationToken);
    }
}
