using GridApp.Hosting;

namespace GridApp.Features.Plants;

/// <summary>Start-up work: the first snapshot, so that the first visitor does not wait for it.</summary>
internal sealed class PlantCatalogueStartup(PlantCatalogue catalogue) : IStartupTask
{
    public string Progress => "Reading the plants.";

    public async Task RunAsync(CancellationToken ct) => await catalogue.CurrentAsync(ct);
}
