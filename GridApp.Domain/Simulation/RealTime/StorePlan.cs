using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.RealTime;

/// <summary>What a store really does with its plan, given what is in it.</summary>
internal static class StorePlan
{
    /// <param name="planned">MW, negative to charge; infinity for all it can give.</param>
    /// <param name="inflow">Heat that comes into a solar field's store, in MW.</param>
    public static double Output(GeneratingUnit unit, double planned, double available, double stored, double inflow, double hours)
    {
        var store = unit.Store!;
        if (planned >= 0)
        {
            return Math.Min(planned, Math.Min(available, Math.Max(0, stored / hours + inflow)));
        }
        var room = Math.Max(0, store.CapacityMwh - stored) / (store.RoundTrip * hours);
        var charger = unit.MaxMw > 0 ? store.ChargeMw * Math.Min(1, available / unit.MaxMw) : 0;
        return -Math.Min(-planned, Math.Min(charger, room));
    }

    /// <summary>What is in the store after an interval.</summary>
    public static double After(GeneratingUnit unit, double output, double stored, double inflow, double hours) =>
        Math.Clamp(stored + inflow * hours - (output >= 0 ? output : output * unit.Store!.RoundTrip) * hours, 0, unit.Store!.CapacityMwh);
}
