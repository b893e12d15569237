namespace GridApp.Domain.Simulation.Grid;

/// <summary>A power system as data. The orders of its lists are the orders of all packed results.</summary>
public sealed record GridData(IReadOnlyList<Bus> Buses, IReadOnlyList<Branch> Branches, IReadOnlyList<DcLine> DcLines, IReadOnlyList<GeneratingUnit> Units)
{
    /// <summary>Power base of the per-unit values, in MVA.</summary>
    public const double BaseMva = 100;
}
