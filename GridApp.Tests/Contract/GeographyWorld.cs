using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Geography;
using GridApp.Tests.Data;

namespace GridApp.Tests.Contract;

/// <summary>A database with some zones and lines, and the endpoints on it.</summary>
public sealed class GeographyWorld : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public PlantsHost Host { get; private set; } = null!;

    public HttpClient Analyst => Host.As(new Actor(Roles.Analyst, null, 1));

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        Host = await PlantsHost.StartAsync(Database, services => services.AddGeography(), api => api.MapGeography());
        await Database.AsOwnerAsync<object>("""
            insert into organizations (id, name) values (1, 'First'), (2, 'Second');
            insert into zones (market, code, name, type, parent, geom, source, organization_id, approximate) values
                ('ERCOT', 'ERCOT', 'Texas', 'iso_boundary', null, st_geomfromtext('MULTIPOLYGON(((-106 26,-94 26,-94 36,-106 36,-106 26)))', 4326), 'File', null, false),
                ('ERCOT', 'ABOUT', 'Texas, about', 'iso_boundary', null, st_geomfromtext('POLYGON((-106 26,-94 26,-94 36,-106 36,-106 26))', 4326), 'States', null, true),
                ('ERCOT', 'WEST', 'West Şehir', 'load_zone', 'ERCOT', st_geomfromtext('POLYGON((-106 26,-100 26,-106 36,-106 26))', 4326), 'File', 1, false),
                ('ERCOT', 'HB', 'Hub', 'hub', null, st_geomfromtext('POINT(-99 31)', 4326), null, null, false),
                ('CAISO', 'CA', 'California, about', 'iso_boundary', null, st_geomfromtext('POLYGON((-124 32,-114 32,-114 42,-124 42,-124 32))', 4326), null, null, true),
                (null, 'FJ', 'Across the line', 'balancing_authority', null, st_geomfromtext('MULTIPOLYGON(((177 -19,180 -19,180 -16,177 -16,177 -19)),((-180 -19,-178 -19,-178 -16,-180 -16,-180 -19)))', 4326), null, null, false);
            insert into lines (id, code, name, kind, market, voltage_kv, limit_mw, from_node, to_node, simulated, source, path) values
                (1, 'L1', 'One', 'line', 'RTS', 230, 200, '101', '102', true, 'RTS', st_geomfromtext('LINESTRING(-114 33,-113 34)', 4326)),
                (2, 'L2', 'Two', 'line', 'RTS', 138, 100, '102', '103', true, 'RTS', st_geomfromtext('LINESTRING(-113 34,-112 34)', 4326)),
                (3, 'T1', 'Transformer', 'transformer', 'RTS', 230, 400, '103', '203', true, 'RTS', null),
                (4, 'X1', 'Elsewhere', 'dc_line', null, 500, 0, null, null, false, 'File', st_geomfromtext('MULTILINESTRING((0 50,1 51),(1 51.1,2 52))', 4326));
            select grid_partitions('grid_intervals', '2026-01-15', '2026-01-15');
            insert into grid_intervals (market, kind, at, minutes, load_mw, price, cost, emissions_kg, losses_mw, spilled_mw, shed_mw, line_ids, flow_mw, binding) values
                ('RTS', 'DAM', '2026-01-15T12:00Z', 60, 1, 1, 1, 1, 1, 0, 0, '{1,2}', '\x0000c8420000c8c2', '[]'),
                ('RTS', 'RTM', '2026-01-15T12:05Z', 5, 1, 1, 1, 1, 1, 0, 0, '{1,2,3}', '\x000020c30000c07f00000000', '[]');
            """);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    public Task<JsonElement> GetAsync(string path) => PlantsWorld.GetAsync(Analyst, "/api/v1" + path);

    public static IEnumerable<string?> Codes(JsonElement collection) => Features(collection).Select(feature => Property(feature, "code").GetString());

    public static IEnumerable<JsonElement> Features(JsonElement collection) => collection.GetProperty("features").EnumerateArray();

    public static JsonElement Property(JsonElement feature, string name) => feature.GetProperty("properties").GetProperty(name);
}
