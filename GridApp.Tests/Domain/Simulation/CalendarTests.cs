using GridApp.Domain.Simulation.Series;

namespace GridApp.Tests.Domain.Simulation;

/// <summary>The market's days and the source days behind them.</summary>
public sealed class CalendarTests
{
    private static readonly DateOnly First = new(2020, 1, 1);

    [Fact]
    public void EveryDay_GetsASourceDayOfItsWeekday_AtMostThreeDaysOff()
    {
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2032, 1, 1); day = day.AddDays(1))
        {
            var source = First.AddDays(MarketDay.SourceDay(day));
            Assert.Equal(2020, source.Year);
            Assert.Equal(day.DayOfWeek, source.DayOfWeek);
            var same = new DateOnly(2020, day.Month, day.Day);
            var off = Math.Abs(source.DayNumber - same.DayNumber);
            Assert.True(off <= (day.DayOfYear is < 5 or > 361 ? 6 : 3), $"{day} got {source}.");
        }
    }

    [Fact]
    public void TheDay_IsEightHoursBehindUtc_AllYear()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 8, 0, 0, TimeSpan.Zero), MarketDay.Start(new DateOnly(2026, 3, 8)));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero), MarketDay.Start(new DateOnly(2026, 7, 1)));
        Assert.Equal(new DateOnly(2026, 6, 30), MarketDay.Of(new DateTimeOffset(2026, 7, 1, 7, 59, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void PeriodN_CoversTheHourBeforeN()
    {
        // Period 1 of the source is [0, 1): the first value of the day.
        var day = new DateOnly(2026, 7, 15);
        var at = MarketDay.SourceDay(day) * 24;
        var expected = Rts.Year.LoadForecast.Values.Sum(series => (double)series[at]);
        Assert.Equal(expected, Rts.Shared.World.Forecast(day, 0).LoadMw.Sum(), 3);
        Assert.Equal((0, 0), (MarketDay.HourOf(MarketDay.Start(day)), MarketDay.StepOf(MarketDay.Start(day))));
        Assert.Equal((23, 287), (MarketDay.HourOf(MarketDay.Start(day).AddHours(24).AddTicks(-1)), MarketDay.StepOf(MarketDay.Start(day).AddHours(24).AddTicks(-1))));
    }
}
