namespace GridApp.Domain.Simulation.Dispatch;

/// <summary>What the market pays instead of being infeasible, in $/MWh. Stated on the page about the simulation.</summary>
public static class StatedPrices
{
    /// <summary>Load that is not served: the price cap.</summary>
    public const double Shedding = 5000;

    /// <summary>Surplus nobody takes and nobody can back down (minimum outputs, rooftop sun): the price floor is its negative.</summary>
    public const double Spill = 50;

    /// <summary>Reserve that the day-ahead commitment could not find.</summary>
    public const double MissingReserve = 1000;

    /// <summary>A megawatt above a branch's rating in the commitment problem; the dispatch that follows never exceeds one.</summary>
    public const double CommitmentOverload = 500;
}
