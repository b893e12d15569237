using GridApp.Components.Charts;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Market;

/// <summary>What the pages of the market draw.</summary>
internal static class SeriesCharts
{
    private const string Above = "series-over";
    private const string Below = "series-under";

    /// <summary>Of <c>/market/prices</c>.</summary>
    public static IReadOnlyList<ChartSpec> Prices(IStringLocalizer<MarketText> text)
    {
        ChartSeries ptf = new("ptf", text["Ptf"], "series-2");
        ChartSeries smf = new("smf", text["Smf"], "series-1");
        return
        [
            new("prices", ChartKind.Lines, text["Prices_Title"]) { Series = [smf, ptf], Price = true, Marks = new ChartMarks(text["Negative"], text["Spike"]) },
            new("spread", ChartKind.Deviation, text["Spread_Title"])
            {
                Series = [new("smf-ptf", text["Short"], Above) { Below = Below, BelowName = text["Long"] }], Price = true, Low = true, Note = text["Spread_Note"],
            },
            new("duration", ChartKind.Duration, text["PriceDuration_Title"]) { Series = [smf, ptf], Price = true, Half = true },
            new("hours", ChartKind.Heatmap, text["PriceHours_Title"]) { Series = [ptf], Price = true, Half = true, Note = text["Hours_Note"] },
            new("corrections", ChartKind.Corrections, text["Corrections_Title"]) { Series = [ptf, smf], Price = true, Note = text["Corrections_Note"] },
        ];
    }

    /// <summary>Of <c>/consumption</c>.</summary>
    public static IReadOnlyList<ChartSpec> Consumption(IStringLocalizer<MarketText> text)
    {
        ChartSeries actual = new("actual", text["Actual"], "series-1");
        ChartSeries forecast = new("forecast", text["Forecast"], "series-2") { Dash = true };
        return
        [
            new("consumption", ChartKind.Lines, text["Consumption_Title"]) { Series = [actual, forecast] },
            new("error", ChartKind.Deviation, text["Error_Title"])
            {
                Series = [new("actual-forecast", text["Above"], Above) { Below = Below, BelowName = text["Below"] }], Low = true, Note = text["Error_Note"],
            },
            new("duration", ChartKind.Duration, text["LoadDuration_Title"]) { Series = [actual], Half = true },
            new("hours", ChartKind.Heatmap, text["LoadHours_Title"]) { Series = [actual], Half = true, Note = text["LoadHours_Note"] },
            new("corrections", ChartKind.Corrections, text["Corrections_Title"]) { Series = [actual, forecast], Note = text["Corrections_Note"] },
        ];
    }

    /// <summary>Of <c>/generation/fuels</c>: the whole market's.</summary>
    public static IReadOnlyList<ChartSpec> Fuels(IStringLocalizer<MarketText> text, bool isSchedule) =>
        [new("fuels", ChartKind.Stack, isSchedule ? text["Fuels_Schedule_Title"] : text["Fuels_Title"]) { Value = "actual" }];

    /// <summary>Of <c>/generation/curtailment</c>: by what was turned down.</summary>
    public static IReadOnlyList<ChartSpec> Curtailment(IStringLocalizer<MarketText> text) =>
    [
        new("curtailment", ChartKind.Parts, text["Curtailed_Title"])
        {
            Series =
            [
                new("wind", text["Curtailed_Wind"], "fuel-wind"), new("solar", text["Curtailed_Solar"], "fuel-solar"), new("hydro", text["Curtailed_Hydro"], "fuel-hydro"),
                new("curtailed", text["Curtailed"], "text") { Sum = true },
            ],
            Low = true, Note = text["Curtailed_Note"],
        },
    ];

    /// <summary>Of <c>/generation</c>: plants whose generation the reader may see.</summary>
    public static IReadOnlyList<ChartSpec> Generation(IStringLocalizer<MarketText> text, GenerationGrouping by, GenerationColumn value) =>
    [
        new("own", ChartKind.Lines, text["Own_Title"])
        {
            Series = [new("actual", text["Actual"], "series-1"), new("planned", text["Planned"], "series-2") { Dash = true }, new("settlement", text["Settlement"], "series-3") { Dash = true }],
        },
        new("own-error", ChartKind.Deviation, text["PlanError_Title"])
        {
            Series = [new("actual-planned", text["AbovePlan"], Above) { Below = Below, BelowName = text["BelowPlan"] }], Low = true, Note = text["PlanError_Note"],
        },
        new("own-" + by.ToString().ToLowerInvariant(), ChartKind.Stack, text["OwnBy_" + by, text["Value_" + value]]) { Value = value.ToString().ToLowerInvariant() },
        new("own-groups", ChartKind.Groups, text["OwnEnergy_Title"]),
    ];
}
