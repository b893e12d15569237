using System.Globalization;
using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Importing.Prices;

namespace GridApp.Importing.Undo;

/// <summary>Takes imports of nodal prices and of nodes back: a file of the one may bring the other along.</summary>
internal sealed class PriceUndo : IImportUndo
{
    private static readonly CatalogueRows Nodes = new("nodes", ["name", "type", "zone", "longitude", "latitude", "source"]);

    private const string Markets = """
        select market from nodes where import_id = $1
        union select before->>'market' from import_before where import_id = $1 and part = 'nodes'
        """;

    private const string Kinds = "select distinct market, kind from price_frames where import_id = $1";

    /// <summary>A version of this import that another has closed.</summary>
    private const string Corrected = """
        select coalesce(max(n.import_id), 0), count(*)
          from price_frames c
          left join price_frames n on n.market = c.market and n.kind = c.kind and n.at = c.at and coalesce(n.organization_id, 0) = coalesce(c.organization_id, 0) and n.known_from = c.known_to
         where c.import_id = $1 and c.known_to is not null
        having count(*) > 0
        """;

    private const string Missing = """
        select count(*) from import_before b
         where b.import_id = $1 and b.part = 'price_frames' and not exists (
               select from price_frames f
                where f.market = b.before->>'market' and f.kind = b.before->>'kind' and f.at = (b.before->>'at')::timestamptz
                  and coalesce(f.organization_id, 0) = coalesce((b.before->>'organization_id')::integer, 0) and f.known_to is null and f.import_id = $1)
        """;

    /// <summary>Orders of nodes that have one which this import made.</summary>
    private static readonly string Lists = $"""
        select distinct l.id from node_lists l cross join lateral unnest(l.nodes) m(id) join ({Nodes.Made}) made on made.id = m.id where l.market in ({Markets})
        """;

    private static readonly string PricesOfOthers = $"""
        select coalesce(max(f.import_id), 0), count(*) from price_frames f
         where f.market in ({Markets}) and f.node_list_id in ({Lists}) and f.import_id is distinct from $1
        having count(*) > 0
        """;

    private static readonly string Rules = $"select count(*) from price_rules where node_id in ({Nodes.Made})";

    private static readonly string Alerts = $"select count(*) from price_alerts where node_id in ({Nodes.Made})";

    /// <summary>The intervals that this import wrote. in_place: what was there is kept as it was; otherwise a closed version may stand beside it.</summary>
    private const string Written = """
        create temp table undone_frames on commit drop as
        select f.market, f.kind, f.at, f.organization_id, f.known_from,
               exists (select from import_before b
                        where b.import_id = $1 and b.part = 'price_frames' and b.before->>'market' = f.market and b.before->>'kind' = f.kind
                          and (b.before->>'at')::timestamptz = f.at and coalesce((b.before->>'organization_id')::integer, 0) = coalesce(f.organization_id, 0)) as in_place
          from price_frames f where f.import_id = $1 and f.known_to is null
        """;

    private const string EarlierVersion = """
        c.market = u.market and c.kind = u.kind and c.at = u.at and coalesce(c.organization_id, 0) = coalesce(u.organization_id, 0) and c.known_to = u.known_from and not u.in_place
        """;

    /// <summary>A version that stands beside this import's, which closed it.</summary>
    private const string Closed = """
        select count(*) from price_frames n
          join price_frames c on c.market = n.market and c.kind = n.kind and c.at = n.at and coalesce(c.organization_id, 0) = coalesce(n.organization_id, 0) and c.known_to = n.known_from
         where n.import_id = $1 and n.known_to is null and not exists (
               select from import_before b
                where b.import_id = $1 and b.part = 'price_frames' and b.before->>'market' = n.market and b.before->>'kind' = n.kind
                  and (b.before->>'at')::timestamptz = n.at and coalesce((b.before->>'organization_id')::integer, 0) = coalesce(n.organization_id, 0))
        """;

    private const string Replaced = "select count(*) from import_before where import_id = $1 and part = 'price_frames'";

    /// <inheritdoc/>
    public bool Takes(string dataset) => dataset is "prices" or "nodes";

    /// <inheritdoc/>
    public async Task LockAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        var kinds = await UndoSql.ListAsync(session, Kinds, id, row => (Market: row.GetString(0), Kind: row.GetString(1)), cancellationToken);
        var markets = await UndoSql.ListAsync(session, Markets, id, row => row.GetString(0), cancellationToken);
        // In the order of the imports, so that no two wait for each other.
        foreach (var market in markets.Concat(kinds.Select(kind => kind.Market)).Distinct().Order(StringComparer.Ordinal))
            await NodeMerge.LockAsync(session, market, cancellationToken);
        foreach (var (market, kind) in kinds.OrderBy(kind => kind.Market, StringComparer.Ordinal).ThenBy(kind => kind.Kind, StringComparer.Ordinal))
            await PriceSeries.LockAsync(session, market, kind, cancellationToken);
        await UndoSql.RunAsync(session, Nodes.Hold, id, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> RefusalAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        if (await UndoSql.OverwrittenAsync(session, id, cancellationToken) is { } later)
            return later;
        if (await UndoSql.FirstAsync(session, Corrected, id, cancellationToken) is { } corrected)
            return corrected.Import > 0 ? UndoSql.Overwritten(corrected.Import) : "Prices of this import were corrected since.";
        if (await UndoSql.NameAsync(session, Nodes.ChangedSince, id, cancellationToken) is { } changed)
            return UndoSql.Since(changed, "Node", "nodes", "changed");
        if (await UndoSql.NameAsync(session, Nodes.GoneSince, id, cancellationToken) is { } gone)
            return UndoSql.Since(gone, "Node", "nodes", "removed");
        if (await UndoSql.CountAsync(session, Missing, id, cancellationToken) is > 0 and var missing)
            return $"Prices of {UndoSql.Count(missing, "interval", "intervals")} of this import were changed or removed since.";
        if (await UndoSql.FirstAsync(session, PricesOfOthers, id, cancellationToken) is { } prices)
        {
            return prices.Import > 0
                ? string.Create(CultureInfo.InvariantCulture, $"Import {prices.Import} brought prices of nodes of this one: undo that first.")
                : "Prices that no import brought stand at nodes of this one.";
        }

        if (await UndoSql.CountAsync(session, Alerts, id, cancellationToken) is > 0 and var alerts)
            return $"{UndoSql.Count(alerts, "alert was raised at a node", "alerts were raised at nodes")} of this import.";
        return await UndoSql.CountAsync(session, Rules, id, cancellationToken) is > 0 and var rules
            ? $"{UndoSql.Count(rules, "rule for price spikes watches a node", "rules for price spikes watch nodes")} of this import."
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UndonePart>> ExtentAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        var frames = await UndoSql.CountAsync(session, "select count(*) from price_frames where import_id = $1 and known_to is null", id, cancellationToken);
        var restored = await UndoSql.CountAsync(session, Replaced, id, cancellationToken) + await UndoSql.CountAsync(session, Closed, id, cancellationToken);
        UndonePart nodes = new("nodes", await UndoSql.CountAsync(session, Nodes.CountMade, id, cancellationToken), await UndoSql.CountAsync(session, Nodes.Changed, id, cancellationToken));
        return [.. new UndonePart[] { nodes, new("intervals", frames - restored, restored) }.Where(part => part.Removed + part.Restored > 0)];
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        await UndoSql.RunAsync(session, CatalogueRows.KeepTimes, id, cancellationToken);
        await UndoSql.RunAsync(session, Written, id, cancellationToken);
        await UndoSql.RunAsync(session, "delete from price_frames where import_id = $1", id, cancellationToken);
        await UndoSql.RunAsync(session, $"update price_frames c set known_to = null from undone_frames u where {EarlierVersion} and $1 > 0", id, cancellationToken);
        await UndoSql.RunAsync(
            session, "insert into price_frames select e.* from import_before b cross join lateral jsonb_populate_record(null::price_frames, b.before) e where b.import_id = $1 and b.part = 'price_frames'",
            id, cancellationToken);
        await RebuildDaysAsync(session, id, cancellationToken);

        // The lists that only this import's prices needed go with its nodes, whose numbers nobody will have again.
        await UndoSql.RunAsync(
            session, $"delete from node_lists l where l.id in ({Lists}) and not exists (select from price_frames f where f.market = l.market and f.node_list_id = l.id)", id, cancellationToken);
        await UndoSql.RunAsync(session, Nodes.Restore, id, cancellationToken);
        // Neither its moves nor their taking back ever were.
        await UndoSql.RunAsync(
            session,
            """
            delete from node_moves m using import_before b, imports i
             where i.id = $1 and b.import_id = $1 and b.part = 'nodes' and m.node_id = (b.before->>'id')::integer and m.until in (i.written_at, now())
            """,
            id, cancellationToken);
        await UndoSql.RunAsync(session, Nodes.Remove, id, cancellationToken);
    }

    /// <summary>The nodes' days follow the frames.</summary>
    private static async Task RebuildDaysAsync(GridSession session, int id, CancellationToken cancellationToken)
    {
        var touched = await UndoSql.ListAsync(
            session, "select distinct market, kind, organization_id, (at at time zone 'UTC')::date from undone_frames where $1 > 0", id,
            row => (Market: row.GetString(0), Kind: row.GetString(1), Owner: row.IsDBNull(2) ? (int?)null : row.GetInt32(2), Day: row.GetFieldValue<DateOnly>(3)), cancellationToken);
        foreach (var one in touched.GroupBy(frame => (frame.Market, frame.Kind, frame.Owner)))
        {
            var series = await PriceSeries.EnsureAsync(session, one.Key.Market, one.Key.Kind, one.Key.Owner, cancellationToken);
            await new PriceCube(session).RebuildAsync(series, [.. one.Select(frame => frame.Day).Order()], cancellationToken);
        }
    }
}
