using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>Which zones are meant.</summary>
public sealed record ZoneFilter
{
    /// <summary>Only zones that have a point in common with it.</summary>
    public BoundingBox? Box { get; init; }

    /// <summary>Any of these market codes, or <see cref="GeographyQuery.NoMarket"/>; empty for all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<ZoneType> Types { get; init; } = [];

    public bool? Simulated { get; init; }

    /// <summary>Part of the name or the code; case, accents and the dots of i do not matter.</summary>
    public string? Text { get; init; }
}
