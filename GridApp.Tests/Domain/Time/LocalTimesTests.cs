using GridApp.Domain.Time;

namespace GridApp.Tests.Domain.Time;

public sealed class LocalTimesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private static readonly TimeZoneInfo Istanbul = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    private static DateTime Wall(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);

    [Fact]
    public void Of_OrdinaryTime_IsOneInstant()
    {
        LocalTime.Once once = Assert.IsType<LocalTime.Once>(LocalTimes.Of(Wall(2026, 7, 1, 14, 5), Berlin));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 12, 5, 0, TimeSpan.Zero), once.At.ToUniversalTime());
    }

    [Fact]
    public void Of_HourSkippedOnTheLastSundayOfMarch_IsMissingAndSaysWhatTheClockShowed()
    {
        LocalTime.Missing missing = Assert.IsType<LocalTime.Missing>(LocalTimes.Of(Wall(2026, 3, 29, 2, 30), Berlin));
        Assert.Equal((Wall(2026, 3, 29, 1, 59), Wall(2026, 3, 29, 3, 0)), (missing.Before, missing.After));
        Assert.IsType<LocalTime.Once>(LocalTimes.Of(Wall(2026, 3, 29, 3, 0), Berlin));
    }

    [Fact]
    public void Of_HourRepeatedOnTheFirstSundayOfNovember_IsTwoInstantsOfWhichSummerTimeIsFirst()
    {
        LocalTime.Twice twice = Assert.IsType<LocalTime.Twice>(LocalTimes.Of(Wall(2026, 11, 1, 1, 30), Pacific));
        Assert.Equal(TimeSpan.FromHours(-7), twice.First.Offset);
        Assert.Equal(TimeSpan.FromHours(-8), twice.Second.Offset);
        Assert.Equal(TimeSpan.FromHours(1), twice.Second - twice.First);
    }

    [Fact]
    public void Of_SecondSundayOfMarch_IsMissingInThePacific() => Assert.IsType<LocalTime.Missing>(LocalTimes.Of(Wall(2026, 3, 8, 2, 0), Pacific));

    [Fact]
    public void Of_IstanbulToday_KnowsNoSummerTime()
    {
        Assert.IsType<LocalTime.Once>(LocalTimes.Of(Wall(2026, 3, 29, 3, 30), Istanbul));
        Assert.IsType<LocalTime.Once>(LocalTimes.Of(Wall(2026, 10, 25, 3, 30), Istanbul));
        Assert.IsType<LocalTime.Twice>(LocalTimes.Of(Wall(2015, 11, 8, 3, 30), Istanbul));
    }

    [Fact]
    public void Wall_OfAnInstant_IsWhatTheClockShows() =>
        Assert.Equal(Wall(2026, 11, 21, 13, 0), LocalTimes.Wall(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), Istanbul));
}
