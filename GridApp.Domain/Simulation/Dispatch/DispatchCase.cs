using GridApp.Domain.Simulation.Network;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>One interval to dispatch.</summary>
/// <param name="LoadMw">By bus.</param>
/// <param name="LowMw">By unit: the least it gives. Negative for a storage that takes energy in; equal to the highest where it has no choice.</param>
/// <param name="HighMw">By unit: the most it gives. A thermal unit with zero here is off or out.</param>
/// <param name="DcRatingMw">By direct-current line; 0 when it is out.</param>
/// <param name="BaseFlows">By branch: the flows around which losses are linearised, such as those of the interval before; null for none known.</param>
/// <param name="Warm">Where the solver starts; null for a cold start.</param>
public sealed record DispatchCase(
    TransferFactors Network, double[] LoadMw, double[] LowMw, double[] HighMw, double[] DcRatingMw, double[]? BaseFlows = null, WarmStart? Warm = null)
{
    /// <summary>False: a lossless network.</summary>
    public bool Losses { get; init; } = true;

    /// <summary>False: branches carry whatever comes.</summary>
    public bool Limits { get; init; } = true;
}

/// <summary>A basis of the interval before, good for the same topology.</summary>
/// <param name="OutOfService">The topology: its branches out, ascending.</param>
/// <param name="Rows">The branches whose limits were rows of the problem, in the rows' order.</param>
public sealed record WarmStart(IReadOnlyList<int> OutOfService, IReadOnlyList<int> Rows, byte[] Basis);
