using GridApp.Domain.Simulation.Grid;

namespace GridApp.Features.Simulation;

/// <summary>Where the parts of the simulated grid stand in the catalogues. Lists are in the grid's own orders.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Plants">By unit: its plant; null for one without capacity.</param>
/// <param name="Lines">By branch, then by direct-current line.</param>
/// <param name="Nodes">By bus.</param>
public sealed record GridCatalogue(GridData Grid, IReadOnlyList<int?> Plants, IReadOnlyList<int> Lines, IReadOnlyList<int> Nodes)
{
    /// <summary>Units that are plants, as indices.</summary>
    public IReadOnlyList<int> Units { get; } = [.. Plants.Index().Where(unit => unit.Item is not null).Select(unit => unit.Index)];

    /// <summary>The plants, in the order of <see cref="Units"/>.</summary>
    public int[] PlantIds { get; } = [.. Plants.OfType<int>()];

    public int[] LineIds { get; } = [.. Lines];

    /// <summary>The unit that is a plant; -1 for any other plant.</summary>
    public int UnitOf(int plantId) => Plants.Index().FirstOrDefault(unit => unit.Item == plantId, (Index: -1, Item: null)).Index;

    /// <summary>A plant's code.</summary>
    public static string PlantCode(GeneratingUnit unit) => "RTS-" + unit.Uid;

    /// <summary>A line's code.</summary>
    public static string LineCode(string uid) => "RTS-" + uid;
}
