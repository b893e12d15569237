using GridApp.Domain.Simulation.Dispatch;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation;

/// <summary>One interval of the simulated market as it is kept and shown. Arrays are in the grid's orders, so they can be stored as packed float32.</summary>
/// <param name="Start">In UTC; the interval is [start, start + length).</param>
/// <param name="SystemPrice">$/MWh: the energy component at the slack of the largest island, that is the load-weighted price before congestion and losses.</param>
/// <param name="Price">By bus, $/MWh; the sum of the three components that follow.</param>
/// <param name="UnitMw">By unit; negative while a storage charges.</param>
/// <param name="AvailableMw">By unit: what it could give: its maximum less incidents, or what wind, sun and water are there; committed or not.</param>
/// <param name="FlowMw">By branch, positive from its first bus.</param>
/// <param name="LoadMw">By bus, before shedding.</param>
/// <param name="Co2Kg">By unit, for the whole interval.</param>
/// <param name="OutOfService">Branches that are out, as indices.</param>
/// <param name="LossMw">Of the whole network.</param>
/// <param name="FuelCost">$ of the interval.</param>
/// <param name="PenaltyCost">$ of shedding and spill at their stated prices.</param>
/// <param name="StartCost">$ of the starts at the interval's beginning.</param>
public sealed record ClearedInterval(
    DateTimeOffset Start, TimeSpan Length, float SystemPrice, float[] Price, float[] Energy, float[] Congestion, float[] Loss,
    float[] UnitMw, float[] AvailableMw, float[] FlowMw, float[] DcMw, float[] LoadMw, float[] ShedMw, float[] SpillMw, float[] Co2Kg,
    IReadOnlyList<BindingBranch> Binding, IReadOnlyList<int> OutOfService, double LossMw, double FuelCost, double PenaltyCost, double StartCost)
{
    /// <summary>$ of the interval.</summary>
    public double Cost => FuelCost + PenaltyCost + StartCost;

    /// <summary>gCO2/kWh generated, direct, from the source's rates; storage and rooftops count as generation without emissions.</summary>
    public double CarbonIntensity
    {
        get
        {
            var mwh = UnitMw.Where(mw => mw > 0).Sum(mw => (double)mw) * Length.TotalHours;
            return mwh > 0 ? Co2Kg.Sum(kg => (double)kg) / mwh : 0;
        }
    }

    /// <summary>What could be given in all: committed or not.</summary>
    public double AllAvailableMw => AvailableMw.Sum(mw => (double)mw);

    /// <summary>Less than this is what is left of rounding, MW.</summary>
    private const double LeastCurtailedMw = 0.01;

    /// <summary>What a unit of wind, sun or water could have given and was not asked for, MW; null for units that are not turned down but dispatched, and for roofs, which always give all.</summary>
    public double? CurtailedMw(GridData grid, int unit) =>
        grid.Units[unit].Kind != UnitKind.Variable ? null
        : (double)AvailableMw[unit] - UnitMw[unit] is > LeastCurtailedMw and var left ? left : 0;

    /// <summary>What the units that run could give more, MW: the spinning reserve and the wind and sun that are let go. What is in a store counts for its own hours, not here.</summary>
    public double HeadroomMw(GridData grid) =>
        Enumerable.Range(0, UnitMw.Length).Where(g => UnitMw[g] > 0 && grid.Units[g].Store is null).Sum(g => Math.Max(0, (double)AvailableMw[g] - UnitMw[g]));

    internal static ClearedInterval Of(
        GridData grid, DateTimeOffset start, TimeSpan length, double[] loadMw, double[] availableMw, DispatchCase interval, DispatchResult result, double startCost)
    {
        var hours = length.TotalHours;
        return new ClearedInterval(
            start, length, (float)result.Energy[LargestIslandBus(interval)],
            [.. Enumerable.Range(0, grid.Buses.Count).Select(bus => (float)result.Price(bus))], Packed(result.Energy), Packed(result.Congestion), Packed(result.Loss),
            Packed(result.UnitMw), Packed(availableMw), Packed(result.FlowMw), Packed(result.DcMw), Packed(loadMw), Packed(result.ShedMw), Packed(result.SpillMw),
            [.. grid.Units.Select((unit, g) => (float)(Co2KgPerHour(unit, result.UnitMw[g]) * hours))],
            result.Binding, interval.Network.OutOfService, result.LossMw, result.FuelCost * hours, result.PenaltyCost * hours, startCost);
    }

    private static double Co2KgPerHour(GeneratingUnit unit, double mw) =>
        (unit.Heat?.Emissions.CarbonDioxide ?? 0) * EmissionRates.KilogramsPerPound * DispatchReading.HeatRate(unit, mw);

    private static int LargestIslandBus(DispatchCase interval)
    {
        var islands = interval.Network.Islands;
        var load = new double[islands.Count];
        for (var bus = 0; bus < islands.Of.Count; bus++)
        {
            load[islands.Of[bus]] += interval.LoadMw[bus];
        }
        var largest = Array.IndexOf(load, load.Max());
        return islands.Of.Index().First(bus => bus.Item == largest).Index;
    }

    private static float[] Packed(double[] values) => Array.ConvertAll(values, value => (float)value);
}
