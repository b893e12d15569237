namespace GridApp.Features.Market;

/// <summary>What a market's wind, sun and water offered and nobody took.</summary>
public sealed record CurtailmentSeries : SeriesHead
{
    /// <summary><c>DAM</c>: as scheduled the day before; <c>RTM</c>: as it came.</summary>
    public required string Kind { get; init; }

    /// <summary>In the order of time; an interval of which it is not known is not there.</summary>
    public required IReadOnlyList<CurtailmentPoint> Points { get; init; }
}

/// <summary>One interval, MW.</summary>
/// <param name="At">Its start, UTC.</param>
/// <param name="Curtailed">The sum of what follows: offered, and not taken.</param>
/// <param name="Wind">Null in a market without wind.</param>
/// <param name="Solar">Null in a market without sun that can be turned down.</param>
/// <param name="Hydro">Null in a market without water that can be turned down.</param>
/// <param name="Available">What these fuels gave and what was not taken.</param>
public readonly record struct CurtailmentPoint(DateTime At, double Curtailed, double? Wind, double? Solar, double? Hydro, double Available);
