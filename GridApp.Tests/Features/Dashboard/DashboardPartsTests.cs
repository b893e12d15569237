using GridApp.Features.Dashboard;
using GridApp.Features.Incidents;

namespace GridApp.Tests.Features.Dashboard;

public sealed class DashboardPartsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    [InlineData(10.1, 20)]
    [InlineData(201, 500)]
    [InlineData(110_305, 200_000)]
    public void Scale_EndsAtARoundNumberAboveTheGreatestValue(double value, double expected) => Assert.Equal(expected, OutageCurve.RoundAbove(value));

    [Fact]
    public void Curve_IsAStep_FromEdgeToEdge()
    {
        OutageCurve curve = OutageCurve.Of([new(At, 1, 0), new(At.AddHours(1), 1, 50), new(At.AddHours(2), 1, 100)]);
        Assert.Equal("M0 100H500V50H1000V0", curve.Line);
        Assert.Equal("M0 100H500V50H1000V0V100H0Z", curve.Area);
        Assert.Equal("", OutageCurve.Of([]).Line);
    }

    [Fact]
    public void Days_BeginWhereMidnightIs()
    {
        OutageCurve curve = OutageCurve.Of([.. Enumerable.Range(0, 49).Select(hour => new IncidentTimelinePoint(At.AddHours(hour - 6), 0, 0))]);
        Assert.Equal(["12.5%", "62.5%"], curve.Midnights.Select(midnight => midnight.Place));
        Assert.Equal("M125 0V100M625 0V100", curve.Days);
    }

    [Theory]
    [InlineData(-5, "Minutes", 0)]
    [InlineData(119, "Minutes", 119)]
    [InlineData(120, "Hours", 2)]
    [InlineData(2879, "Hours", 47)]
    [InlineData(2880, "Days", 2)]
    public void ElapsedTime_IsOneShortWord(double minutes, string key, long number) => Assert.Equal((key, number), ElapsedTime.Of(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("hour", 60)]
    [InlineData("PT15M", 15)]
    [InlineData("P1D", 1440)]
    [InlineData("15m", 15)]
    [InlineData("1h", 60)]
    [InlineData("30", 30)]
    public void Interval_IsReadAsPeopleWriteIt(string text, double minutes)
    {
        Assert.True(TimelineInterval.TryParse(text, out TimeSpan interval));
        Assert.Equal(minutes, interval.TotalMinutes);
    }

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("1.5h")]
    public void Interval_OfNoFixedLengthIsNotRead(string text) => Assert.False(TimelineInterval.TryParse(text, out _));
}
