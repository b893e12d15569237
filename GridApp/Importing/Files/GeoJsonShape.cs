using System.Text.Json;
using GridApp.Domain.Geography;

namespace GridApp.Importing.Files;

/// <summary>Reads a geometry of GeoJSON. What it says is not believed yet: that is for the rules of shapes.</summary>
internal static class GeoJsonShape
{
    /// <summary>The shape; null without one, or with a fault.</summary>
    /// <param name="geometry">The feature's geometry.</param>
    /// <param name="fault">Why it cannot be read, in a sentence.</param>
    public static Shape? Read(JsonElement geometry, out string? fault)
    {
        fault = null;
        if (geometry.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return null;
        string? type = geometry.ValueKind == JsonValueKind.Object && geometry.TryGetProperty("type", out JsonElement said) && said.ValueKind == JsonValueKind.String ? said.GetString() : null;
        (ShapeKind Kind, int Depth)? found = type switch
        {
            "Point" => (ShapeKind.Point, 0),
            "MultiPoint" => (ShapeKind.Point, 1),
            "LineString" => (ShapeKind.Line, 1),
            "MultiLineString" => (ShapeKind.Line, 2),
            "Polygon" => (ShapeKind.Polygon, 2),
            "MultiPolygon" => (ShapeKind.Polygon, 3),
            _ => null,
        };
        if (found is not { } known)
        {
            fault = type is null ? "The geometry of the feature has no type." : $"A geometry of the type '{(type.Length > 40 ? type[..40] : type)}' is not taken; it is a Point, a LineString, a Polygon, or several of one.";
            return null;
        }

        if (!geometry.TryGetProperty("coordinates", out JsonElement coordinates) || coordinates.ValueKind != JsonValueKind.Array)
        {
            fault = "The geometry of the feature has no coordinates.";
            return null;
        }

        var reader = new Reader();
        Shape? shape = reader.Shape(known.Kind, known.Depth, coordinates);
        fault = shape is null ? "The coordinates of the feature cannot be read: a position is a list of two numbers, and the lists are nested as its type asks." : null;
        return shape;
    }

    private sealed class Reader
    {
        private bool hadMoreNumbers;

        public Shape? Shape(ShapeKind kind, int depth, JsonElement coordinates)
        {
            List<IReadOnlyList<double[]>>? parts = (kind, depth) switch
            {
                (ShapeKind.Point, 0) => coordinates.GetArrayLength() == 0 ? [] : Path([coordinates]) is { } point ? [[point]] : null,
                (ShapeKind.Point, _) => Each(coordinates, position => Path([position]) is { } point ? [point] : null),
                (ShapeKind.Line, 1) => Line(coordinates) is { } line ? (line.Length == 0 ? [] : [[line]]) : null,
                (ShapeKind.Line, _) => Each(coordinates, path => Line(path) is { } line ? [line] : null),
                (_, 2) => Rings(coordinates) is { } rings ? (rings.Count == 0 ? [] : [rings]) : null,
                _ => Each(coordinates, Rings),
            };
            return parts is null ? null : new Shape(kind, parts) { HadMoreNumbers = hadMoreNumbers };
        }

        private List<double[]>? Rings(JsonElement rings)
        {
            if (rings.ValueKind != JsonValueKind.Array)
                return null;
            var read = new List<double[]>(rings.GetArrayLength());
            foreach (JsonElement ring in rings.EnumerateArray())
            {
                if (Line(ring) is not { } path)
                    return null;
                read.Add(path);
            }

            return read;
        }

        private static List<IReadOnlyList<double[]>>? Each(JsonElement list, Func<JsonElement, IReadOnlyList<double[]>?> read)
        {
            var parts = new List<IReadOnlyList<double[]>>(list.GetArrayLength());
            foreach (JsonElement part in list.EnumerateArray())
            {
                if (read(part) is not { } paths)
                    return null;
                parts.Add(paths);
            }

            return parts;
        }

        private double[]? Line(JsonElement positions) => positions.ValueKind == JsonValueKind.Array ? Path([.. positions.EnumerateArray()]) : null;

        private double[]? Path(ReadOnlySpan<JsonElement> positions)
        {
            var path = new double[positions.Length * 2];
            for (int i = 0; i < positions.Length; i++)
            {
                if (positions[i].ValueKind != JsonValueKind.Array || positions[i].GetArrayLength() < 2
                    || positions[i][0].ValueKind != JsonValueKind.Number || positions[i][1].ValueKind != JsonValueKind.Number
                    || !positions[i][0].TryGetDouble(out path[2 * i]) || !positions[i][1].TryGetDouble(out path[(2 * i) + 1]))
                {
                    return null;
                }

                hadMoreNumbers |= positions[i].GetArrayLength() > 2;
            }

            return path;
        }
    }
}
