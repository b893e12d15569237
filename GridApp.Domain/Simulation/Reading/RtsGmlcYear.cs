using GridApp.Domain.Simulation.Series;

namespace GridApp.Domain.Simulation.Reading;

/// <summary>The texts of RTS-GMLC's time series, decompressed. The caller opens and closes them.</summary>
/// <param name="UtilityLoads">Load/origin/RT_*_Promod_2020.csv of areas 1 (APS), 2 (NEVP) and 3 (LDWP), in this order.</param>
public sealed record RtsGmlcSeries(
    TextReader RegionalLoad, IReadOnlyList<TextReader> UtilityLoads, TextReader Wind, TextReader RealTimeWind, TextReader Sun, TextReader RooftopSun, TextReader Water, TextReader SolarHeat);

/// <summary>Reads RTS-GMLC's year 2020.</summary>
public static class RtsGmlcYear
{
    /// <returns>The year, or <see cref="Unreadable"/> with file, row and column.</returns>
    public static Outcome<SourceYear> Read(RtsGmlcSeries source)
    {
        try
        {
            var hourly = new Dictionary<string, float[]>(StringComparer.Ordinal);
            foreach (var (name, text) in new[]
            {
                ("DAY_AHEAD_wind.csv", source.Wind), ("DAY_AHEAD_pv.csv", source.Sun), ("DAY_AHEAD_rtpv.csv", source.RooftopSun),
                ("DAY_AHEAD_hydro.csv", source.Water), ("DAY_AHEAD_Natural_Inflow.csv", source.SolarHeat),
            })
            {
                foreach (var (unit, series) in PeriodTable.Read(name, text, SourceYear.HourCount))
                {
                    hourly[unit] = series;
                }
            }
            var load = PeriodTable.Read("DAY_AHEAD_regional_Load.csv", source.RegionalLoad, SourceYear.HourCount)
                .ToDictionary(column => int.Parse(column.Key, System.Globalization.CultureInfo.InvariantCulture), column => column.Value);
            var shapes = source.UtilityLoads.Select((text, i) => (Area: i + 1, Series: PeriodTable.ReadWide($"RT_*_Promod_2020.csv of area {i + 1}", text, MarketDay.Steps, SourceYear.StepCount)))
                .ToDictionary(shape => shape.Area, shape => shape.Series);
            return new SourceYear(load, shapes, hourly, PeriodTable.Read("REAL_TIME_wind.csv", source.RealTimeWind, SourceYear.StepCount));
        }
        catch (GridDataException e)
        {
            return new Unreadable(e.Message);
        }
        catch (FormatException)
        {
            return new Unreadable("DAY_AHEAD_regional_Load.csv: the columns after Period have to be area numbers.");
        }
    }
}
