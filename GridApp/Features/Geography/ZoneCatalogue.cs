using GridApp.Data;
using GridApp.Domain.Geography;
using Npgsql;

namespace GridApp.Features.Geography;

/// <summary>The zones in memory, current to the last commit, and their shapes.</summary>
public sealed class ZoneCatalogue : IDisposable
{
    private const string Zones = """
        select z.id, z.market, z.code, z.name, z.type, z.parent, z.area_km2, st_x(z.label), st_y(z.label), z.approximate, z.source, z.simulated, z.organization_id,
               (select array_agg(e.edge order by d.path, e.n) from st_dump(z.geom) d
                 cross join lateral unnest(array[st_xmin(d.geom), st_ymin(d.geom), st_xmax(d.geom), st_ymax(d.geom)]) with ordinality e(edge, n))
          from zones z
         order by z.area_km2 desc, z.id
        """;

    private const string WholeShapes = "select id, convert_to(st_asgeojson(geom, 7, 0), 'UTF8') from zones";

    private const string SimpleShapes = """
        select z.id, convert_to(st_asgeojson(coalesce(s.geom, z.geom), case when s.zoom <= 4 then 2 when s.zoom <= 8 then 3 when s.zoom <= 10 then 4 else 7 end, 0), 'UTF8')
          from zones z left join zone_shapes s on s.zone_id = z.id and s.zoom = $1
        """;

    private const string Touching = "select z.id from zones z where z.id = any($1) and st_intersects(z.geom, st_makeenvelope($2, $3, $4, $5, 4326))";

    private readonly GridDatabase database;
    private readonly Catalogue<ZoneSnapshot> catalogue;

    public ZoneCatalogue(GridDatabase database)
    {
        this.database = database;
        catalogue = new Catalogue<ZoneSnapshot>(database, "zones", async (session, version, ct) => new ZoneSnapshot(version, await ReadAsync(session, ct), ShapesAsync));
    }

    /// <summary>The zones, at least as new as the newest commit before this call.</summary>
    public ValueTask<ZoneSnapshot> CurrentAsync(CancellationToken ct) => catalogue.CurrentAsync(ct);

    /// <summary>The zones that a filter means, largest first: hubs come last, and so lie on top where one is drawn after the other.</summary>
    public async ValueTask<GeographyMatches> FindAsync(ZoneSnapshot zones, ZoneFilter filter, int limit, CancellationToken ct)
    {
        List<int> found = zones.Find(filter, out List<int> doubtful);
        if (filter.Box is { } box && doubtful.Count > 0)
        {
            // A box around a part reaches in, but not all of the part may: the database knows.
            HashSet<int> touching = await TouchingAsync([.. doubtful.Select(index => zones[index].Id)], box, ct);
            found.AddRange(doubtful.Where(index => touching.Contains(zones[index].Id)));
            found.Sort();
        }

        return new GeographyMatches(found.Count > limit ? [.. found.Take(limit)] : [.. found], found.Count);
    }

    public void Dispose() => catalogue.Dispose();

    private async Task<HashSet<int>> TouchingAsync(int[] ids, BoundingBox box, CancellationToken ct)
    {
        var touching = new HashSet<int>();
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        foreach ((double west, double south, double east, double north) in box.Pieces())
        {
            await using NpgsqlCommand command = session.Command(Touching);
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = ids });
            foreach (double edge in (double[])[west, south, east, north])
                command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = edge });
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                touching.Add(reader.GetInt32(0));
        }

        return touching;
    }

    private static async Task<Zone[]> ReadAsync(GridSession session, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Zones);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var zones = new List<Zone>();
        while (await reader.ReadAsync(ct))
            zones.Add(Read(reader));
        return [.. zones];
    }

    /// <summary>Every zone's shape as GeoJSON, by id.</summary>
    private async Task<Dictionary<int, byte[]>> ShapesAsync(int? step, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(step is null ? WholeShapes : SimpleShapes);
        if (step is { } zoom)
            command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)zoom });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var shapes = new Dictionary<int, byte[]>();
        while (await reader.ReadAsync(ct))
            shapes[reader.GetInt32(0)] = Bytes(reader, 1);
        return shapes;
    }

    private static byte[] Bytes(NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    private static Zone Read(NpgsqlDataReader row)
    {
        double[] edges = row.GetFieldValue<double[]>(13);
        return new Zone
        {
            Id = row.GetInt32(0),
            Market = Text(row, 1),
            Code = row.GetString(2),
            Name = row.GetString(3),
            Type = ZoneTypes.TryParse(row.GetString(4), out ZoneType type) ? type : throw new InvalidOperationException($"The database knows a type of zone that is none: {row.GetString(4)}."),
            Parent = Text(row, 5),
            AreaKm2 = row.GetDouble(6),
            Longitude = row.GetDouble(7),
            Latitude = row.GetDouble(8),
            Approximate = row.GetBoolean(9),
            Source = Text(row, 10),
            Simulated = row.GetBoolean(11),
            OrganizationId = row.IsDBNull(12) ? null : row.GetInt32(12),
            Boxes = [.. edges.Chunk(4).Select(box => (box[0], box[1], box[2], box[3]))],
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
