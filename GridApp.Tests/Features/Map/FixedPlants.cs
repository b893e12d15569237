using GridApp.Features.Map;
using GridApp.Features.Plants;

namespace GridApp.Tests.Features.Map;

/// <summary>A catalogue of given plants, without a database.</summary>
internal sealed class FixedPlants(params CataloguePlant[] plants) : IPlantSource
{
    public static MapPlants Of(params CataloguePlant[] plants) => new(new PlantCatalogue(new FixedPlants(plants), TimeProvider.System));

    public Task<PlantVersions> VersionAsync(CancellationToken cancellation) => Task.FromResult(new PlantVersions(1, 1));

    public Task<PlantChanges> ChangesAsync(long since, CancellationToken cancellation) => Task.FromResult(new PlantChanges(1, true, [.. plants]));

    public Task<PlantsOut> OutAsync(DateTimeOffset at, CancellationToken cancellation) => Task.FromResult(PlantsOut.Nothing);
}
