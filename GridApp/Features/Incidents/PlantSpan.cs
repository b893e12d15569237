using System.Globalization;

namespace GridApp.Features.Incidents;

/// <summary>How far a plant's page looks back and ahead. Kept in the page's address.</summary>
/// <param name="Name">In the texts.</param>
/// <param name="Days">Looked back; a quarter of it is looked ahead.</param>
public sealed record PlantSpan(string Name, int Days)
{
    public static IReadOnlyList<PlantSpan> All { get; } = [new("Week", 7), new("Month", 30), new("Year", 365)];

    public static PlantSpan Default => All[1];

    /// <summary>What an address says; the month where it says nothing that is on offer.</summary>
    public static PlantSpan Of(string? days) => All.FirstOrDefault(span => span.Days.ToString(CultureInfo.InvariantCulture) == days) ?? Default;

    /// <summary>The span around a moment.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Around(DateTimeOffset now) => (now.AddDays(-Days), now.AddDays(Days / 4d));

    /// <summary>The page of a plant under this span, relative to the base.</summary>
    public string Address(int plant) => this == Default ? FormattableString.Invariant($"plants/{plant}") : FormattableString.Invariant($"plants/{plant}?days={Days}");
}
