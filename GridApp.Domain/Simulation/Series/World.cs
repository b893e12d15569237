using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;

namespace GridApp.Domain.Simulation.Series;

/// <summary>Load and given energy of any day: as forecast, hour by hour, and as it comes, every five minutes.</summary>
public sealed class World
{
    private readonly GridData grid;
    private readonly SourceYear year;
    private readonly ForecastErrors errors;
    private readonly double[] shareOfArea;
    private readonly int[] areas;

    public World(GridData grid, SourceYear year, ulong seed)
    {
        this.grid = grid;
        this.year = year;
        errors = new ForecastErrors(seed);
        var byArea = grid.Buses.GroupBy(bus => bus.Area).ToDictionary(group => group.Key, group => group.Sum(bus => bus.LoadMw));
        shareOfArea = [.. grid.Buses.Select(bus => byArea[bus.Area] > 0 ? bus.LoadMw / byArea[bus.Area] : 0)];
        areas = [.. byArea.Keys.Order()];
    }

    /// <summary>What the day-ahead market expects of an hour (0 to 23) of a day.</summary>
    public Conditions Forecast(DateOnly day, int hour)
    {
        var at = MarketDay.SourceDay(day) * MarketDay.Hours + hour;
        var given = new double[grid.Units.Count];
        for (var g = 0; g < given.Length; g++)
        {
            given[g] = year.Hourly.TryGetValue(grid.Units[g].Uid, out var series) ? series[at] : 0;
        }
        return new Conditions(LoadByBus(area => year.LoadForecast.TryGetValue(area, out var series) ? series[at] : 0), given);
    }

    /// <summary>What comes in the five minutes that hold an instant.</summary>
    public Conditions Actual(DateTimeOffset instant)
    {
        var start = MarketDay.StepStart(instant);
        var sourceDay = MarketDay.SourceDay(MarketDay.Of(start));
        var step = sourceDay * MarketDay.Steps + MarketDay.StepOf(start);
        var hour = step / MarketDay.StepsPerHour;
        var sun = areas.ToDictionary(area => area, area => errors.Sun(area, start));
        var given = new double[grid.Units.Count];
        for (var g = 0; g < given.Length; g++)
        {
            var unit = grid.Units[g];
            if (!year.Hourly.TryGetValue(unit.Uid, out var hourly))
            {
                continue;
            }
            given[g] = unit.Fuel switch
            {
                Fuel.Wind when year.Wind.TryGetValue(unit.Uid, out var wind) => wind[step],
                Fuel.Solar => Sunshine(unit, hourly, step, sun[grid.Buses[unit.Bus].Area], start),
                _ => hourly[hour],
            };
        }
        return new Conditions(LoadByBus(area => ActualLoad(area, step) * errors.Load(area, start)), given);
    }

    private double[] LoadByBus(Func<int, double> ofArea)
    {
        var loads = areas.ToDictionary(area => area, ofArea);
        return [.. grid.Buses.Select((bus, i) => loads[bus.Area] * shareOfArea[i])];
    }

    /// <summary>The forecast hour, shaped within by the utility's own five-minute load.</summary>
    private double ActualLoad(int area, int step)
    {
        if (!year.LoadForecast.TryGetValue(area, out var forecast))
        {
            return 0;
        }
        var hour = step / MarketDay.StepsPerHour;
        if (!year.LoadShape.TryGetValue(area, out var shape))
        {
            return forecast[hour];
        }
        var sum = 0.0;
        for (var i = 0; i < MarketDay.StepsPerHour; i++)
        {
            sum += shape[hour * MarketDay.StepsPerHour + i];
        }
        return sum > 0 ? forecast[hour] * shape[step] * MarketDay.StepsPerHour / sum : forecast[hour];
    }

    private double Sunshine(GeneratingUnit unit, float[] hourly, int step, double factor, DateTimeOffset start)
    {
        var hour = step / MarketDay.StepsPerHour;
        if (hourly[hour] <= 0)
        {
            return 0;
        }
        // Steadily between the middles of the hours, within the source day.
        var part = (step % MarketDay.StepsPerHour + 0.5) / MarketDay.StepsPerHour - 0.5;
        var other = Math.Clamp(hour + Math.Sign(part), hour - hour % MarketDay.Hours, hour - hour % MarketDay.Hours + MarketDay.Hours - 1);
        var expected = (1 - Math.Abs(part)) * hourly[hour] + Math.Abs(part) * hourly[other];
        var most = unit.Kind == UnitKind.ConcentratingSolar ? double.PositiveInfinity : unit.MaxMw;
        return Math.Clamp(expected * (factor + errors.Flicker(unit.Uid, start)), 0, most);
    }
}
