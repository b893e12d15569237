using GridApp.Components.Charts;
using GridApp.Domain.Prices;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Prices;

/// <summary>What the pages of prices draw.</summary>
internal static class PriceCharts
{
    private const string Above = "series-over";
    private const string Below = "series-under";

    /// <summary>As many as nodes can be compared; told apart by dashes where colours end.</summary>
    private static readonly string[] Colors = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7", "series-8", "series-over", "series-under"];

    /// <summary>Of one node's series.</summary>
    public static IReadOnlyList<ChartSpec> Parts(IStringLocalizer<PricesText> text, string kind) =>
    [
        new("parts", ChartKind.Parts, text["Parts_Title", kind])
        {
            Series =
            [
                new("energy", text["Energy"], "series-1"), new("congestion", text["Congestion"], "series-2"), new("loss", text["Loss"], "series-3"), new("ghg", text["Ghg"], "series-5"),
                new("total", text["Total"], "text") { Sum = true },
            ],
            Price = true,
            Note = text["Parts_Note"],
        },
        new("duration", ChartKind.Duration, text["Duration_Title", kind]) { Series = [new("total", text["Total"], "series-1"), new("congestion", text["Congestion"], "series-2")], Price = true, Half = true },
        new("hours", ChartKind.Heatmap, text["Hours_Title", kind]) { Series = [new("total", text["Total"], "series-1")], Price = true, Half = true, Note = text["Hours_Note"] },
    ];

    /// <summary>Of a node's day-ahead and real-time prices side by side.</summary>
    public static IReadOnlyList<ChartSpec> Both(IStringLocalizer<PricesText> text, string dayAhead, string realTime) =>
    [
        new("both", ChartKind.Lines, text["Both_Title"])
        {
            Series = [new(realTime, text["Kind_RTM"], "series-1"), new(dayAhead, text["Kind_DAM"], "series-2") { Dash = true }], Price = true, Marks = new ChartMarks(text["Negative"], text["Spike"]),
        },
        new("dart", ChartKind.Deviation, text["Dart_Title"])
        {
            Series = [new($"{dayAhead}-{realTime}", text["Dart_Positive"], Above) { Below = Below, BelowName = text["Dart_Negative"] }], Price = true, Low = true, Note = text["Dart_Note"],
        },
    ];

    /// <summary>Of several nodes; the first is what the others are measured against.</summary>
    public static IReadOnlyList<ChartSpec> Compared(IStringLocalizer<PricesText> text, IReadOnlyList<CatalogueNode> nodes, string kind, PriceComponent component)
    {
        var series = nodes.Select((node, i) => new ChartSeries(ReadComparedPrices.KeyOf(node.Id, kind), node.Code, Colors[i]) { Dash = i >= 8 }).ToList();
        var charts = new List<ChartSpec> { new("series", ChartKind.Lines, text["Compare_Series", kind, NameOf(text, component)]) { Series = series, Price = true } };
        if (nodes.Count > 1)
        {
            charts.Add(new("spreads", ChartKind.Lines, text["Compare_Spreads", nodes[0].Code])
            {
                Series = [.. series.Skip(1).Select(one => one with { Column = $"{one.Column}-{series[0].Column}" })], Price = true, Note = text["Compare_Spreads_Note", nodes[0].Code],
            });
        }
        charts.Add(new("duration", ChartKind.Duration, text["Duration_Title", kind]) { Series = series, Price = true, Half = true });
        if (nodes.Count > 1)
        {
            charts.Add(new("hours", ChartKind.Heatmap, text["Compare_Hours", nodes[1].Code, nodes[0].Code])
            {
                Series = [series[1] with { Column = $"{series[1].Column}-{series[0].Column}" }], Price = true, Half = true, Note = text["Hours_Note"],
            });
        }
        return charts;
    }

    public static string NameOf(IStringLocalizer<PricesText> text, PriceComponent component) => component switch
    {
        PriceComponent.Energy => text["Energy"],
        PriceComponent.Congestion => text["Congestion"],
        PriceComponent.Loss => text["Loss"],
        PriceComponent.Ghg => text["Ghg"],
        _ => text["Total"],
    };
}
