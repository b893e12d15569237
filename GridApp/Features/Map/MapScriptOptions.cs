using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Geography;
using GridApp.Domain.Plants;
using GridApp.Domain.Prices;
using GridApp.Hosting;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

/// <summary>What the script gets when it makes the map (its own description is in map.js). Serialized with camelCase names.</summary>
internal sealed record MapScriptOptions
{
    /// <summary>Most of North America, where most plants of the bundled data are.</summary>
    private static readonly (double Latitude, double Longitude, double Zoom) Start = (39, -101, 4);

    public required string ApiUrl { get; init; }

    public required string PlantsUrl { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Locale { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public required double Zoom { get; init; }

    public required string ColorBy { get; init; }

    public required MapLayers Layers { get; init; }

    /// <summary>Parameters of the plants' query, as pairs.</summary>
    public required string[][] Filters { get; init; }

    public required MapMarkSets Marks { get; init; }

    /// <summary>Template of online tiles, null for the offline base map.</summary>
    public required string? TileUrl { get; init; }

    public required MapPriceChoice Prices { get; init; }

    public required MapGridChoice Grid { get; init; }

    public required MapScriptTexts Texts { get; init; }

    public static MapScriptOptions Of(
        MapState state, (double Latitude, double Longitude, double Zoom)? start, MapOptions configured, string locale,
        IStringLocalizer<MapText> text, IStringLocalizer<ComponentsText> words)
    {
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        var (latitude, longitude, zoom) = state.View ?? start ?? Start;
        return new MapScriptOptions
        {
            ApiUrl = "api/v1",
            PlantsUrl = "api/v1/plants",
            Locale = locale,
            Latitude = latitude,
            Longitude = longitude,
            Zoom = zoom,
            ColorBy = ColorOf(state),
            Layers = LayersOf(state),
            Filters = FiltersOf(state),
            Marks = new MapMarkSets(
                [.. Enum.GetValues<Fuel>().Select(fuel => new MapMark(fuel.Code(), words.NameOf(fuel), "--fuel-" + fuel.Code(), MapMarks.Shape(fuel), MapMarks.Glyph(fuel)))],
                [.. Enum.GetValues<PlantStatus>().Select(status => new MapMark(status.Code(), words.NameOf(status), MapMarks.Colour(status), MapMarks.Shape(status), null))]),
            TileUrl = configured.TileUrl,
            Prices = PricesOf(state),
            Grid = GridOf(state),
            Texts = MapScriptTexts.Of(text, numbers),
        };
    }

    public static string ColorOf(MapState state) => state.Color == MapColor.Status ? "status" : "fuel";

    public static MapLayers LayersOf(MapState state) => new(state.Plants, [.. state.Fuels.Select(fuel => fuel.Code())], [.. state.Statuses.Select(status => status.Code())]);

    public static MapPriceChoice PricesOf(MapState state) => new(
        state.Prices.Form == MapPriceForm.Surface, state.Prices.Form == MapPriceForm.Points, state.Nodes, state.Prices.Kind, state.Prices.Component.Code(), state.GridMarket,
        Iso(state.At), state.Prices.Least, state.Prices.Most);

    public static MapGridChoice GridOf(MapState state) => new(
        [.. state.Zones.Order().Select(type => type.Code())], state is { ZoneFill: true, Prices.On: true }, state.Lines,
        state.Voltages.Count == LineClasses.All.Length ? null : [.. state.Voltages.OrderDescending()], state.GridMarket, state.Prices.Form == MapPriceForm.Surface, Iso(state.At));

    public static string[][] FiltersOf(MapState state) => state.Market is { } market ? [["market", market]] : [];

    private static string? Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Whether plants are shown, and codes of which.</summary>
internal sealed record MapLayers(bool Plants, IReadOnlyList<string> Fuels, IReadOnlyList<string> Statuses);

/// <summary>Which prices are shown, and how (prices-part.js).</summary>
internal sealed record MapPriceChoice(
    bool Surface, bool Points, bool Nodes, string Kind, string Component, string? Market, string? At, double? Least, double? Most);

/// <summary>Which zones and lines are shown (grid-part.js).</summary>
internal sealed record MapGridChoice(IReadOnlyList<string> Zones, bool Fill, bool Lines, IReadOnlyList<int>? Classes, string? Market, bool Boundaries, string? At)
{
    public bool SaysTheSameAs(MapGridChoice other) =>
        Zones.SequenceEqual(other.Zones) && (Classes ?? []).SequenceEqual(other.Classes ?? []) && (Classes is null) == (other.Classes is null)
        && this with { Zones = [], Classes = null } == other with { Zones = [], Classes = null };
}

/// <summary>Marks in the order of their enums, which is the order of the packed format's bytes.</summary>
internal sealed record MapMarkSets(IReadOnlyList<MapMark> Fuel, IReadOnlyList<MapMark> Status);

/// <summary>How a fuel or a status looks (sprites.js).</summary>
internal sealed record MapMark(string Code, string Name, string Colour, string Shape, string? Glyph);
