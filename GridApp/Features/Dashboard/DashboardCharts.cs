using GridApp.Components.Charts;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Dashboard;

/// <summary>What the dashboard draws of a market.</summary>
internal static class DashboardCharts
{
    /// <param name="isDispatched">Of <c>/market/realtime</c>, every five minutes; else of <c>/market/prices</c>, by the hour.</param>
    public static IReadOnlyList<ChartSpec> Prices(IStringLocalizer<DashboardText> text, bool isDispatched) =>
    [
        new("prices", ChartKind.Lines, text["Prices"])
        {
            Series = [new(isDispatched ? "realTime" : "smf", text["RealTime"], "series-1"), new(isDispatched ? "dayAhead" : "ptf", text["DayAhead"], "series-2")],
            Price = true, Marks = new ChartMarks(text["Negative"], text["Spike"]),
        },
    ];

    /// <summary>Of <c>/generation/fuels</c>.</summary>
    public static IReadOnlyList<ChartSpec> Fuels(IStringLocalizer<DashboardText> text) => [new("fuels", ChartKind.Stack, text["ByFuel"]) { Value = "actual" }];

    /// <summary>Of <c>/consumption</c>.</summary>
    public static IReadOnlyList<ChartSpec> Load(IStringLocalizer<DashboardText> text) =>
    [
        new("consumption", ChartKind.Lines, text["LoadAndForecast"]) { Series = [new("actual", text["Actual"], "series-1"), new("forecast", text["Forecast"], "series-2") { Dash = true }] },
    ];

    /// <summary>Of <c>/market/carbon</c>.</summary>
    public static IReadOnlyList<ChartSpec> Carbon(IStringLocalizer<DashboardText> text) =>
    [
        new("carbon", ChartKind.Lines, text["CarbonCurve"]) { Series = [new("intensity", text["Actual"], "series-1"), new("scheduled", text["Scheduled"], "series-2") { Dash = true }] },
    ];
}
