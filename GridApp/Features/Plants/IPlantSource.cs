namespace GridApp.Features.Plants;

/// <summary>Where the catalogue reads plants from. A seam for tests that need to hold a load still; the application's is PlantRows.</summary>
internal interface IPlantSource
{
    /// <summary>The versions as of a moment after the call began.</summary>
    Task<PlantVersions> VersionAsync(CancellationToken cancellation);

    /// <summary>What changed after a version, or everything when rows have gone since.</summary>
    Task<PlantChanges> ChangesAsync(long since, CancellationToken cancellation);

    /// <summary>What is out at a moment, as of a commit after the call began.</summary>
    Task<PlantsOut> OutAsync(DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>Numbers that every committed write raises.</summary>
/// <param name="Plants">Of the plants.</param>
/// <param name="Incidents">Of the incidents, which decide what of the plants can be used.</param>
internal readonly record struct PlantVersions(long Plants, long Incidents);

/// <summary>Rows read at one version.</summary>
/// <param name="Version">The version, read together with the rows.</param>
/// <param name="Complete">These are all plants, not only the changed ones.</param>
/// <param name="Plants">The rows.</param>
internal sealed record PlantChanges(long Version, bool Complete, CataloguePlant[] Plants);
