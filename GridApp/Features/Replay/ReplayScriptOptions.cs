using System.Globalization;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Features.Map;
using GridApp.Hosting;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Replay;

/// <summary>What the script gets when it makes the replay (its own description is in beginning.js). Serialized with camelCase names.</summary>
internal sealed record ReplayScriptOptions
{
    public required string Locale { get; init; }

    public required string Api { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset? Newest { get; init; }

    public required MarketOption Market { get; init; }

    public required IReadOnlyList<ReplayKind> Kinds { get; init; }

    public required IReadOnlyList<TransitionOption> Transitions { get; init; }

    /// <summary>Whether other people's bookmarks may be let go, too.</summary>
    public required bool MayLetGoAll { get; init; }

    /// <summary>Names of CSS variables by fuel.</summary>
    public required IReadOnlyDictionary<string, string> Fuels { get; init; }

    public required IReadOnlyDictionary<string, string> FuelNames { get; init; }

    public required IReadOnlyDictionary<string, string> StatusNames { get; init; }

    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public required MapOption Map { get; init; }

    /// <summary>Words of the legend.</summary>
    public required IReadOnlyDictionary<string, string> Legend { get; init; }

    public static ReplayScriptOptions Of(
        ReplayScene scene, Actor actor, MapOptions configured, string locale, IStringLocalizer<ReplayText> text, IStringLocalizer<ComponentsText> words)
    {
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        var fuels = Enum.GetValues<Fuel>();
        return new ReplayScriptOptions
        {
            Locale = locale,
            Api = "api/v1",
            Now = scene.Now,
            Newest = scene.Newest,
            Market = new MarketOption(scene.Market.Code, scene.Market.Name, PriceUnit.Of(scene.Market.Currency), scene.Market.Simulated),
            Kinds = scene.Kinds,
            // What holds at the first instant has always held.
            Transitions = [.. scene.Changes.Select((change, i) => new TransitionOption(i == 0 ? null : change.From, change.Offset.TotalMinutes))],
            MayLetGoAll = actor.Writes,
            Fuels = fuels.ToDictionary(fuel => fuel.Code(), fuel => "--fuel-" + fuel.Code()),
            FuelNames = fuels.ToDictionary(fuel => fuel.Code(), fuel => words.NameOf(fuel)),
            StatusNames = Enum.GetValues<PlantStatus>().ToDictionary(status => status.Code(), status => words.NameOf(status)),
            Texts = Said(text, "Js_"),
            Map = new MapOption(
                "api/v1", scene.Market.Code, locale, scene.Box is { } box ? [box.West, box.South, box.East, box.North] : null, configured.TileUrl, MarksOf(words),
                new Dictionary<string, string>(Said(text, "Map_")) { ["unit"] = "MW", ["decimal"] = numbers.NumberDecimalSeparator, ["group"] = numbers.NumberGroupSeparator }),
            Legend = new Dictionary<string, string>(Said(text, "Legend_")) { ["zero"] = "", ["decimal"] = numbers.NumberDecimalSeparator, ["group"] = numbers.NumberGroupSeparator },
        };
    }

    private static MapMarkSets MarksOf(IStringLocalizer<ComponentsText> words) => new(
        [.. Enum.GetValues<Fuel>().Select(fuel => new MapMark(fuel.Code(), words.NameOf(fuel), "--fuel-" + fuel.Code(), MapMarks.Shape(fuel), MapMarks.Glyph(fuel)))],
        [.. Enum.GetValues<PlantStatus>().Select(status => new MapMark(status.Code(), words.NameOf(status), MapMarks.Colour(status), MapMarks.Shape(status), null))]);

    /// <summary>Texts whose keys begin so, by what follows.</summary>
    private static Dictionary<string, string> Said(IStringLocalizer<ReplayText> text, string prefix) =>
        text.GetAllStrings(includeParentCultures: true).Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal))
            .DistinctBy(one => one.Name).ToDictionary(one => one.Name[prefix.Length..], one => one.Value, StringComparer.Ordinal);
}

/// <param name="Unit">Of its prices.</param>
internal sealed record MarketOption(string Code, string Name, string Unit, bool Simulated);

/// <param name="From">Null for what has always held.</param>
internal sealed record TransitionOption(DateTimeOffset? From, double OffsetMinutes);

/// <summary>What the replay's map gets (replay-map.js).</summary>
/// <param name="Box">west, south, east, north; null when nobody knows where the market is.</param>
internal sealed record MapOption(string Api, string Market, string Locale, double[]? Box, string? TileUrl, MapMarkSets Marks, IReadOnlyDictionary<string, string> Texts);
