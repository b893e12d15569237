using GridApp.Domain.Geography;

namespace GridApp.Features.Prices;

/// <summary>Which nodes are meant.</summary>
public sealed record NodeFilter
{
    /// <summary>Codes of markets; empty for all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>The markets' own words for types; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only nodes located here.</summary>
    public BoundingBox? Box { get; init; }

    /// <summary>Part of the code or of the name; case and accents do not matter.</summary>
    public string? Text { get; init; }
}
