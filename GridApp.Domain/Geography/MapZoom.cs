namespace GridApp.Domain.Geography;

/// <summary>Steps of a map's zoom (256-pixel tiles, zoom 0 shows the world in one) that simpler shapes are kept for.</summary>
public static class MapZoom
{
    /// <summary>No map goes deeper.</summary>
    public const int Deepest = 24;

    /// <summary>The steps, coarsest first. A shape of a step serves every zoom up to it.</summary>
    public static IReadOnlyList<int> Steps { get; } = [4, 6, 8, 10];

    /// <summary>The coarsest step that still shows a zoom within a pixel; null where only the whole shape does.</summary>
    public static int? StepFor(int zoom) => Steps.Select(step => (int?)step).FirstOrDefault(step => step >= zoom);
}
