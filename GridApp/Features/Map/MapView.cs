namespace GridApp.Features.Map;

/// <summary>What the script tells about the view once it has come to rest.</summary>
/// <param name="Latitude">Of the middle, degrees.</param>
/// <param name="Longitude">Of the middle, degrees, -180 to 180.</param>
/// <param name="Zoom">Zoom of Web Mercator: 0 shows the world in 256 px.</param>
/// <param name="West">Edge, degrees; greater than <paramref name="East"/> when the view crosses the date line.</param>
/// <param name="South">Edge, degrees.</param>
/// <param name="East">Edge, degrees.</param>
/// <param name="North">Edge, degrees.</param>
/// <param name="Wide">Whether panels fit beside the map.</param>
/// <param name="Shown">How many plants are in view and shown.</param>
/// <param name="ShownMw">Their capacity, MW.</param>
/// <param name="ByFuel">Plants in view by fuel (in the order of the enum), whether the fuel is shown or not.</param>
/// <param name="ByStatus">The same by status.</param>
/// <param name="Sizes">What the sizes of the marks mean at this zoom.</param>
public sealed record MapView(
    double Latitude,
    double Longitude,
    double Zoom,
    double West,
    double South,
    double East,
    double North,
    bool Wide,
    int Shown,
    double ShownMw,
    IReadOnlyList<int> ByFuel,
    IReadOnlyList<int> ByStatus,
    IReadOnlyList<MapSize> Sizes);

/// <summary>One step of the legend's size scale.</summary>
/// <param name="Megawatts">Capacity, MW.</param>
/// <param name="Radius">Radius of its mark, CSS pixels.</param>
public sealed record MapSize(double Megawatts, double Radius);
