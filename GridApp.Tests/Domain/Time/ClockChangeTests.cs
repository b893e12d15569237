using GridApp.Domain.Time;

namespace GridApp.Tests.Domain.Time;

/// <summary>A zone's clock over years, and hours of a series.</summary>
public sealed class ClockChangeTests
{
    [Fact]
    public void Over_AYearOfNewYork_HasItsTwoChanges()
    {
        var changes = ClockChange.Over(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Utc("2026-01-01T00:00Z"), Utc("2027-01-01T00:00Z"));
        Assert.Equal([(Utc("2026-01-01T00:00Z"), -5), (Utc("2026-03-08T07:00Z"), -4), (Utc("2026-11-01T06:00Z"), -5)], changes.Select(change => (change.From, change.Offset.Hours)));
    }

    [Fact]
    public void Over_IstanbulSince2016_HasOne()
    {
        var changes = ClockChange.Over(TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"), Utc("2016-01-01T00:00Z"), Utc("2026-01-01T00:00Z"));
        Assert.Equal([2, 3], changes.Select(change => change.Offset.Hours));
        Assert.Equal(Utc("2016-03-27T01:00Z"), changes[1].From);
    }

    [Fact]
    public void Over_TheSimulatedMarket_HasNone() =>
        Assert.Equal(-8, Assert.Single(ClockChange.Over(TimeZoneInfo.FindSystemTimeZoneById("Etc/GMT+8"), Utc("2026-01-01T00:00Z"), Utc("2028-01-01T00:00Z"))).Offset.Hours);

    [Fact]
    public void HourlyMean_WeighsByMinutes_AndLeavesOutWhatIsNotKnown()
    {
        Assert.Equal(20, HourlyMean.Of([10, 30, double.NaN], [30, 30, 5]));
        Assert.Equal(12.5, HourlyMean.Of([10, 20], [15, 5]));
        Assert.True(double.IsNaN(HourlyMean.Of([double.NaN], [60])));
    }

    [Fact]
    public void HourlyMean_GathersByTheHourInWhichIntervalsBegin()
    {
        DateTime[] times = [At(8, 0), At(8, 55), At(9, 0), At(11, 3)];
        Assert.Equal([(At(8, 0), 0, 2), (At(9, 0), 2, 1), (At(11, 0), 3, 1)], HourlyMean.Group(times));
        Assert.Empty(HourlyMean.Group([]));
    }

    private static DateTime At(int hour, int minute) => new(2026, 11, 19, hour, minute, 0, DateTimeKind.Utc);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
