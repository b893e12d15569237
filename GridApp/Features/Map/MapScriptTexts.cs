using System.Globalization;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

/// <summary>Texts that the script shows, and how its numbers are written (MapTexts in map.js).</summary>
internal sealed record MapScriptTexts
{
    public required string Map { get; init; }

    public required string ZoomIn { get; init; }

    public required string ZoomOut { get; init; }

    public required string More { get; init; }

    public required string Unit { get; init; }

    public required string LoadingName { get; init; }

    public required string NoPrice { get; init; }

    public required string Filter { get; init; }

    public required string Least { get; init; }

    public required string Most { get; init; }

    public required string Lowest { get; init; }

    public required string Highest { get; init; }

    public required string Median { get; init; }

    public required string Zero { get; init; }

    public required string Nodes { get; init; }

    public required string Negative { get; init; }

    public required string Nothing { get; init; }

    public required string Binds { get; init; }

    public required string Loaded { get; init; }

    public required IReadOnlyDictionary<string, string> ZoneTypes { get; init; }

    public required string Decimal { get; init; }

    public required string Group { get; init; }

    public static MapScriptTexts Of(IStringLocalizer<MapText> text, NumberFormatInfo numbers) => new()
    {
        Map = text["Map_Label"],
        ZoomIn = text["ZoomIn"],
        ZoomOut = text["ZoomOut"],
        More = text["More"],
        Unit = "MW",
        LoadingName = text["LoadingName"],
        NoPrice = text["Node_NoPrice"],
        Filter = text["Legend_Filter"],
        Least = text["Legend_Least"],
        Most = text["Legend_Most"],
        Lowest = text["Legend_Lowest"],
        Highest = text["Legend_Highest"],
        Median = text["Legend_Median"],
        Zero = "",
        Nodes = text["Legend_Range"],
        Negative = text["Legend_Negative"],
        Nothing = text["Legend_Nothing"],
        Binds = text["Line_Binds"],
        Loaded = text["Line_Loaded"],
        ZoneTypes = Domain.Geography.ZoneTypes.All.ToDictionary(code => code, code => text["Zone_" + code].Value, StringComparer.Ordinal),
        Decimal = numbers.NumberDecimalSeparator,
        Group = numbers.NumberGroupSeparator,
    };
}
