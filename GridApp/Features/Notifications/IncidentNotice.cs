namespace GridApp.Features.Notifications;

/// <summary>What a sentence about an incident names.</summary>
public sealed record IncidentNotice
{
    /// <summary>Name of the plant or line.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the unit; null when it is the whole plant's.</summary>
    public string? Unit { get; init; }

    /// <summary>Type code.</summary>
    public required string Type { get; init; }

    /// <summary>MW out.</summary>
    public double AffectedMw { get; init; }

    /// <summary>MW out before a change or a partial restoration; null otherwise.</summary>
    public double? BeforeMw { get; init; }

    /// <summary>Nominal MW.</summary>
    public double CapacityMw { get; init; }

    public DateTimeOffset Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Where one piece of news tells of several outages at once: how many beside the one that is named.</summary>
    public int More { get; init; }

    /// <summary>MW of all of them; null where it is one.</summary>
    public double? AllMw { get; init; }

    /// <summary>IANA name of the market's zone; null without a market: UTC.</summary>
    public string? TimeZone { get; init; }
}
