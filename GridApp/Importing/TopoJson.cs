using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridApp.Importing;

/// <summary>Reads the polygons of one object of a TopoJSON file (quantized, as the atlases on npm are).</summary>
internal static class TopoJson
{
    /// <summary>Id and shape of every geometry that has an id, in WGS84 degrees. Geometries other than polygons are passed over.</summary>
    public static IEnumerable<(string Id, Geometry Shape)> Polygons(Stream json, string objectName)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var arcs = Arcs(root);
        foreach (var geometry in root.GetProperty("objects").GetProperty(objectName).GetProperty("geometries").EnumerateArray())
        {
            var shape = geometry.GetProperty("type").GetString() switch
            {
                "Polygon" => (Geometry)PolygonOf(geometry.GetProperty("arcs"), arcs),
                "MultiPolygon" => new MultiPolygon([.. geometry.GetProperty("arcs").EnumerateArray().Select(rings => PolygonOf(rings, arcs))]),
                _ => null,
            };

            // What nobody has given a number (disputed territories, in the world's atlas) is not asked for.
            if (shape is not null && geometry.TryGetProperty("id", out var id))
                yield return (id.GetString()!, shape);
        }
    }

    /// <summary>Arcs are differences of integers; the transform turns their sums into degrees.</summary>
    private static Coordinate[][] Arcs(JsonElement root)
    {
        var transform = root.GetProperty("transform");
        var (scale, translate) = (transform.GetProperty("scale"), transform.GetProperty("translate"));
        var (scaleX, scaleY) = (scale[0].GetDouble(), scale[1].GetDouble());
        var (left, bottom) = (translate[0].GetDouble(), translate[1].GetDouble());
        return
        [
            .. root.GetProperty("arcs").EnumerateArray().Select(arc =>
            {
                long x = 0, y = 0;
                return arc.EnumerateArray().Select(step => new Coordinate((x += step[0].GetInt64()) * scaleX + left, (y += step[1].GetInt64()) * scaleY + bottom)).ToArray();
            }),
        ];
    }

    private static Polygon PolygonOf(JsonElement rings, Coordinate[][] arcs)
    {
        var linear = rings.EnumerateArray().Select(ring => RingOf(ring, arcs)).ToArray();
        return new Polygon(linear[0], linear[1..]);
    }

    private static LinearRing RingOf(JsonElement ring, Coordinate[][] arcs)
    {
        var points = new List<Coordinate>();
        foreach (var part in ring.EnumerateArray())
        {
            // A negative index is an arc walked backwards; neighbours share their end points.
            var index = part.GetInt32();
            var arc = index >= 0 ? arcs[index] : arcs[~index].AsEnumerable().Reverse();
            points.AddRange(points.Count == 0 ? arc : arc.Skip(1));
        }

        return new LinearRing([.. points.Select(point => point.Copy())]);
    }
}
