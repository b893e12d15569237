namespace GridApp.Features.Replay;

/// <summary>The scripts that the replay's own script imports, directly or not: named in the page's head they are all asked for at once while the circuit is being built.</summary>
internal static class ReplayModules
{
    private static readonly string[] Own =
    [
        "replay-boot.js", "replay-start.js", "replay.js", "bookmarks.js", "chunks.js", "clock.js", "density.js", "flows.js", "frame-csv.js", "frame-files.js", "frame-png.js", "frames-client.js", "incidents.js", "interval-index.js",
        "market-clock.js", "moment-panel.js", "moment-table.js", "narration.js", "playback.js", "replay-controls.js", "replay-map.js", "replay-state.js", "replay-words.js", "span.js", "span-data.js", "step-series.js", "system.js",
        "tables.js", "timeline.js", "timeline-pointer.js", "timeline-scale.js",
    ];

    private static readonly string[] OfTheMap =
    [
        "atlas.js", "basemap.js", "canvas-layer.js", "clip.js", "dots.js", "hit-index.js", "hover.js", "line-paths.js", "lines-layer.js", "mercator.js", "node-names.js", "number.js",
        "pixel-layer.js", "plant-finder.js", "plant-names.js", "plants-data.js", "plants-layer.js", "price-colours.js", "price-layers.js", "price-legend.js", "price-scale.js", "theme.js",
        "tooltip.js", "view-box.js", "zone-shapes.js", "zones-layer.js",
    ];

    public static IReadOnlyList<string> All { get; } =
        [.. Own.Select(module => "features/Replay/" + module), .. OfTheMap.Select(module => "features/Map/" + module), "components/Charts/downsample.js", "components/Charts/time-ticks.js"];
}
