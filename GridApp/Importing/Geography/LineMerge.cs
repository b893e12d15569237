using GridApp.Data;

namespace GridApp.Importing.Geography;

/// <summary>Brings staged lines into the catalogue: sets, not rows, and no write at all where nothing differs.</summary>
internal static class LineMerge
{
    /// <summary>Rows of one line are its pieces; what else they say is the last one's.</summary>
    private const string Gather = """
        create temp table gathered on commit drop as
        select code, array_agg("row" order by "row") as rows, (array_agg(market order by "row" desc))[1] as market,
               (array_agg(name order by "row" desc))[1] as name, (array_agg(kind order by "row" desc))[1] as kind, (array_agg(voltage_kv order by "row" desc))[1] as voltage_kv,
               (array_agg(limit_mw order by "row" desc))[1] as limit_mw, (array_agg(from_node order by "row" desc))[1] as from_node, (array_agg(to_node order by "row" desc))[1] as to_node,
               (array_agg(source order by "row" desc))[1] as source, (array_agg(simulated order by "row" desc))[1] as simulated,
               case when count(*) = 1 then (array_agg(geom))[1] else st_linemerge(st_union(geom)) end as geom
          from staged
         group by code
        """;

    private const string CountPieces = "select coalesce(sum(cardinality(rows)), 0) from gathered where cardinality(rows) > 1";

    /// <summary>A line without a path of its own is drawn straight between the nodes that it names, where they are known and apart.</summary>
    private const string DrawBetweenNodes = """
        update gathered g set geom = st_makeline(f.geom, t.geom)
          from nodes f, nodes t
         where g.geom is null and f.market = g.market and f.code = g.from_node and t.market = g.market and t.code = g.to_node
           and f.geom is not null and t.geom is not null and not st_equals(f.geom, t.geom)
        """;

    /// <summary>Another writer must not change a line between our look at it and our write. Readers are not held up.</summary>
    private const string Lock = "lock table lines in exclusive mode";

    /// <summary>Lines of somebody else. $1: the organization.</summary>
    private const string DropForeign = Gone + "l.organization_id is distinct from $1" + Back;

    private const string DropSimulated = Gone + "l.simulated" + Back;

    /// <summary>A code names one line over all markets.</summary>
    private const string DropElsewhere = Gone + "l.market is distinct from g.market" + Back;

    private const string Gone = "with gone as (delete from gathered g using lines l where l.code = g.code and ";

    private const string Back = " returning g.rows, g.code) select r, code from gone cross join lateral unnest(rows) r";

    private const string Plan = """
        create temp table planned on commit drop as
        select g.*, l.id,
               l.id is null or (l.name, l.kind, l.voltage_kv, l.limit_mw, l.from_node, l.to_node) is distinct from (g.name, g.kind, g.voltage_kv, g.limit_mw, g.from_node, g.to_node)
               or st_asbinary(l.path) is distinct from st_asbinary(g.geom) as changes
          from gathered g
          left join lines l on l.code = g.code
        """;

    private const string CountChanged = "select coalesce(sum(cardinality(rows)), 0) from planned where changes";

    /// <summary>$1: their organization, $2: the import.</summary>
    private const string Add = """
        insert into lines (code, name, kind, market, voltage_kv, limit_mw, from_node, to_node, source, simulated, organization_id, import_id, path)
        select code, name, kind, market, voltage_kv, limit_mw, from_node, to_node, source, simulated, $1, $2, geom from planned where id is null order by rows
        """;

    /// <summary>$1: the import.</summary>
    private const string Replace = """
        update lines l set name = p.name, kind = p.kind, voltage_kv = p.voltage_kv, limit_mw = p.limit_mw, from_node = p.from_node, to_node = p.to_node, source = p.source,
               path = p.geom, import_id = $1, updated_at = now()
          from planned p where p.changes and l.id = p.id
        """;

    /// <summary>Merges <c>staged</c> into <c>lines</c>.</summary>
    /// <param name="codeColumn">What the file calls its codes.</param>
    public static async Task RunAsync(GridSession session, int? importId, string codeColumn, ImportTally tally, CancellationToken ct)
    {
        var merge = new GeographyMerge(session, tally, ct);
        await merge.ExecuteAsync(GeographySql.NoCompiling);
        await merge.ExecuteAsync(GeographySql.Wrap);
        await merge.ExecuteAsync(Gather);
        if (await merge.CountAsync(CountPieces) is > 0 and var pieces)
            tally.Warn("Rows have the code of another one; they are taken for pieces of one line.", pieces);
        if (await merge.ExecuteAsync(DrawBetweenNodes) is > 0 and var drawn)
            tally.Warn("Lines without a path are drawn straight between their nodes.", drawn);
        await merge.ExecuteAsync(Lock);
        if (!session.Actor.SeesAll)
            await merge.RejectAsync(DropForeign, codeColumn, "A line with this code exists, and it is not your organization's to change.", GeographyMerge.Integer(session.Actor.OrganizationId));
        await merge.RejectAsync(DropSimulated, codeColumn, "This line belongs to the simulated grid: nothing can be imported over it.");
        await merge.RejectAsync(DropElsewhere, codeColumn, "A line with this code exists in another market; codes name one line over all markets.");
        await merge.ExecuteAsync(Plan);
        tally.RowsChanged = await merge.CountAsync(CountChanged);
        if (tally.RowsChanged == 0)
            return;
        await merge.ExecuteAsync(Replace, GeographyMerge.Integer(importId));
        // What a super admin or the system imports is nobody's.
        await merge.ExecuteAsync(Add, GeographyMerge.Integer(session.Actor.SeesAll ? null : session.Actor.OrganizationId), GeographyMerge.Integer(importId));
    }
}
