namespace GridApp.Features.Market;

/// <summary>PTF (day-ahead, MCP) and SMF (balancing, SMP) of a market.</summary>
public sealed record MarketPriceSeries : SeriesHead
{
    /// <summary>ISO 4217 code of the prices.</summary>
    public required string Currency { get; init; }

    /// <summary>Currencies that the span has prices in.</summary>
    public required IReadOnlyList<string> Currencies { get; init; }

    /// <summary>SMF of intervals that end later than this is not published yet; null: nothing is held back.</summary>
    public DateTime? SmfUntil { get; init; }

    public required IReadOnlyList<MarketPricePoint> Points { get; init; }

    /// <summary>What stood there before it was corrected, the latest first; at most 1,000.</summary>
    public required IReadOnlyList<SeriesCorrection> Corrections { get; init; }
}

/// <summary>One interval's prices.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Ptf">Day-ahead clearing price; null when unknown.</param>
/// <param name="Smf">System marginal price; null when unknown or not published yet.</param>
/// <param name="Interim">The PTF is not final.</param>
public readonly record struct MarketPricePoint(DateTime At, double? Ptf, double? Smf, bool Interim);
