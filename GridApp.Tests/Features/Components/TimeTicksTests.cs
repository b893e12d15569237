using GridApp.Components;

namespace GridApp.Tests.Features.Components;

public sealed class TimeTicksTests
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private static readonly DateTimeOffset Fall = new(2026, 11, 1, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_TheDayOf25Hours_MarksWholeHoursOfTheClock()
    {
        var ticks = TimeTicks.Of(Fall, Fall.AddHours(25), Pacific, 9);
        Assert.Equal([0, 3, 6, 9, 12, 15, 18, 21], ticks.Select(tick => TimeZoneInfo.ConvertTime(tick.At, Pacific).Hour));
        Assert.Equal(4, (ticks[1].At - ticks[0].At).TotalHours);
        Assert.True(ticks[0].Day);
    }

    [Fact]
    public void Of_TheDayOf23Hours_HasNoMarkWhereTheClockJumps()
    {
        var spring = new DateTimeOffset(2026, 3, 8, 8, 0, 0, TimeSpan.Zero);
        var ticks = TimeTicks.Of(spring, spring.AddHours(5), Pacific, 6);
        Assert.Equal([0, 1, 3, 4, 5], ticks.Select(tick => TimeZoneInfo.ConvertTime(tick.At, Pacific).Hour));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(240)]
    [InlineData(900)]
    [InlineData(9_000)]
    [InlineData(40_000)]
    [InlineData(400_000)]
    public void Of_AnyLength_HasSomeButNotTooMany(int hours) => Assert.InRange(TimeTicks.Of(Fall, Fall.AddHours(hours), Pacific, 7).Count, 1, 8);

    [Fact]
    public void Of_NoLength_IsNothing() => Assert.Empty(TimeTicks.Of(Fall, Fall, Pacific, 7));
}
