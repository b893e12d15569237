namespace GridApp.Features.Market;

/// <summary>Which generation is asked for.</summary>
/// <param name="Start">Intervals that start at this instant or later.</param>
/// <param name="End">And before this one.</param>
public sealed record GenerationQuestion(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>What is grouped by.</summary>
    public GenerationGrouping By { get; init; }

    /// <summary>These plants; none: all.</summary>
    public IReadOnlyList<int> PlantIds { get; init; } = [];

    /// <summary>Plants of these markets; none: all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Plants of these fuels, by code; none: all.</summary>
    public IReadOnlyList<string> Fuels { get; init; } = [];

    /// <summary>This organization's; null: all that the actor may see.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Simulated or real; null: real where the span has any, else simulated. The two are never added up.</summary>
    public bool? Simulated { get; init; }
}

/// <summary>What generation is grouped by.</summary>
public enum GenerationGrouping
{
    Total,
    Plant,
    Fuel,
    Organization,
}
