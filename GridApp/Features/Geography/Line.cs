namespace GridApp.Features.Geography;

/// <summary>A line, transformer or direct-current line as the catalogue keeps it in memory.</summary>
public sealed record Line
{
    public required int Id { get; init; }

    /// <summary>The source's own identifier, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>One of <see cref="Domain.Geography.LineKinds.All"/>.</summary>
    public required string Kind { get; init; }

    public string? Market { get; init; }

    /// <summary>kV; of a transformer the higher side.</summary>
    public double? VoltageKv { get; init; }

    /// <summary>Continuous rating, MW; null when it is not known.</summary>
    public double? LimitMw { get; init; }

    /// <summary>Code of the node it comes from: flow is positive away from it.</summary>
    public string? FromNode { get; init; }

    public string? ToNode { get; init; }

    /// <summary>km along its path; null without one.</summary>
    public double? LengthKm { get; init; }

    /// <summary>Name of the data set.</summary>
    public string? Source { get; init; }

    public bool Simulated { get; init; }

    /// <summary>The tenant that operates it; null for public data.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>Its pieces: longitude, latitude, longitude, latitude, ...; none when nobody knows its path.</summary>
    internal IReadOnlyList<double[]> Path { get; init; } = [];
}
