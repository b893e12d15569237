using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>Losses <c>Σ r·f²</c>, linearised around base flows: <c>loss = Factor·injection - AtBase</c> in each island.</summary>
/// <param name="Factor">By bus: the marginal loss factor, what one more megawatt in there adds to the losses.</param>
/// <param name="AtBaseMw">By island: the losses of the base flows.</param>
internal sealed record MarginalLosses(double[] Factor, double[] AtBaseMw)
{
    public static MarginalLosses None(TransferFactors network, int buses) => new(new double[buses], new double[network.Islands.Count]);

    public static MarginalLosses Around(GridData grid, TransferFactors network, double[] flows)
    {
        var factor = new double[grid.Buses.Count];
        var atBase = new double[network.Islands.Count];
        for (var k = 0; k < grid.Branches.Count; k++)
        {
            var resistance = grid.Branches[k].Resistance / GridData.BaseMva;
            if (resistance <= 0 || flows[k] == 0 || network.OutOfService.Contains(k))
            {
                continue;
            }
            atBase[network.Islands.Of[grid.Branches[k].FromBus]] += resistance * flows[k] * flows[k];
            var marginal = 2 * resistance * flows[k];
            var shares = network.Of(k);
            for (var bus = 0; bus < factor.Length; bus++)
            {
                factor[bus] += marginal * shares[bus];
            }
        }
        return new MarginalLosses(factor, atBase);
    }

    /// <summary>The losses of flows, in MW, not linearised.</summary>
    public static double Of(GridData grid, double[] flows)
    {
        var sum = 0.0;
        for (var k = 0; k < flows.Length; k++)
        {
            sum += grid.Branches[k].Resistance / GridData.BaseMva * flows[k] * flows[k];
        }
        return sum;
    }
}
