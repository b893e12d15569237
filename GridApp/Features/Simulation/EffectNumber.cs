using GridApp.Components;

namespace GridApp.Features.Simulation;

/// <summary>Numbers that are differences.</summary>
internal static class EffectNumber
{
    /// <summary>With its sign, also where it is more: +1,234.5.</summary>
    public static string Signed(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals);
        return (rounded > 0 ? "+" : "") + Display.Number(rounded, decimals);
    }
}
