namespace GridApp.Domain.Geography;

/// <summary>What a shape is made of.</summary>
public enum ShapeKind
{
    Point,
    Line,
    Polygon,
}

/// <summary>A shape in WGS84 degrees as somebody wrote it, before anybody believes it.</summary>
/// <param name="Kind">What its parts are.</param>
/// <param name="Parts">
/// Parts (one of a plain shape, several of a Multi...), of each its paths (of a polygon its rings, the outer one first; else one), of each its positions as longitude,
/// latitude, longitude, latitude, ...
/// </param>
public sealed record Shape(ShapeKind Kind, IReadOnlyList<IReadOnlyList<double[]>> Parts)
{
    /// <summary>There were numbers beyond longitude and latitude, such as heights; they are left out.</summary>
    public bool HadMoreNumbers { get; init; }

    /// <summary>All paths, part by part.</summary>
    public IEnumerable<double[]> Paths => Parts.SelectMany(part => part);

    /// <summary>Number of positions.</summary>
    public int Positions => Paths.Sum(path => path.Length / 2);

    /// <summary>The box around it; null when it has no positions.</summary>
    public (double West, double South, double East, double North)? Box()
    {
        (double west, double south, double east, double north) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (double[] path in Paths)
        {
            for (int i = 0; i + 1 < path.Length; i += 2)
            {
                (west, east) = (Math.Min(west, path[i]), Math.Max(east, path[i]));
                (south, north) = (Math.Min(south, path[i + 1]), Math.Max(north, path[i + 1]));
            }
        }

        return west <= east ? (west, south, east, north) : null;
    }

    /// <summary>This shape with every path made anew.</summary>
    public Shape Map(Func<double[], double[]> path) => this with { Parts = [.. Parts.Select(part => (IReadOnlyList<double[]>)[.. part.Select(path)])] };
}
