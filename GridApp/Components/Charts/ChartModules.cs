namespace GridApp.Components.Charts;

/// <summary>The scripts that a board's own imports, directly or not: named in the page's head they are all asked for at once.</summary>
internal static class ChartModules
{
    public static IReadOnlyList<string> All { get; } =
    [
        "board.js", "chart.js", "crosshair.js", "day-heatmap.js", "downsample.js", "duration.js", "figures.js", "frame.js", "layout.js", "plotly.js", "series.js",
        "statistics.js", "table-twin.js", "theme.js", "time-ticks.js", "traces.js", "twins.js", "wording.js", "zone.js",
    ];
}
