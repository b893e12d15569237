namespace GridApp.Features.Map;

/// <summary>
/// The scripts that the map's own script imports, directly or not. Named in the page's head they are all asked for at once while the circuit is being
/// built; otherwise the browser learns of each only when the one that imports it has come.
/// </summary>
internal static class MapModules
{
    public static IReadOnlyList<string> All { get; } =
    [
        "map.js", "basemap.js", "canvas-layer.js", "detail.js", "hit-index.js", "hover.js", "marker-size.js", "mercator.js", "number.js", "plant-counts.js",
        "plant-names.js", "plants-data.js", "plants-feed.js", "plants-layer.js", "sprites.js", "theme.js", "tooltip.js", "view-box.js",
    ];
}
