using System.Globalization;

namespace GridApp.Domain.Geography;

/// <summary>What has to hold for a shape before a database can mend what is left (rings that cross themselves).</summary>
public static class ShapeRules
{
    /// <summary>Beyond it a shape is a survey, and no map of a market shows it.</summary>
    public const int MostPositions = 1_000_000;

    /// <summary>Ends of a ring this near, in degrees, are one position written twice (ten centimetres).</summary>
    public const double SamePlace = 1e-6;

    /// <summary>The first rule that the shape breaks, in a sentence; null when all is well.</summary>
    public static string? Check(Shape shape)
    {
        if (shape.Positions == 0)
            return "The shape is empty.";
        if (shape.Positions > MostPositions)
            return string.Create(CultureInfo.InvariantCulture, $"The shape has {shape.Positions:N0} positions; at most {MostPositions:N0} are taken, so simplify it first.");
        foreach (double[] path in shape.Paths)
        {
            if ((OutOfRange(path) ?? shape.Kind switch { ShapeKind.Polygon => Ring(path), ShapeKind.Line => Line(path), _ => null }) is { } fault)
                return fault;
        }

        return null;
    }

    /// <summary>The shape with rings whose ends nearly meet closed; whether there was one.</summary>
    public static (Shape Shape, bool Changed) Close(Shape shape)
    {
        if (shape.Kind != ShapeKind.Polygon || !shape.Paths.Any(NearlyClosed))
            return (shape, false);
        return (shape.Map(ring => NearlyClosed(ring) ? [.. ring, ring[0], ring[1]] : ring), true);
    }

    /// <summary>Whether every position is the same: a branch inside a station has no path to draw.</summary>
    public static bool IsOnePlace(Shape shape)
    {
        double[] first = shape.Paths.First();
        return shape.Paths.All(path => !path.Where((number, i) => number != first[i % 2]).Any());
    }

    private static bool NearlyClosed(double[] ring) =>
        ring.Length >= 6 && (ring[0] != ring[^2] || ring[1] != ring[^1]) && Math.Abs(ring[0] - ring[^2]) <= SamePlace && Math.Abs(ring[1] - ring[^1]) <= SamePlace;

    private static string? OutOfRange(double[] path)
    {
        for (int i = 0; i + 1 < path.Length; i += 2)
        {
            (double longitude, double latitude) = (path[i], path[i + 1]);
            if (longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90)
                continue;
            string place = string.Create(CultureInfo.InvariantCulture, $"The position {longitude} {latitude} is impossible");
            if (!double.IsFinite(longitude) || !double.IsFinite(latitude))
                return place + ": these are not finite numbers.";
            if (Math.Abs(longitude) > 1000 || Math.Abs(latitude) > 1000)
                return place + ": these look like metres of a projection. Convert the file to WGS84 longitude and latitude (EPSG:4326).";
            return longitude is >= -90 and <= 90 && latitude is >= -180 and <= 180
                ? place + ": latitudes lie between -90 and 90. Longitude and latitude look swapped; the longitude comes first."
                : place + ": longitudes lie between -180 and 180, latitudes between -90 and 90.";
        }

        return null;
    }

    private static string? Ring(double[] ring)
    {
        if (ring.Length < 8)
            return "A ring of the polygon has fewer than four positions, the first of which is also the last.";
        return ring[0] == ring[^2] && ring[1] == ring[^1]
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"A ring of the polygon is not closed: it begins at {ring[0]} {ring[1]} and ends at {ring[^2]} {ring[^1]}.");
    }

    private static string? Line(double[] line) => line.Length < 4 ? "A line has two positions or more." : null;
}
