namespace GridApp.Features.Scores;

/// <summary>How good forecasts were.</summary>
/// <param name="LeadHours">The fewest hours ahead of the band.</param>
/// <param name="Mae">Mean absolute error, in the target's unit.</param>
/// <param name="Bias">Mean of forecast less actual: positive where too much was forecast.</param>
/// <param name="RelativeMae">MAE over the naive forecast's MAE of the same hours: below one is better than naive; null where there is no naive one.</param>
public readonly record struct Score(int LeadHours, double Mae, double Bias, double? RelativeMae, int Points)
{
    /// <summary>Forecasts for a day are taken as made at 16:00 of the day before, the market's time.</summary>
    private const int HoursBeforeMidnight = 8;

    private const int Band = 6;

    /// <summary>Scores one market day by how far ahead its hours were.</summary>
    /// <param name="midnight">The day's first instant.</param>
    public static IReadOnlyList<Score> Of(IEnumerable<ForecastPoint> points, DateTimeOffset midnight) =>
    [
        .. points.GroupBy(point => (int)(point.At - midnight).TotalHours / Band * Band + HoursBeforeMidnight).OrderBy(band => band.Key).Select(band =>
        {
            var compared = band.Where(point => point.Naive is not null).ToList();
            var naive = compared.Count > 0 ? compared.Average(point => Math.Abs(point.Naive!.Value - point.Actual)) : 0;
            return new Score(
                band.Key, band.Average(point => Math.Abs(point.Forecast - point.Actual)), band.Average(point => point.Forecast - point.Actual),
                naive > 0 ? compared.Average(point => Math.Abs(point.Forecast - point.Actual)) / naive : null, band.Count());
        }),
    ];
}
