using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Network;

/// <summary>Which buses hang together through the branches in service.</summary>
/// <param name="Of">The island of each bus; islands are numbered by their first bus.</param>
/// <param name="Count">How many there are; 1 when the network is whole.</param>
public sealed record Islands(IReadOnlyList<int> Of, int Count)
{
    public static Islands Find(int buses, IReadOnlyList<Branch> branches, Func<int, bool> isOut)
    {
        var parent = Enumerable.Range(0, buses).ToArray();
        for (var k = 0; k < branches.Count; k++)
        {
            if (!isOut(k))
            {
                var a = Root(branches[k].FromBus);
                var b = Root(branches[k].ToBus);
                parent[Math.Max(a, b)] = Math.Min(a, b);
            }
        }
        var number = new Dictionary<int, int>();
        var of = new int[buses];
        for (var bus = 0; bus < buses; bus++)
        {
            var root = Root(bus);
            if (!number.TryGetValue(root, out var island))
            {
                number[root] = island = number.Count;
            }
            of[bus] = island;
        }
        return new Islands(of, number.Count);

        int Root(int bus)
        {
            while (parent[bus] != bus)
            {
                bus = parent[bus] = parent[parent[bus]];
            }
            return bus;
        }
    }
}
