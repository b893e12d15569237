namespace GridApp.Features.Geography;

/// <summary>Whether a path touches a box (Liang and Barsky's clipping, which only asks whether anything is left).</summary>
internal static class Segments
{
    public static bool Touch(ReadOnlySpan<double> path, (double West, double South, double East, double North) box)
    {
        for (int i = 2; i + 1 < path.Length; i += 2)
        {
            if (Touch(path[i - 2], path[i - 1], path[i], path[i + 1], box))
                return true;
        }

        return false;
    }

    private static bool Touch(double x, double y, double otherX, double otherY, (double West, double South, double East, double North) box)
    {
        (double enters, double leaves) = (0, 1);
        (double dx, double dy) = (otherX - x, otherY - y);
        return Clip(-dx, x - box.West, ref enters, ref leaves)
            && Clip(dx, box.East - x, ref enters, ref leaves)
            && Clip(-dy, y - box.South, ref enters, ref leaves)
            && Clip(dy, box.North - y, ref enters, ref leaves);
    }

    private static bool Clip(double slope, double distance, ref double enters, ref double leaves)
    {
        if (slope == 0)
            return distance >= 0;
        double at = distance / slope;
        if (slope < 0)
            enters = Math.Max(enters, at);
        else
            leaves = Math.Min(leaves, at);
        return enters <= leaves;
    }
}
