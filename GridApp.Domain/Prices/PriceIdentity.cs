namespace GridApp.Domain.Prices;

/// <summary>A nodal price is the sum of its parts. What a market publishes is rounded, so it may miss that by a little; what misses it by more stays as published, with a warning.</summary>
public static class PriceIdentity
{
    /// <summary>By how much published parts may miss the total, $/MWh.</summary>
    public const double Tolerance = 0.01;

    /// <summary>Whether a total is the sum of its parts. Where a part is missing (NaN) nobody can say that it is not; only greenhouse gas counts as nothing then.</summary>
    /// <param name="tolerance">By how much the market's rounding may miss it.</param>
    public static bool Holds(float total, float energy, float congestion, float loss, float ghg, double tolerance = Tolerance)
    {
        var parts = (double)energy + congestion + loss + (float.IsNaN(ghg) ? 0 : ghg);
        // Each number is kept in 24 bits; what that alone may miss is no fault of the file.
        var kept = 4e-7 * (Math.Abs(total) + Math.Abs(energy) + Math.Abs(congestion) + Math.Abs(loss)) + 1e-6;
        return double.IsNaN(parts) || float.IsNaN(total) || Math.Abs(total - parts) <= tolerance + kept;
    }
}
