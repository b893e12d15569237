using GridApp.Domain.Plants;
using GridApp.Domain.Simulation.Grid;
using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>How what comes differs from what was forecast.</summary>
public sealed class ForecastErrorTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(7UL)]
    [InlineData(20261121UL)]
    public void Load_MissesItsForecast_ByTheStatedPartOnAverage(ulong seed)
    {
        var world = new World(Rts.Grid, Rts.Year, seed);
        var errors = new List<double>();
        for (var day = new DateOnly(2026, 1, 1); day < new DateOnly(2026, 12, 31); day = day.AddDays(6))
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var actual = Enumerable.Range(0, 12).Average(step => world.Actual(MarketDay.Start(day).AddHours(hour) + step * MarketDay.Step).LoadMw.Sum());
                errors.Add(actual / world.Forecast(day, hour).LoadMw.Sum() - 1);
            }
        }
        Assert.InRange(errors.Average(Math.Abs), 0.015, 0.03);
        Assert.InRange(errors.Average(), -0.008, 0.008);
    }

    [Fact]
    public void Photovoltaics_NeverGiveAtNight()
    {
        var sun = Rts.Grid.Units.Index().Where(unit => unit.Item.Fuel == Fuel.Solar && unit.Item.Kind != UnitKind.ConcentratingSolar).Select(unit => unit.Index).ToArray();
        for (var day = new DateOnly(2026, 1, 5); day < new DateOnly(2026, 12, 31); day = day.AddDays(45))
        {
            for (var step = 0; step < MarketDay.Steps; step++)
            {
                var actual = Rts.Shared.World.Actual(MarketDay.Start(day) + step * MarketDay.Step);
                var forecast = Rts.Shared.World.Forecast(day, step / 12);
                foreach (var g in sun)
                {
                    Assert.InRange(actual.GivenMw[g], 0, forecast.GivenMw[g] <= 0 ? 0 : Rts.Grid.Units[g].MaxMw);
                }
                if (step / 12 is < 4 or > 20)
                {
                    Assert.Equal(0, sun.Sum(g => actual.GivenMw[g]));
                }
            }
        }
    }

    [Fact]
    public void Water_ComesAsForecast_AndWindAsItsOwnSeriesSays()
    {
        var at = MarketDay.Start(Rts.Summer).AddHours(13.25);
        var (actual, forecast) = (Rts.Shared.World.Actual(at), Rts.Shared.World.Forecast(Rts.Summer, 13));
        Assert.Equal(forecast.GivenMw[Rts.Unit("122_HYDRO_1")], actual.GivenMw[Rts.Unit("122_HYDRO_1")]);
        Assert.Equal(Rts.Year.Wind["309_WIND_1"][MarketDay.SourceDay(Rts.Summer) * 288 + 13 * 12 + 3], actual.GivenMw[Rts.Unit("309_WIND_1")]);
    }

    [Fact]
    public void Noise_IsTheSameInAnyOrder_AndAnotherForAnotherSeed()
    {
        var stream = SeededNoise.Stream("test");
        var forward = Enumerable.Range(0, 100).Select(i => SeededNoise.Normal(3, stream, i)).ToArray();
        var backward = Enumerable.Range(0, 100).Reverse().Select(i => SeededNoise.Normal(3, stream, i)).Reverse();
        Assert.Equal(forward, backward);
        Assert.NotEqual(forward, Enumerable.Range(0, 100).Select(i => SeededNoise.Normal(4, stream, i)));
        var many = Enumerable.Range(0, 20000).Select(i => SeededNoise.Persistent(3, stream, i, 0.8)).ToArray();
        Assert.InRange(many.Average(), -0.05, 0.05);
        Assert.InRange(many.Average(x => x * x), 0.9, 1.1);
    }
}
