using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Features.Simulation;

/// <summary>
/// Puts the areas of the simulated grid into the zones: its whole footprint, its balancing areas, and its load zones, which are what its nodes say. Nobody has drawn them, so each takes the
/// land that is nearer to its buses than to another's, within a hull around all of them. Neighbours share their edge to the last digit.
/// </summary>
internal static class SeedZones
{
    /// <summary>The hull follows the buses (0.5 of the way from its tightest to a convex one) at 15 km.</summary>
    private const string Draw = """
        insert into zones (market, code, name, type, parent, geom, approximate, source, simulated)
        with bus as materialized (
            select n.geom, b.area, n.zone
              from unnest($3::text[], $4::text[]) b(code, area) join nodes n on n.market = $1 and n.code = b.code
             where n.geom is not null),
        hull as materialized (select st_buffer(st_concavehull(st_collect(geom), 0.5)::geography, 15000)::geometry as geom from bus),
        cell as materialized (select d.geom from (select st_voronoipolygons(st_collect(b.geom), 0, h.geom) as all_of_them from bus b cross join hull h group by h.geom) v cross join lateral st_dump(v.all_of_them) d),
        owned as materialized (
            select st_intersection(c.geom, h.geom) as geom, min(b.area) as area, min(b.zone) as zone
              from cell c join bus b on st_contains(c.geom, b.geom) cross join hull h group by c.geom, h.geom),
        drawn as (
            select $1 as code, $5 as name, 'iso_boundary' as type, null::text as parent, h.geom from hull h
            union all
            select area, 'RTS area ' || area, 'balancing_authority', $1, st_union(geom) from owned group by area
            union all
            select zone, 'RTS zone ' || zone, 'load_zone', min(area), st_union(geom) from owned where zone is not null group by zone)
        select $1, code, name, type, parent, st_forcepolygonccw(geom), true, $2, true from drawn
        on conflict (market, type, code) do nothing
        """;

    private const string Any = "select exists (select from zones where market = $1 and simulated)";

    /// <summary>Draws the zones when there is none; true when it did.</summary>
    /// <param name="session">In which the grid's nodes are there.</param>
    public static async Task<bool> EnsureAsync(GridSession session, GridData grid, CancellationToken ct)
    {
        await using var any = session.Command(Any);
        any.Parameters.Add(new() { Value = SimulatedGrid.Market });
        if (await any.ExecuteScalarAsync(ct) is true)
        {
            return false;
        }
        await using (var jit = session.Command("select set_config('jit', 'off', true)"))
        {
            await jit.ExecuteNonQueryAsync(ct);
        }
        await using var draw = session.Command(Draw);
        object[] values =
        [
            SimulatedGrid.Market, SimulatedGrid.Source + ", drawn around its buses",
            grid.Buses.Select(bus => bus.Id.ToString(CultureInfo.InvariantCulture)).ToArray(), grid.Buses.Select(bus => bus.Area.ToString(CultureInfo.InvariantCulture)).ToArray(),
            Domain.Markets.MarketCatalogue.Find(SimulatedGrid.Market)!.Name,
        ];
        foreach (var value in values)
        {
            draw.Parameters.Add(new() { Value = value });
        }
        await draw.ExecuteNonQueryAsync(ct);
        return true;
    }
}
