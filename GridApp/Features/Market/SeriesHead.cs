namespace GridApp.Features.Market;

/// <summary>What every series says of itself, so that no number stands alone.</summary>
public abstract record SeriesHead
{
    /// <summary>Market code; null where several markets' plants are added up.</summary>
    public string? Market { get; init; }

    /// <summary>Unit of every value: MW (mean power of the interval; over an hour the same number of MWh), or currency per MWh.</summary>
    public required string Unit { get; init; }

    /// <summary>IANA name of the zone whose days the market trades. Times in the series are UTC all the same.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Length of the intervals; the most frequent one where they differ.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Made by the simulated market; never mixed with real data in one series.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Where the values come from, in English; null when there are none.</summary>
    public string? Source { get; init; }

    /// <summary>When the newest of the values was written, UTC; null when there are none.</summary>
    public DateTime? UpdatedAt { get; init; }
}
