namespace GridApp.Features.Map;

/// <summary>
/// The scripts that the map's own script imports, directly or not. Named in the page's head they are all asked for at once while the circuit is being
/// built; otherwise the browser learns of each only when the one that imports it has come.
/// </summary>
internal static class MapModules
{
    /// <summary>What every map needs, below <c>features/</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Map/map.js", "Map/basemap.js", "Map/canvas-layer.js", "Map/hit-index.js", "Map/hover.js", "Map/marker-size.js", "Map/mercator.js", "Map/number.js", "Map/pixel-layer.js",
        "Map/plant-counts.js", "Map/plant-finder.js", "Map/plant-names.js", "Map/plants-data.js", "Map/plants-feed.js", "Map/plants-layer.js", "Map/theme.js", "Map/tooltip.js", "Map/view-box.js",
    ];

    /// <summary>What prices need besides.</summary>
    public static IReadOnlyList<string> Prices { get; } =
    [
        "Map/prices-part.js", "Map/dots.js", "Map/node-names.js", "Map/price-colours.js", "Map/price-layers.js", "Map/price-legend.js", "Map/price-scale.js", "Map/prices-feed.js", "Prices/price-frames.js",
    ];

    /// <summary>What zones and lines need besides.</summary>
    public static IReadOnlyList<string> Grid { get; } =
    [
        "Map/grid-part.js", "Map/atlas.js", "Map/clip.js", "Map/features-feed.js", "Map/line-paths.js", "Map/lines-layer.js", "Map/price-colours.js", "Map/price-scale.js",
        "Map/zone-shapes.js", "Map/zones-layer.js",
    ];

    /// <summary>What the layers of a state need.</summary>
    public static IEnumerable<string> For(MapState state)
    {
        IEnumerable<string> modules = All;
        if (state.Prices.On || state.Nodes)
            modules = modules.Concat(Prices);
        if (state.Prices.Form == MapPriceForm.Surface || state.Lines || state.Zones.Count > 0)
            modules = modules.Concat(Grid);
        return modules.Distinct(StringComparer.Ordinal);
    }
}
