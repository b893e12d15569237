using System.Globalization;

namespace GridApp.Features.Incidents;

/// <summary>How far, in space and in time, another incident is still a neighbour. Kept in the page's address.</summary>
/// <param name="Km">Radius, km.</param>
/// <param name="Hours">Hours before its start and after its end.</param>
public readonly record struct NeighbourScope(int Km, int Hours)
{
    public static IReadOnlyList<int> Radii { get; } = [25, 50, 100, 250, 500];

    public static IReadOnlyList<int> Spans { get; } = [1, 6, 24, 72, 168];

    public static NeighbourScope Default { get; } = new(100, 24);

    /// <summary>The next wider radius on offer; null beyond the widest.</summary>
    public int? Wider
    {
        get
        {
            int km = Km;
            return Radii.Cast<int?>().FirstOrDefault(radius => radius > km);
        }
    }

    /// <summary>What an address says; what is missing or out of bounds is as by default.</summary>
    public static NeighbourScope Of(string? km, string? hours) => new(
        int.TryParse(km, NumberStyles.None, CultureInfo.InvariantCulture, out int radius) && radius is > 0 and <= 2_000 ? radius : Default.Km,
        int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out int span) && span is >= 0 and <= 8_784 ? span : Default.Hours);

    /// <summary>The page of an incident under this scope, relative to the base.</summary>
    public string Address(int incident)
    {
        string[] parts = [.. new[] { Km == Default.Km ? null : FormattableString.Invariant($"km={Km}"), Hours == Default.Hours ? null : FormattableString.Invariant($"hours={Hours}") }.OfType<string>()];
        return FormattableString.Invariant($"incidents/{incident}") + (parts.Length > 0 ? "?" + string.Join('&', parts) : "");
    }
}
