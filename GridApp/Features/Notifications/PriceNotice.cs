namespace GridApp.Features.Notifications;

/// <summary>What a sentence about a spike of nodal prices names.</summary>
public sealed record PriceNotice
{
    /// <summary>The kind of such news.</summary>
    public const string Alert = "price.alert";

    /// <summary>Name of the rule that somebody set.</summary>
    public required string Rule { get; init; }

    /// <summary>The worst node.</summary>
    public int NodeId { get; init; }

    public required string Node { get; init; }

    /// <summary>DAM, FMM or RTM.</summary>
    public required string Kind { get; init; }

    public double Value { get; init; }

    public required string Unit { get; init; }

    /// <summary>The interval of the worst price.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Prices that the rule meant, over nodes and intervals.</summary>
    public int Hits { get; init; }

    /// <summary>IANA name of the market's zone.</summary>
    public string? TimeZone { get; init; }
}
