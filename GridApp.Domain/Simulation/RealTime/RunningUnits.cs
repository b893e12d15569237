using GridApp.Domain.Simulation.DayAhead;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>Which units run in an interval: those of the plan, those that real time started, and those the plan stops although the others could not take over.</summary>
internal static class RunningUnits
{
    /// <summary>A unit goes off only when the running ones can take its output and keep this part of the load free.</summary>
    private const double RoomShare = 0.03;

    /// <returns>By unit: whether it runs; and until when (ticks) a decision of real time keeps it on.</returns>
    public static (bool[] IsOn, long[] RunUntil) Decide(GridData grid, DayAheadPlan plan, RealTimeState state, DateTimeOffset start, double[] availableMw, double loadMw)
    {
        var hour = MarketDay.HourOf(start);
        var runUntil = (long[])state.RunUntil.Clone();
        var isOn = new bool[grid.Units.Count];
        var leaving = new List<int>();
        for (var g = 0; g < isOn.Length; g++)
        {
            if (grid.Units[g].Kind != UnitKind.Thermal || availableMw[g] <= 0)
            {
                runUntil[g] = 0;
                continue;
            }
            isOn[g] = plan.On[g][hour] || runUntil[g] > start.UtcTicks || state.OutputMw[g] > 0;
            if (plan.On[g][hour])
            {
                runUntil[g] = runUntil[g] > start.UtcTicks ? runUntil[g] : 0;
            }
            else if (isOn[g] && runUntil[g] <= start.UtcTicks)
            {
                leaving.Add(g);
            }
        }
        // The dearest first, as long as the others have room.
        foreach (var g in leaving.OrderByDescending(g => grid.Units[g].Heat!.MinimumCost / Math.Max(1, grid.Units[g].MinMw)).ThenBy(g => g))
        {
            isOn[g] = false;
            runUntil[g] = 0;
            if (Room(grid, isOn, state.OutputMw, availableMw) < Gone(isOn, state.OutputMw) + RoomShare * loadMw)
            {
                isOn[g] = true;
                runUntil[g] = start.AddHours(1).UtcTicks;
            }
        }
        return (isOn, runUntil);
    }

    /// <summary>What the running units could give more.</summary>
    private static double Room(GridData grid, bool[] isOn, double[] outputMw, double[] availableMw) =>
        Enumerable.Range(0, isOn.Length).Where(g => isOn[g]).Sum(g => Math.Max(0, availableMw[g] - Math.Max(outputMw[g], grid.Units[g].MinMw)));

    /// <summary>What ran in the interval before and does not run now, whether it fell out or is let go.</summary>
    private static double Gone(bool[] isOn, double[] outputMw) =>
        Enumerable.Range(0, isOn.Length).Where(g => outputMw[g] > 0 && !isOn[g]).Sum(g => outputMw[g]);
}
