using GridApp.Domain.Simulation.Dispatch;

namespace GridApp.Domain.Simulation.DayAhead;

/// <summary>What an hour costs with some units on, by merit order without the network: fast enough to try thousands of commitments.</summary>
internal sealed class MeritOrder
{
    private readonly DayInputs day;
    private readonly int[] thermal;
    private readonly double[] net;
    private readonly double[] free;
    private readonly (double Price, double Mw, int Unit, double Start)[] pieces;

    /// <param name="net">By hour: what thermal units and given energy have to meet.</param>
    /// <param name="free">By hour: the given energy that can be taken.</param>
    public MeritOrder(DayInputs day, int[] thermal, double[] net, double[] free)
    {
        this.day = day;
        this.thermal = thermal;
        this.net = net;
        this.free = free;
        pieces =
        [
            .. thermal.Index().SelectMany(unit =>
            {
                var (i, g) = unit;
                var (heat, start) = (day.Grid.Units[g].Heat!, day.Grid.Units[g].MinMw);
                return heat.Pieces.Select((piece, p) => (heat.Price(p), piece.Mw, i, start + heat.Pieces.Take(p).Sum(before => before.Mw)));
            }).OrderBy(piece => piece.Item1).ThenBy(piece => piece.i).ThenBy(piece => piece.Item4),
        ];
    }

    /// <summary>What thermal units have to meet in an hour at least, in MW.</summary>
    public double AfterFree(int hour) => Math.Max(0, net[hour] - free[hour]);

    /// <summary>$ of an hour with the units for which <paramref name="isOn"/> holds (by their order among the thermal ones), starts not counted.</summary>
    public double Cost(int hour, bool[][] isOn)
    {
        var (cost, least, room, need) = (0.0, 0.0, 0.0, net[hour]);
        for (var i = 0; i < thermal.Length; i++)
        {
            if (!isOn[i][hour])
            {
                continue;
            }
            var unit = day.Grid.Units[thermal[i]];
            cost += unit.Heat!.MinimumCost;
            least += unit.MinMw;
            if (!unit.AlwaysOn)
            {
                room += day.AvailableMw[hour][thermal[i]] - unit.MinMw;
            }
        }
        var left = need - least - free[hour];
        if (left < 0)
        {
            cost += StatedPrices.Spill * Math.Max(0, -left - free[hour]);
            left = 0;
        }
        var used = 0.0;
        foreach (var (price, mw, i, start) in pieces)
        {
            if (left <= 0)
            {
                break;
            }
            if (isOn[i][hour])
            {
                var take = Math.Min(left, Math.Clamp(day.AvailableMw[hour][thermal[i]] - start, 0, mw));
                cost += take * price;
                left -= take;
                used += day.Grid.Units[thermal[i]].AlwaysOn ? 0 : take;
            }
        }
        return cost + StatedPrices.Shedding * left + StatedPrices.MissingReserve * Math.Max(0, day.Reserve(hour) - (room - used));
    }
}
