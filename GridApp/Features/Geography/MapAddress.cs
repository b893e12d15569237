using System.Globalization;

namespace GridApp.Features.Geography;

/// <summary>Where the map shows a zone or a line, as its address says it.</summary>
internal static class MapAddress
{
    /// <summary>The middle of the zone, as near as it fits.</summary>
    public static string Of(Zone zone)
    {
        double width = zone.Boxes.Count == 0 ? 0 : zone.Boxes.Max(box => Math.Max(box.East - box.West, (box.North - box.South) * 1.5));
        return Of(zone.Longitude, zone.Latitude, width);
    }

    /// <summary>The middle of the line's first piece; null without a path.</summary>
    public static string? Of(Line line)
    {
        if (line.Path is not [{ Length: >= 4 } path, ..])
            return null;
        return Of((path[0] + path[^2]) / 2, (path[1] + path[^1]) / 2, Math.Max(Math.Abs(path[0] - path[^2]), Math.Abs(path[1] - path[^1])) * 2);
    }

    private static string Of(double longitude, double latitude, double width)
    {
        // At zoom 3 about 360 degrees of longitude fill 2,048 pixels, twice what a view shows; each step halves it.
        double zoom = Math.Clamp(Math.Floor(Math.Log2(180 / Math.Max(width, 0.02))) + 3, 3, 12);
        return string.Create(CultureInfo.InvariantCulture, $"map?lat={latitude:0.####}&lng={longitude:0.####}&z={zoom:0}");
    }
}
