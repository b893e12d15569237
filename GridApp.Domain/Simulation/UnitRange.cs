using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation;

/// <summary>Where a running unit can be at the end of an interval.</summary>
internal static class UnitRange
{
    /// <param name="before">Its output before, in MW; 0 when it stood still and starts now, at its minimum.</param>
    /// <param name="available">Its maximum less incidents, in MW; below its minimum it gives just that.</param>
    /// <param name="minutes">For its ramp.</param>
    public static (double Low, double High) Thermal(GeneratingUnit unit, double before, double available, double minutes)
    {
        var least = Math.Min(unit.MinMw, available);
        var ramp = unit.RampMwPerMinute * minutes;
        var from = before > 0 ? before : least;
        var high = Math.Clamp(from + ramp, least, available);
        var low = before > 0 ? Math.Clamp(from - ramp, least, high) : least;
        return (low, high);
    }
}
