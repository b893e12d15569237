using GridApp.Features.Geography;
using GridApp.Features.Prices;

namespace GridApp.Features.Map;

/// <summary>Something to be selected, and where it is.</summary>
/// <param name="Selection">What.</param>
/// <param name="Latitude">Degrees; null together with the longitude for what has no place.</param>
/// <param name="Longitude">Degrees.</param>
public sealed record MapPlace(MapSelection Selection, double? Latitude, double? Longitude)
{
    public static MapPlace Of(MapPlant plant) => new(new MapSelection(MapSubject.Plant, plant.Plant.Id), plant.Plant.Latitude, plant.Plant.Longitude);

    public static MapPlace Of(CatalogueNode node) => new(new MapSelection(MapSubject.Node, node.Id), node.Latitude, node.Longitude);

    public static MapPlace Of(Zone zone) => new(new MapSelection(MapSubject.Zone, zone.Id), zone.Latitude, zone.Longitude);

    /// <summary>In the middle between a line's ends.</summary>
    public static MapPlace Of(Line line) => line.Path is [var first, ..] && line.Path[^1] is { Length: >= 2 } last
        ? new(new MapSelection(MapSubject.Line, line.Id), (first[1] + last[^1]) / 2, (first[0] + last[^2]) / 2)
        : new(new MapSelection(MapSubject.Line, line.Id), null, null);
}
