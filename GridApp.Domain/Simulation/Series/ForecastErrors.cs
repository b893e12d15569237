namespace GridApp.Domain.Simulation.Series;

/// <summary>
/// How what comes differs from what was forecast, where the source has no real-time series of its own (sun, heat of the sun) or one that averages to the forecast
/// (load). Factors around one, by area, from a seed. Wind has real series for both; water comes as forecast.
/// </summary>
public sealed class ForecastErrors(ulong seed)
{
    /// <summary>Standard deviation of an area's hourly load error: a mean absolute error of 2.4 % by area, about 2 % for the whole.</summary>
    public const double LoadDeviation = 0.030;

    /// <summary>Part of the load error's variance that all areas share (weather and habit).</summary>
    public const double LoadShared = 0.6;

    public const double LoadPersistence = 0.85;

    /// <summary>Standard deviation of an area's hourly error of sunshine, relative to the forecast.</summary>
    public const double SunDeviation = 0.12;

    public const double SunPersistence = 0.80;

    /// <summary>Standard deviation of a plant's five-minute flicker (clouds), relative to the forecast.</summary>
    public const double FlickerDeviation = 0.03;

    public const double FlickerPersistence = 0.70;

    /// <summary>Actual load over forecast load.</summary>
    public double Load(int area, DateTimeOffset instant)
    {
        var own = SeededNoise.Stream("load", Text(area));
        return 1 + LoadDeviation * Between(instant, hour =>
            Math.Sqrt(LoadShared) * SeededNoise.Persistent(seed, AllLoad, hour, LoadPersistence)
            + Math.Sqrt(1 - LoadShared) * SeededNoise.Persistent(seed, own, hour, LoadPersistence));
    }

    /// <summary>Actual sunshine over forecast sunshine, alike for all plants of an area; never below zero.</summary>
    public double Sun(int area, DateTimeOffset instant)
    {
        var stream = SeededNoise.Stream("sun", Text(area));
        return Math.Max(0, 1 + SunDeviation * Between(instant, hour => SeededNoise.Persistent(seed, stream, hour, SunPersistence)));
    }

    /// <summary>What one plant adds to its area's sunshine.</summary>
    public double Flicker(string unit, DateTimeOffset instant) =>
        FlickerDeviation * SeededNoise.Persistent(seed, SeededNoise.Stream("flicker", unit), instant.UtcTicks / MarketDay.Step.Ticks, FlickerPersistence);

    private static readonly ulong AllLoad = SeededNoise.Stream("load", "all");

    private static string Text(int area) => area.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Between the middles of the hours errors change steadily.</summary>
    private static double Between(DateTimeOffset instant, Func<long, double> ofHour)
    {
        var middle = instant + MarketDay.Step / 2 - MarketDay.Hour / 2;
        var hour = Math.DivRem(middle.UtcTicks, MarketDay.Hour.Ticks, out var rest);
        var part = (double)rest / MarketDay.Hour.Ticks;
        return (1 - part) * ofHour(hour) + part * ofHour(hour + 1);
    }
}
