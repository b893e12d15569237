using GridApp.Domain.Geography;

namespace GridApp.Features.Geography;

/// <summary>Which lines are meant.</summary>
public sealed record LineFilter
{
    /// <summary>Only lines whose path has a point in common with it.</summary>
    public BoundingBox? Box { get; init; }

    /// <summary>Any of these market codes, or <see cref="GeographyQuery.NoMarket"/>; empty for all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Any of <see cref="LineKinds.All"/>; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Least voltage, kV, itself included; lines of unknown voltage are left out.</summary>
    public double? MinKv { get; init; }

    /// <summary>Greatest voltage, kV, itself included; lines of unknown voltage are left out.</summary>
    public double? MaxKv { get; init; }

    public bool? Simulated { get; init; }

    /// <summary>Part of the name, the code or the code of an end; case, accents and the dots of i do not matter.</summary>
    public string? Text { get; init; }
}
