using GridApp.Domain;
using GridApp.Domain.Simulation;
using GridApp.Hosting;

namespace GridApp.Features.Simulation;

/// <summary>Whether the simulated market can run here, and with what: the power system and its place in the catalogues.</summary>
public sealed class SimulationSetup(SimulatedGrid grid, SeedGrid seed, GridOptions options) : IDisposable
{
    private readonly SemaphoreSlim once = new(1, 1);
    private volatile GridCatalogue? catalogue;

    /// <summary>It comes with the sample data, and can be turned off.</summary>
    public bool IsWanted => options.SampleData && options.Simulation.Enabled;

    /// <summary>Why it does not run although it is wanted, in a sentence; null when it runs or may.</summary>
    public string? Obstacle => IsWanted ? grid.Model.Failure?.Sentence : "The simulated market is turned off (Grid:SampleData, Grid:Simulation:Enabled).";

    /// <summary>Where its parts stand; null before the first <see cref="RequireAsync"/>.</summary>
    public GridCatalogue? Catalogue => catalogue;

    /// <summary>The system and its place; puts it into the catalogues where it is not there yet.</summary>
    /// <returns>Both, or why there is nothing to run.</returns>
    public async Task<Outcome<(GridModel Model, GridCatalogue Catalogue)>> FindAsync(CancellationToken ct)
    {
        if (grid.Model.Failure is { } failure)
        {
            return failure;
        }
        if (catalogue is null)
        {
            await once.WaitAsync(ct);
            try
            {
                catalogue ??= await seed.EnsureAsync(grid.Model.Value.Grid, ct);
            }
            finally
            {
                once.Release();
            }
        }
        return (grid.Model.Value, catalogue);
    }

    public void Dispose() => once.Dispose();

    /// <exception cref="InvalidOperationException">There is nothing to run: look at <see cref="Obstacle"/> first.</exception>
    internal async Task<(GridModel Model, GridCatalogue Catalogue)> RequireAsync(CancellationToken ct) => (await FindAsync(ct)).Value;
}
