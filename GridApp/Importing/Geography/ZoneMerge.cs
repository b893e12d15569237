using GridApp.Data;

namespace GridApp.Importing.Geography;

/// <summary>Brings staged zones into the catalogue: sets, not rows, and no write at all where nothing differs.</summary>
internal static class ZoneMerge
{
    /// <summary>Rows of one zone are its parts (files have a feature for every island); of a hub the last counts. What else they say is the last one's.</summary>
    private const string Gather = """
        create temp table gathered on commit drop as
        select market, code, type, array_agg("row" order by "row") as rows,
               (array_agg(name order by "row" desc))[1] as name, (array_agg(parent order by "row" desc))[1] as parent, (array_agg(source order by "row" desc))[1] as source,
               (array_agg(approximate order by "row" desc))[1] as approximate, (array_agg(simulated order by "row" desc))[1] as simulated,
               case when type = 'hub' then (array_agg(geom order by "row" desc))[1]
                    when count(*) = 1 then st_forcepolygonccw((array_agg(geom))[1])
                    else st_forcepolygonccw(st_union(geom)) end as geom
          from staged
         group by market, code, type
        """;

    private const string CountParts = "select coalesce(sum(cardinality(rows)), 0) from gathered where cardinality(rows) > 1";

    /// <summary>Another writer must not change a zone between our look at it and our write. Readers are not held up.</summary>
    private const string Lock = "lock table zones in exclusive mode";

    /// <summary>Zones of somebody else. $1: the organization.</summary>
    private const string DropForeign = """
        with gone as (
            delete from gathered g using zones z
             where z.market is not distinct from g.market and z.type = g.type and z.code = g.code and z.organization_id is distinct from $1
            returning g.rows, g.code)
        select r, code from gone cross join lateral unnest(rows) r
        """;

    private const string Plan = """
        create temp table planned on commit drop as
        select g.*, z.id,
               z.id is null or (z.name, z.parent, z.approximate) is distinct from (g.name, g.parent, g.approximate) or st_asbinary(z.geom) is distinct from st_asbinary(g.geom) as changes
          from gathered g
          left join zones z on z.market is not distinct from g.market and z.type = g.type and z.code = g.code
        """;

    private const string CountChanged = "select coalesce(sum(cardinality(rows)), 0) from planned where changes";

    /// <summary>$1: their organization, $2: the import.</summary>
    private const string Add = """
        insert into zones (market, code, name, type, parent, geom, approximate, source, simulated, organization_id, import_id)
        select market, code, name, type, parent, geom, approximate, source, simulated, $1, $2 from planned where id is null order by rows
        """;

    /// <summary>$1: the import.</summary>
    private const string Replace = """
        update zones z set name = p.name, parent = p.parent, geom = p.geom, approximate = p.approximate, source = p.source, import_id = $1
          from planned p where p.changes and z.id = p.id
        """;

    /// <summary>Merges <c>staged</c> into <c>zones</c>.</summary>
    /// <param name="codeColumn">What the file calls its codes.</param>
    /// <param name="isGeoJson">Where rings have a direction.</param>
    public static async Task RunAsync(GridSession session, int? importId, string codeColumn, bool isGeoJson, ImportTally tally, CancellationToken ct)
    {
        var merge = new GeographyMerge(session, tally, ct);
        await merge.MendAsync(isGeoJson);
        await merge.ExecuteAsync(Gather);
        if (await merge.CountAsync(CountParts) is > 0 and var parts)
            tally.Warn("Rows have the code of another one; they are taken for parts of one zone.", parts);
        await merge.ExecuteAsync(Lock);
        if (!session.Actor.SeesAll)
            await merge.RejectAsync(DropForeign, codeColumn, "A zone with this market, type and code exists, and it is not your organization's to change.", GeographyMerge.Integer(session.Actor.OrganizationId));
        await merge.ExecuteAsync(Plan);
        tally.RowsChanged = await merge.CountAsync(CountChanged);
        if (tally.RowsChanged == 0)
            return;
        await merge.ExecuteAsync(Replace, GeographyMerge.Integer(importId));
        // What a super admin or the system imports is nobody's.
        await merge.ExecuteAsync(Add, GeographyMerge.Integer(session.Actor.SeesAll ? null : session.Actor.OrganizationId), GeographyMerge.Integer(importId));
    }
}
