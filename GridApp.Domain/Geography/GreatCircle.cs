namespace GridApp.Domain.Geography;

/// <summary>Distances on a sphere of the Earth's mean radius: within half a percent of the ellipsoid's.</summary>
public static class GreatCircle
{
    private const double RadiusKm = 6371.0088;

    /// <summary>Length of a path (longitude, latitude, longitude, latitude, ...) in km.</summary>
    public static double LengthKm(ReadOnlySpan<double> path)
    {
        double sum = 0;
        for (int i = 2; i + 1 < path.Length; i += 2)
            sum += DistanceKm(path[i - 2], path[i - 1], path[i], path[i + 1]);
        return sum;
    }

    private static double DistanceKm(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        (double a, double b) = (double.DegreesToRadians(latitude), double.DegreesToRadians(otherLatitude));
        double north = Math.Sin((b - a) / 2);
        double east = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        return 2 * RadiusKm * Math.Asin(Math.Min(1, Math.Sqrt((north * north) + (Math.Cos(a) * Math.Cos(b) * east * east))));
    }
}
