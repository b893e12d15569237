using GridApp.Domain.Incidents;

namespace GridApp.Domain.Plants;

/// <summary>Capacity that one incident takes away at an instant.</summary>
/// <param name="Type">Why.</param>
/// <param name="Mw">How much, MW; what is not positive takes nothing.</param>
public readonly record struct Reduction(IncidentType Type, double Mw);

/// <summary>What of a plant can be used at an instant.</summary>
/// <param name="Status">In one word.</param>
/// <param name="AvailableMw">Usable capacity, MW, between 0 and the nominal capacity.</param>
public readonly record struct Availability(PlantStatus Status, double AvailableMw)
{
    /// <summary>Sums of published figures carry the dust of binary fractions; less than this (MW) is nothing.</summary>
    private const double Dust = 0.0005;

    /// <summary>The availability of a plant of a nominal capacity (MW) under all reductions that apply at one instant.</summary>
    public static Availability Of(double capacityMw, params ReadOnlySpan<Reduction> reductions)
    {
        double reduced = 0;
        bool forced = false;
        bool planned = false;
        foreach (Reduction reduction in reductions)
        {
            // Imported incidents are kept as published: a missing or negative figure must not add capacity.
            if (reduction.Mw > 0)
                reduced += reduction.Mw;
            forced |= reduction.Type == IncidentType.Forced;
            planned |= reduction.Type is IncidentType.Planned or IncidentType.Maintenance;
        }

        double available = Math.Clamp(capacityMw - reduced, 0, Math.Max(0, capacityMw));
        if (available <= Dust && reductions.Length > 0)
        {
            // Only derates that add up to everything: still a derate, of the whole.
            return new Availability(forced ? PlantStatus.ForcedOutage : planned ? PlantStatus.PlannedMaintenance : PlantStatus.Derated, 0);
        }

        return reduced > Dust ? new Availability(PlantStatus.Derated, available) : new Availability(PlantStatus.Available, capacityMw);
    }
}
