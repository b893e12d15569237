using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>Turbines that real time starts by itself when what is committed does not suffice.</summary>
internal static class FastStarts
{
    /// <summary>Above this price, or when load is shed, starting is looked into; $/MWh.</summary>
    public const double TriggerPrice = 150;

    /// <summary>The standing turbine that earns most at these prices; -1 when none would earn its fuel and its start.</summary>
    public static int Best(GridData grid, DispatchResult result, Func<int, bool> canStart)
    {
        var shed = result.ShedMw.Sum();
        var (best, most) = (-1, 0.0);
        for (var g = 0; g < grid.Units.Count; g++)
        {
            var unit = grid.Units[g];
            var price = result.Price(unit.Bus);
            if (!unit.FastStart || (price < TriggerPrice && shed < 0.01) || !canStart(g))
            {
                continue;
            }
            var cost = DispatchReading.FuelCost(unit, unit.MaxMw) / unit.MaxMw
                + (unit.Start.WarmMbtu * unit.Heat!.FuelPrice + unit.Start.OtherCost) / (unit.MaxMw * Math.Max(1, unit.MinUpHours));
            var gain = (price - cost) * unit.MaxMw;
            if (gain > most)
            {
                (best, most) = (g, gain);
            }
        }
        return best;
    }

    /// <summary>How long a start keeps a unit on: its minimum up time in whole intervals.</summary>
    public static TimeSpan Run(GeneratingUnit unit) => MarketDay.Step * Math.Ceiling(Math.Max(1, unit.MinUpHours * MarketDay.StepsPerHour - 1e-9));
}
