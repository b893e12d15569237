namespace GridApp.Domain.Simulation.Series;

/// <summary>The leap year 2020 of the source, in MW. Hourly series have 8,784 values, five-minute series 105,408; value n of a day covers [n-1, n) of its periods.</summary>
/// <param name="LoadForecast">Hourly, by area's number.</param>
/// <param name="LoadShape">Five-minute, by area's number: the utility's own load, of which only the shape within an hour is used.</param>
/// <param name="Hourly">Hourly availability by unit's name: wind, sun (both kinds), water and the solar field's heat.</param>
/// <param name="Wind">Five-minute availability by wind unit's name.</param>
public sealed record SourceYear(
    IReadOnlyDictionary<int, float[]> LoadForecast,
    IReadOnlyDictionary<int, float[]> LoadShape,
    IReadOnlyDictionary<string, float[]> Hourly,
    IReadOnlyDictionary<string, float[]> Wind)
{
    public const int Days = 366;

    public const int HourCount = Days * MarketDay.Hours;

    public const int StepCount = Days * MarketDay.Steps;
}
