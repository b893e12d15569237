using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Domain.Simulation;

/// <summary>What one line at its limit adds to the congestion part of a bus's price.</summary>
/// <param name="Branch">Index of the branch.</param>
/// <param name="FlowMw">At its rating, negative against its direction.</param>
/// <param name="ShadowPrice">What one more megawatt of rating would save, $/MWh.</param>
/// <param name="Factor">Share of a megawatt put in at the bus that flows over the branch, in its direction.</param>
/// <param name="Contribution">$/MWh: positive where power is wanted behind the line, negative where there is too much before it.</param>
public sealed record CongestionPart(int Branch, double FlowMw, double ShadowPrice, double Factor, double Contribution)
{
    /// <summary>The parts at a bus, the largest first; their sum is the congestion part of its price.</summary>
    /// <param name="bus">Index of the bus.</param>
    /// <param name="network">Transfer factors of the topology that was dispatched.</param>
    /// <param name="binding">The lines at their limits.</param>
    public static IReadOnlyList<CongestionPart> At(int bus, TransferFactors network, IEnumerable<BindingBranch> binding) =>
        [.. binding.Select(line => Of(bus, network, line)).OrderByDescending(part => Math.Abs(part.Contribution))];

    private static CongestionPart Of(int bus, TransferFactors network, BindingBranch line)
    {
        // Power put in at the bus loads the line further where the factor has the flow's sign; that costs the line's shadow price.
        var factor = network.Of(line.Branch)[bus];
        return new CongestionPart(line.Branch, line.FlowMw, line.ShadowPrice, factor, -Math.Sign(line.FlowMw) * factor * line.ShadowPrice);
    }
}
