using GridApp.Domain.Simulation.Linear;
using GridApp.Domain.Simulation.Network;

namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>Writes a case as a linear program: a balance row per island, then a row per branch limit in use.</summary>
internal static class DispatchProblem
{
    public static LinearProblem Build(DispatchLayout layout, TransferFactors network, Bounds bounds, MarginalLosses losses, List<int> limits)
    {
        var problem = new LinearProblem();
        var islands = network.Islands;
        var demand = new double[islands.Count];
        for (var island = 0; island < islands.Count; island++)
        {
            demand[island] = -losses.AtBaseMw[island];
        }
        for (var bus = 0; bus < bounds.FixedMw.Length; bus++)
        {
            demand[islands.Of[bus]] -= (1 - losses.Factor[bus]) * bounds.FixedMw[bus];
        }
        foreach (var mw in demand)
        {
            problem.AddRow(mw, mw);
        }
        foreach (var k in limits)
        {
            var (lower, upper) = Room(layout, network, bounds, k);
            problem.AddRow(lower, upper);
        }
        for (var column = 0; column < layout.Columns; column++)
        {
            problem.AddColumn(bounds.Cost[column], bounds.Lower[column], bounds.Upper[column]);
            var (bus, sign, other) = layout.Injection(column);
            var (weight, otherWeight) = (sign * (1 - losses.Factor[bus]), other < 0 ? 0 : sign * (1 - losses.Factor[other]));
            if (other >= 0 && islands.Of[bus] == islands.Of[other])
            {
                problem.Entry(islands.Of[bus], weight - otherWeight);
            }
            else
            {
                problem.Entry(islands.Of[bus], weight);
                if (other >= 0)
                {
                    problem.Entry(islands.Of[other], -otherWeight);
                }
            }
            for (var i = 0; i < limits.Count; i++)
            {
                problem.Entry(islands.Count + i, Share(network.Of(limits[i]), bus, sign, other));
            }
        }
        return problem;
    }

    /// <summary>A limit to add to a program that is loaded already.</summary>
    public static (int[] Columns, double[] Values, double Lower, double Upper) LimitRow(DispatchLayout layout, TransferFactors network, Bounds bounds, int branch)
    {
        var shares = network.Of(branch);
        var columns = new List<int>(layout.Columns);
        var values = new List<double>(layout.Columns);
        for (var column = 0; column < layout.Columns; column++)
        {
            var (bus, sign, other) = layout.Injection(column);
            var share = Share(shares, bus, sign, other);
            if (share != 0)
            {
                columns.Add(column);
                values.Add(share);
            }
        }
        var (lower, upper) = Room(layout, network, bounds, branch);
        return ([.. columns], [.. values], lower, upper);
    }

    /// <summary>Net injection by bus of a solution.</summary>
    public static double[] Injections(DispatchLayout layout, Bounds bounds, double[] columns)
    {
        var injections = (double[])bounds.FixedMw.Clone();
        for (var column = 0; column < columns.Length; column++)
        {
            if (columns[column] == 0)
            {
                continue;
            }
            var (bus, sign, other) = layout.Injection(column);
            injections[bus] += sign * columns[column];
            if (other >= 0)
            {
                injections[other] -= sign * columns[column];
            }
        }
        return injections;
    }

    private static double Share(ReadOnlySpan<double> shares, int bus, double sign, int other) => sign * (shares[bus] - (other < 0 ? 0 : shares[other]));

    /// <summary>What the fixed injections leave of a branch's rating, in both directions.</summary>
    private static (double Lower, double Upper) Room(DispatchLayout layout, TransferFactors network, Bounds bounds, int branch)
    {
        var shares = network.Of(branch);
        var taken = 0.0;
        for (var bus = 0; bus < shares.Length; bus++)
        {
            taken += shares[bus] * bounds.FixedMw[bus];
        }
        var rating = layout.Grid.Branches[branch].RatingMw;
        return (-rating - taken, rating - taken);
    }
}
