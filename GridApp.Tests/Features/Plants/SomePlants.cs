using GridApp.Domain.Plants;
using GridApp.Features.Plants;

namespace GridApp.Tests.Features.Plants;

/// <summary>Plants for tests that need no database.</summary>
internal static class SomePlants
{
    public static CataloguePlant Plant(int id, double mw = 100, Fuel fuel = Fuel.Gas, string? name = null, double? longitude = -120, double? latitude = 37, string? market = null, int? organization = null, bool simulated = false, long version = 1) => new()
    {
        Id = id,
        Code = $"P{id}",
        Name = name ?? $"Plant {id}",
        Fuel = fuel,
        SourceFuel = fuel.Code(),
        CapacityMw = mw,
        Longitude = longitude,
        Latitude = latitude,
        Market = market,
        OrganizationId = organization,
        Simulated = simulated,
        Version = version,
    };

    public static PlantSnapshot Snapshot(params CataloguePlant[] plants) => PlantSnapshot.Of(1, plants);

    public static int[] Ids(this PlantMatches matches) => [.. matches.Indexes.ToArray().Select(index => matches.Snapshot[index].Id)];

    public static int[] Ids(this PlantSnapshot snapshot, PlantFilter filter) => snapshot.Find(filter).Ids();
}
