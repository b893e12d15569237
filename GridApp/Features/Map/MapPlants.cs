using GridApp.Domain.Geography;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;

namespace GridApp.Features.Map;

/// <summary>What the map's page asks of the plants: the same catalogue that answers the API.</summary>
public sealed class MapPlants(PlantCatalogue catalogue)
{
    /// <summary>A plant and what of it can be used, or null when there is none.</summary>
    public async ValueTask<MapPlant?> FindAsync(int id, CancellationToken cancellation)
    {
        var plants = await catalogue.CurrentAsync(cancellation);
        return plants.Find(id) is { } plant ? new MapPlant(plant, plants.AvailabilityOf(id) ?? Availability.Of(plant.CapacityMw)) : null;
    }

    /// <summary>Plants on the map whose name has this text in it, biggest first.</summary>
    public async ValueTask<IReadOnlyList<MapPlant>> SearchAsync(string text, int limit, CancellationToken cancellation)
    {
        var plants = await catalogue.CurrentAsync(cancellation);
        return Read(plants.Find(new PlantFilter { Name = text, LocatedOnly = true }, limit));
    }

    /// <summary>The plants that a state shows within a box, biggest first.</summary>
    /// <returns>At most <paramref name="limit"/> of them, and how many there are.</returns>
    public async ValueTask<(IReadOnlyList<MapPlant> Plants, int Total)> InViewAsync(MapState state, BoundingBox box, int limit, CancellationToken cancellation)
    {
        // An empty list means all of them to the filter, none of them to the map.
        if (!state.Plants || state.Fuels.Count == 0 || state.Statuses.Count == 0)
            return ([], 0);
        var plants = await catalogue.CurrentAsync(cancellation);
        var found = plants.Find(FilterOf(state) with { Box = box }, limit);
        return (Read(found), found.Total);
    }

    /// <summary>The markets that have plants on the map, by code, with how many.</summary>
    public async ValueTask<IReadOnlyList<(string? Market, int Count)>> MarketsAsync(CancellationToken cancellation)
    {
        var plants = await catalogue.CurrentAsync(cancellation);
        return [.. Enumerable.Range(0, plants.Count)
            .Select(index => plants[index])
            .Where(plant => plant.Longitude is not null)
            .CountBy(plant => plant.Market ?? "")
            .Select(pair => (pair.Key.Length == 0 ? null : pair.Key, pair.Value))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal)];
    }

    /// <summary>The box around a market's plants; null when it has none on the map.</summary>
    public async ValueTask<BoundingBox?> BoxOfAsync(string market, CancellationToken cancellation)
    {
        var plants = await catalogue.CurrentAsync(cancellation);
        var found = Read(plants.Find(new PlantFilter { Markets = [market], LocatedOnly = true }));
        return BoundingBox.AroundMost(found.Select(one => one.Plant.Longitude!.Value), found.Select(one => one.Plant.Latitude!.Value));
    }

    /// <summary>The plants' filter that shows what a state shows, everywhere.</summary>
    public static PlantFilter FilterOf(MapState state) => new()
    {
        Fuels = state.Fuels.Count == MapState.Default.Fuels.Count ? [] : [.. state.Fuels.Order()],
        Statuses = state.Statuses.Count == MapState.Default.Statuses.Count ? [] : [.. state.Statuses.Order()],
        Markets = state.Market is { } market ? [market] : [],
        LocatedOnly = true,
    };

    private static List<MapPlant> Read(PlantMatches matches)
    {
        var read = new List<MapPlant>(matches.Indexes.Length);
        foreach (var index in matches.Indexes.Span)
            read.Add(new MapPlant(matches.Snapshot[index], matches.Snapshot.AvailabilityAt(index)));
        return read;
    }
}

/// <summary>A plant with what of it can be used now.</summary>
public sealed record MapPlant(CataloguePlant Plant, Availability Availability);
