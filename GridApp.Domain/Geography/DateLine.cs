namespace GridApp.Domain.Geography;

/// <summary>
/// Shapes across the date line. A path that jumps by more than half the world means the short way; unrolled, its longitudes go on beyond 180 or -180 degrees, and it
/// can be cut there. A jump of exactly 360 degrees runs along the edge of the map, as files write Antarctica, and stays.
/// </summary>
public static class DateLine
{
    /// <summary>Whether any path jumps across.</summary>
    public static bool IsCrossedBy(Shape shape) => shape.Paths.Any(Jumps);

    /// <summary>The shape with continuous longitudes; null when a ring goes around a pole, so that it encloses no area of a flat map.</summary>
    public static Shape? Unroll(Shape shape)
    {
        var parts = new List<IReadOnlyList<double[]>>(shape.Parts.Count);
        foreach (IReadOnlyList<double[]> part in shape.Parts)
        {
            double[][] paths = [.. part.Select(path => Jumps(path) ? Unrolled(path) : path)];
            if (shape.Kind == ShapeKind.Polygon)
            {
                if (paths.Any(ring => ring.Length > 0 && ring[0] != ring[^2]))
                    return null;

                // Holes lie where their outer ring lies, on whichever turn.
                for (int hole = 1; hole < paths.Length; hole++)
                    paths[hole] = Near(paths[hole], paths[0]);
            }

            parts.Add(paths);
        }

        return shape with { Parts = parts };
    }

    private static bool Jumps(double[] path)
    {
        for (int i = 2; i + 1 < path.Length; i += 2)
        {
            if (Math.Abs(path[i] - path[i - 2]) is > 180 and < 360)
                return true;
        }

        return false;
    }

    private static double[] Unrolled(double[] path)
    {
        double[] unrolled = [.. path];
        double turn = 0;
        for (int i = 2; i + 1 < path.Length; i += 2)
        {
            double step = path[i] - path[i - 2];
            turn += step switch { > 180 and < 360 => -360, < -180 and > -360 => 360, _ => 0 };
            unrolled[i] = path[i] + turn;
        }

        return unrolled;
    }

    private static double[] Near(double[] hole, double[] outer)
    {
        (double west, double east) = Extent(outer);
        (double from, double to) = Extent(hole);
        double turn = from < west && to + 360 <= east ? 360 : to > east && from - 360 >= west ? -360 : 0;
        return turn == 0 ? hole : [.. hole.Select((number, i) => i % 2 == 0 ? number + turn : number)];
    }

    private static (double West, double East) Extent(double[] path)
    {
        (double west, double east) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < path.Length; i += 2)
            (west, east) = (Math.Min(west, path[i]), Math.Max(east, path[i]));
        return (west, east);
    }
}
