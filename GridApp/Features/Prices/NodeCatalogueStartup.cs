using GridApp.Hosting;

namespace GridApp.Features.Prices;

/// <summary>Start-up work: the first snapshot of the nodes, so that the first visitor does not wait for it.</summary>
internal sealed class NodeCatalogueStartup(NodeCatalogue catalogue) : IStartupTask
{
    public string Progress => "Reading the nodes.";

    public async Task RunAsync(CancellationToken ct) => await catalogue.CurrentAsync(ct);
}
