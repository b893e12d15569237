namespace GridApp.Features.Market;

/// <summary>What a market used, and what had been expected.</summary>
public sealed record ConsumptionSeries : SeriesHead
{
    /// <summary>Consumption of intervals that end later than this is not published yet; null: nothing is held back.</summary>
    public DateTime? ActualUntil { get; init; }

    public required IReadOnlyList<ConsumptionPoint> Points { get; init; }

    /// <summary>What stood there before it was corrected, the latest first; at most 1,000.</summary>
    public required IReadOnlyList<SeriesCorrection> Corrections { get; init; }
}

/// <summary>One interval, MW.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Actual">Null when unknown or not published yet.</param>
/// <param name="Forecast">Null when unknown.</param>
public readonly record struct ConsumptionPoint(DateTime At, double? Actual, double? Forecast);
