using System.Globalization;
using GridApp.Data;
using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;
using GridApp.Importing.Samples;
using Npgsql;

namespace GridApp.Features.Simulation;

/// <summary>
/// Puts the simulated grid into the catalogues: buses as nodes, branches as lines, units with capacity as plants; area 1's belong to the first sample organization,
/// area 2's to the second. What is there stays as people have changed it.
/// </summary>
public sealed class SeedGrid(GridDatabase database)
{
    /// <summary>Any fixed number: the lock of processes that start at once.</summary>
    private const long SeedLock = 4_712_026_112_100_010;

    private const string Nodes = """
        insert into nodes (market, code, name, type, zone, longitude, latitude, source, simulated)
        select $1, n.code, n.name, 'bus', n.zone, n.longitude, n.latitude, $2, true
          from unnest($3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[]) n(code, name, zone, longitude, latitude)
        on conflict (market, code) do nothing
        """;

    private const string Lines = """
        insert into lines (code, name, kind, market, voltage_kv, limit_mw, from_node, to_node, simulated, source, path)
        select l.code, l.name, l.kind, $1, l.kv, l.mw, l.from_node, l.to_node, true, $2,
               case when f.geom is distinct from t.geom then st_makeline(f.geom, t.geom) end
          from unnest($3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[], $9::text[]) l(code, name, kind, kv, mw, from_node, to_node)
          join nodes f on f.market = $1 and f.code = l.from_node
          join nodes t on t.market = $1 and t.code = l.to_node
        on conflict (code) do nothing
        """;

    private const string Plants = """
        insert into plants (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, organization_id, simulated, is_yekdem, is_res, source)
        select p.code, p.name, p.fuel, p.source_fuel, p.mw, p.longitude, p.latitude, 'USA', $1, false, p.zone, o.id, true, false, false, $2
          from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[], $9::float8[], $10::text[], $11::text[])
               p(code, name, fuel, source_fuel, mw, longitude, latitude, zone, eic)
          left join organizations o on o.eic = p.eic
        on conflict (code) do nothing
        """;

    /// <summary>Puts in what is missing, and tells where everything stands.</summary>
    public async Task<GridCatalogue> EnsureAsync(GridData grid, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(Actor.System, ct);
        await RunAsync(session, "select pg_advisory_xact_lock($1)", ct, SeedLock);
        if (await FindAsync(session, grid, ct) is { } there)
        {
            if (await SeedZones.EnsureAsync(session, grid, ct))
            {
                await session.CommitAsync(ct);
            }
            return there;
        }
        await NodesAsync(session, grid, ct);
        await LinesAsync(session, grid, ct);
        await PlantsAsync(session, grid, ct);
        var made = await FindAsync(session, grid, ct) ?? throw new InvalidOperationException("The simulated grid is not whole in the catalogues although it was just put in.");
        await SeedZones.EnsureAsync(session, grid, ct);
        await session.CommitAsync(ct);
        return made;
    }

    private static async Task<GridCatalogue?> FindAsync(GridSession session, GridData grid, CancellationToken ct)
    {
        var plants = await IdsAsync(session, "select code, id from plants where market = $1 and simulated", ct);
        var lines = await IdsAsync(session, "select code, id from lines where market = $1 and simulated", ct);
        var nodes = await IdsAsync(session, "select code, id from nodes where market = $1", ct);
        var units = grid.Units.Select(unit => IsPlant(unit) ? plants.GetValueOrDefault(GridCatalogue.PlantCode(unit)) : (int?)null).ToArray();
        var branches = LineUids(grid).Select(uid => lines.GetValueOrDefault(GridCatalogue.LineCode(uid))).ToArray();
        var buses = grid.Buses.Select(bus => nodes.GetValueOrDefault(Code(bus))).ToArray();
        return units.Contains(0) || branches.Contains(0) || buses.Contains(0) ? null : new GridCatalogue(grid, units, branches, buses);
    }

    private static Task NodesAsync(GridSession session, GridData grid, CancellationToken ct) => RunAsync(
        session, Nodes, ct, SimulatedGrid.Market, SimulatedGrid.Source,
        Each(grid.Buses, Code), Each(grid.Buses, bus => bus.Name), Each(grid.Buses, bus => bus.Zone), Each(grid.Buses, bus => bus.Longitude), Each(grid.Buses, bus => bus.Latitude));

    private static Task LinesAsync(GridSession session, GridData grid, CancellationToken ct)
    {
        var all = grid.Branches.Select(branch => (branch.Uid, Kind: branch.Transformer ? "transformer" : "line", branch.FromBus, branch.ToBus, branch.RatingMw))
            .Concat(grid.DcLines.Select(line => (line.Uid, Kind: "dc_line", line.FromBus, line.ToBus, line.RatingMw))).ToList();
        return RunAsync(
            session, Lines, ct, SimulatedGrid.Market, SimulatedGrid.Source,
            Each(all, line => GridCatalogue.LineCode(line.Uid)), Each(all, line => $"{grid.Buses[line.FromBus].Name} – {grid.Buses[line.ToBus].Name} ({line.Uid})"), Each(all, line => line.Kind),
            Each(all, line => Math.Max(grid.Buses[line.FromBus].BaseKv, grid.Buses[line.ToBus].BaseKv)), Each(all, line => line.RatingMw),
            Each(all, line => Code(grid.Buses[line.FromBus])), Each(all, line => Code(grid.Buses[line.ToBus])));
    }

    private static Task PlantsAsync(GridSession session, GridData grid, CancellationToken ct)
    {
        var units = grid.Units.Where(IsPlant).ToList();
        return RunAsync(
            session, Plants, ct, SimulatedGrid.Market, SimulatedGrid.Source,
            Each(units, GridCatalogue.PlantCode), Each(units, unit => $"{BusOf(unit).Name} {unit.Uid.Replace('_', ' ')}"), Each(units, unit => unit.Fuel.Code()), Each(units, unit => unit.Category),
            Each(units, unit => unit.MaxMw), Each(units, unit => BusOf(unit).Longitude), Each(units, unit => BusOf(unit).Latitude), Each(units, unit => BusOf(unit).Zone),
            Each(units, unit => BusOf(unit).Area is >= 1 and var area && area <= SampleOrganization.All.Count ? SampleOrganization.All[area - 1].Eic : null));

        Bus BusOf(GeneratingUnit unit) => grid.Buses[unit.Bus];
    }

    private static bool IsPlant(GeneratingUnit unit) => unit.MaxMw > 0;

    private static string Code(Bus bus) => bus.Id.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> LineUids(GridData grid) => grid.Branches.Select(branch => branch.Uid).Concat(grid.DcLines.Select(line => line.Uid));

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> all, Func<T, TValue> value) => [.. all.Select(value)];

    private static async Task<Dictionary<string, int>> IdsAsync(GridSession session, string sql, CancellationToken ct)
    {
        await using var command = session.Command(sql);
        command.Parameters.Add(new() { Value = SimulatedGrid.Market });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            ids[reader.GetString(0)] = reader.GetInt32(1);
        }
        return ids;
    }

    private static async Task RunAsync(GridSession session, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }
}
