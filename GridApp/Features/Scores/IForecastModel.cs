using GridApp.Data;

namespace GridApp.Features.Scores;

/// <summary>Something whose forecasts are scored against what came. Features register theirs in the container, and they stand on the page of models.</summary>
public interface IForecastModel
{
    /// <summary>Its name in the database and on the page, such as <c>day-ahead</c>; never changed.</summary>
    string Name { get; }

    /// <summary>What it forecasts: <c>demand</c> (MW) or <c>price</c> (the market's currency per MWh).</summary>
    string Target { get; }

    /// <summary>Forecasts and what came, of hours that start in a span and that are final.</summary>
    Task<IReadOnlyList<ForecastPoint>> PointsAsync(GridSession session, Domain.Markets.Market market, DateTimeOffset start, DateTimeOffset end, CancellationToken ct);
}

/// <summary>One hour.</summary>
/// <param name="Naive">What came in the same hour a week before, or the day before where that is not kept: what anybody would have said.</param>
public readonly record struct ForecastPoint(DateTimeOffset At, double Forecast, double Actual, double? Naive);
