namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>A cleared interval. Arrays are in the grid's orders; power in MW, prices in $/MWh, costs in $ per hour.</summary>
/// <param name="UnitMw">By unit, before what is spilled at its bus.</param>
/// <param name="FlowMw">By branch, positive from its first bus to its second.</param>
/// <param name="DcMw">By direct-current line.</param>
/// <param name="ShedMw">By bus: load (and charging) not served.</param>
/// <param name="SpillMw">By bus: given or least output that nobody took.</param>
/// <param name="Energy">By bus: the price at the (load-weighted) slack of its island.</param>
/// <param name="Congestion">By bus.</param>
/// <param name="Loss">By bus.</param>
/// <param name="Binding">Branches at their limit whose limit costs something.</param>
/// <param name="LossMw">Of all branches, as linearised; what balances.</param>
/// <param name="FuelCost">Of thermal units.</param>
/// <param name="PenaltyCost">Of shedding and spill at their stated prices.</param>
/// <param name="Warm">For the next interval.</param>
public sealed record DispatchResult(
    double[] UnitMw, double[] FlowMw, double[] DcMw, double[] ShedMw, double[] SpillMw,
    double[] Energy, double[] Congestion, double[] Loss, IReadOnlyList<BindingBranch> Binding,
    double LossMw, double FuelCost, double PenaltyCost, WarmStart Warm)
{
    /// <summary>$ per hour.</summary>
    public double Cost => FuelCost + PenaltyCost;

    /// <summary>The locational marginal price of a bus.</summary>
    public double Price(int bus) => Energy[bus] + Congestion[bus] + Loss[bus];
}

/// <param name="Branch">Index of the branch.</param>
/// <param name="FlowMw">At its rating, negative against its direction.</param>
/// <param name="ShadowPrice">What one more megawatt of rating would save, in $/MWh; never negative.</param>
public readonly record struct BindingBranch(int Branch, double FlowMw, double ShadowPrice);
