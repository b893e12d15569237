using System.Globalization;
using GridApp.Components;
using GridApp.Domain.Plants;
using GridApp.Hosting;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Map;

/// <summary>What the script gets when it makes the map (its own description is in map.js). Serialized with camelCase names.</summary>
internal sealed record MapScriptOptions
{
    /// <summary>Most of North America, where most plants of the bundled data are.</summary>
    private static readonly (double Latitude, double Longitude, double Zoom) Start = (39, -101, 4);

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

    public required MapScriptTexts Texts { get; init; }

    public static MapScriptOptions Of(
        MapState state, (double Latitude, double Longitude, double Zoom)? start, MapOptions configured, string locale,
        IStringLocalizer<MapText> text, IStringLocalizer<ComponentsText> words)
    {
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        var (latitude, longitude, zoom) = state.View ?? start ?? Start;
        return new MapScriptOptions
        {
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
            Texts = new MapScriptTexts(text["Map_Label"], text["ZoomIn"], text["ZoomOut"], text["More"], "MW", text["LoadingName"], numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator),
        };
    }

    public static string ColorOf(MapState state) => state.Color == MapColor.Status ? "status" : "fuel";

    public static MapLayers LayersOf(MapState state) => new([.. state.Fuels.Select(fuel => fuel.Code())], [.. state.Statuses.Select(status => status.Code())]);

    public static string[][] FiltersOf(MapState state) => state.Market is { } market ? [["market", market]] : [];
}

/// <summary>Codes of what is shown.</summary>
internal sealed record MapLayers(IReadOnlyList<string> Fuels, IReadOnlyList<string> Statuses);

/// <summary>Marks in the order of their enums, which is the order of the packed format's bytes.</summary>
internal sealed record MapMarkSets(IReadOnlyList<MapMark> Fuel, IReadOnlyList<MapMark> Status);

/// <summary>How a fuel or a status looks (sprites.js).</summary>
internal sealed record MapMark(string Code, string Name, string Colour, string Shape, string? Glyph);

/// <summary>Texts that the script shows.</summary>
internal sealed record MapScriptTexts(string Map, string ZoomIn, string ZoomOut, string More, string Unit, string LoadingName, string Decimal, string Group);
