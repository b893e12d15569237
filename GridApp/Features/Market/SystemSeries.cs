namespace GridApp.Features.Market;

/// <summary>System prices at the length at which a market is dispatched, and the day-ahead price of their hours.</summary>
public sealed record RealTimePriceSeries : SeriesHead
{
    public required IReadOnlyList<RealTimePricePoint> Points { get; init; }
}

/// <summary>One interval, in the market's currency per MWh.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="RealTime">What a megawatt-hour is worth in real time before losses and congestion; null while it is to come.</param>
/// <param name="DayAhead">What it cleared at the day before; null when unknown.</param>
public readonly record struct RealTimePricePoint(DateTime At, double? RealTime, double? DayAhead);

/// <summary>Carbon intensity of a market's generation.</summary>
public sealed record CarbonSeries : SeriesHead
{
    /// <summary><c>direct</c>: what comes out of the stack, from each unit's own rates.</summary>
    public required string Method { get; init; }

    public required IReadOnlyList<CarbonPoint> Points { get; init; }
}

/// <summary>One interval, gCO2 per kWh generated.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Intensity">As it came; null while it is to come.</param>
/// <param name="Scheduled">Of the day-ahead schedule of the hour; null when unknown.</param>
public readonly record struct CarbonPoint(DateTime At, double? Intensity, double? Scheduled);
