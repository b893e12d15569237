namespace GridApp.Features.Prices;

/// <summary>A place that a market prices, as the catalogue keeps it in memory.</summary>
/// <param name="Code">The market's own identifier, unique in it.</param>
/// <param name="Type">The market's own word: bus, hub, zone, generator, ...</param>
/// <param name="Longitude">WGS84 degrees, null together with the latitude.</param>
/// <param name="Latitude">WGS84 degrees, null together with the longitude.</param>
/// <param name="Source">Name of the data set.</param>
public sealed record CatalogueNode(
    int Id, string Market, string Code, string Name, string Type, string? Zone, double? Longitude, double? Latitude, string? Source, bool Simulated, int? OrganizationId, long Version);
