using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Network;

/// <summary>
/// Power transfer distribution factors of one topology: how a megawatt put in at a bus, and taken out by that island's slack, spreads over the branches. The slack is
/// distributed: each bus takes part by its share of its island's load, so that the price at the slack is the load-weighted price.
/// </summary>
public sealed class TransferFactors
{
    private readonly double[] factors;
    private readonly int buses;

    private TransferFactors(double[] factors, int buses, Islands islands, double[] slack, IReadOnlyList<int> outOfService)
    {
        this.factors = factors;
        this.buses = buses;
        Islands = islands;
        Slack = slack;
        OutOfService = outOfService;
    }

    public Islands Islands { get; }

    /// <summary>Each bus's part in its island's slack; they sum to one in each island.</summary>
    public IReadOnlyList<double> Slack { get; }

    /// <summary>The branches that are out, ascending: what tells topologies of one grid apart.</summary>
    public IReadOnlyList<int> OutOfService { get; }

    /// <summary>The factors of one branch, by bus; zeros for a branch that is out and for buses of other islands.</summary>
    public ReadOnlySpan<double> Of(int branch) => factors.AsSpan(branch * buses, buses);

    /// <summary>The flow on every branch, in MW, for net injections by bus (within an island they need not sum to zero: its slack takes the rest).</summary>
    public double[] Flows(ReadOnlySpan<double> injections)
    {
        var flows = new double[factors.Length / Math.Max(buses, 1)];
        for (var k = 0; k < flows.Length; k++)
        {
            flows[k] = Product(Of(k), injections);
        }
        return flows;
    }

    /// <param name="outOfService">Indices of branches; order and doubles do not matter.</param>
    public static TransferFactors Of(GridData grid, IEnumerable<int> outOfService)
    {
        var outs = outOfService.Distinct().Order().ToArray();
        var isOut = new bool[grid.Branches.Count];
        foreach (var k in outs)
        {
            isOut[k] = true;
        }
        var n = grid.Buses.Count;
        var islands = Islands.Find(n, grid.Branches, k => isOut[k]);
        var slack = SlackOf(grid, islands);
        var factors = new double[grid.Branches.Count * n];
        for (var island = 0; island < islands.Count; island++)
        {
            var members = Enumerable.Range(0, n).Where(bus => islands.Of[bus] == island).ToArray();
            if (members.Length > 1)
            {
                Fill(factors, grid, isOut, members, slack);
            }
        }
        return new TransferFactors(factors, n, islands, slack, outs);
    }

    private static double[] SlackOf(GridData grid, Islands islands)
    {
        var load = new double[islands.Count];
        var count = new int[islands.Count];
        for (var bus = 0; bus < grid.Buses.Count; bus++)
        {
            load[islands.Of[bus]] += grid.Buses[bus].LoadMw;
            count[islands.Of[bus]]++;
        }
        return [.. grid.Buses.Select((bus, i) => load[islands.Of[i]] is > 0 and var sum ? bus.LoadMw / sum : 1.0 / count[islands.Of[i]])];
    }

    private static void Fill(double[] factors, GridData grid, bool[] isOut, int[] members, double[] slack)
    {
        var n = grid.Buses.Count;
        // The island's first bus has angle zero; the others are the rows of the susceptance matrix.
        var row = new int[n];
        Array.Fill(row, -1);
        for (var i = 1; i < members.Length; i++)
        {
            row[members[i]] = i - 1;
        }
        var size = members.Length - 1;
        var susceptance = new double[size * size];
        var inIsland = new HashSet<int>(members);
        var branches = Enumerable.Range(0, grid.Branches.Count).Where(k => !isOut[k] && inIsland.Contains(grid.Branches[k].FromBus)).ToArray();
        foreach (var k in branches)
        {
            var (f, t, b) = (row[grid.Branches[k].FromBus], row[grid.Branches[k].ToBus], 1 / grid.Branches[k].Reactance);
            if (f >= 0)
            {
                susceptance[f * size + f] += b;
            }
            if (t >= 0)
            {
                susceptance[t * size + t] += b;
            }
            if (f >= 0 && t >= 0)
            {
                susceptance[f * size + t] -= b;
                susceptance[t * size + f] -= b;
            }
        }
        var angles = PositiveDefinite.Invert(susceptance, size);
        foreach (var k in branches)
        {
            var branch = grid.Branches[k];
            var (f, t, b) = (row[branch.FromBus], row[branch.ToBus], 1 / branch.Reactance);
            var own = factors.AsSpan(k * n, n);
            foreach (var bus in members)
            {
                var i = row[bus];
                own[bus] = i < 0 ? 0 : b * ((f < 0 ? 0 : angles[f * size + i]) - (t < 0 ? 0 : angles[t * size + i]));
            }
            var atSlack = Product(own, slack);
            foreach (var bus in members)
            {
                own[bus] -= atSlack;
            }
        }
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
