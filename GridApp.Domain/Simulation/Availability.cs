using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Network;
using GridApp.Domain.Simulation.Outages;

namespace GridApp.Domain.Simulation;

/// <summary>What incidents leave of a grid in an interval.</summary>
/// <param name="UnitMw">By unit: its maximum less incidents.</param>
/// <param name="Network">The branches that remain.</param>
/// <param name="DcRatingMw">By direct-current line.</param>
internal sealed record Availability(double[] UnitMw, TransferFactors Network, double[] DcRatingMw)
{
    public static Availability Of(GridData grid, TransferFactorCache factors, IReadOnlyList<Incident> incidents, DateTimeOffset from, DateTimeOffset until)
    {
        var units = grid.Units.Select(unit => unit.MaxMw).ToArray();
        var dc = grid.DcLines.Select(line => line.RatingMw).ToArray();
        var outs = new List<int>();
        foreach (var incident in incidents)
        {
            if (!incident.Touches(from, until))
            {
                continue;
            }
            switch (incident.Subject)
            {
                case OutageSubject.Unit when Find(grid.Units, unit => unit.Uid, incident.Uid) is >= 0 and var g:
                    units[g] = Math.Clamp(incident.AvailableMw, 0, units[g]);
                    break;
                case OutageSubject.Branch when Find(grid.Branches, branch => branch.Uid, incident.Uid) is >= 0 and var k:
                    outs.Add(k);
                    break;
                case OutageSubject.DcLine when Find(grid.DcLines, line => line.Uid, incident.Uid) is >= 0 and var d:
                    dc[d] = 0;
                    break;
            }
        }
        return new Availability(units, factors.Of(outs), dc);
    }

    private static int Find<T>(IReadOnlyList<T> all, Func<T, string> uid, string wanted)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (uid(all[i]) == wanted)
            {
                return i;
            }
        }
        return -1;
    }
}
