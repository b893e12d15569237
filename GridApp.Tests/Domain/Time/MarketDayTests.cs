using GridApp.Domain.Markets;
using GridApp.Domain.Time;

namespace GridApp.Tests.Domain.Time;

public sealed class MarketDayTests
{
    [Theory]
    [InlineData("America/New_York", "2026-03-08", 23)]
    [InlineData("America/New_York", "2026-11-01", 25)]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Europe/Istanbul", "2016-03-27", 23)]
    [InlineData("Europe/Istanbul", "2016-10-30", 24)]
    [InlineData("Europe/Istanbul", "2015-11-08", 25)]
    [InlineData("Etc/GMT+8", "2026-03-08", 24)]
    public void Day_HasTheHoursThatTheClockShowed(string zone, string date, int hours)
    {
        var day = MarketDay.Of(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(hours, day.Length.TotalHours);
        Assert.Equal(day, MarketDay.Of(day.Start, TimeZoneInfo.FindSystemTimeZoneById(zone)));
        Assert.Equal(day, MarketDay.Of(day.End.AddTicks(-1), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Fact]
    public void EveryMarket_HasAZoneThatIsKnownHere() =>
        Assert.All(MarketCatalogue.All, market => Assert.Equal(24, MarketDay.Of(new DateOnly(2026, 6, 3), TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone)).Length.TotalHours));
}
