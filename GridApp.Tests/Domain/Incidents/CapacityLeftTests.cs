using GridApp.Domain.Incidents;

namespace GridApp.Tests.Domain.Incidents;

public sealed class CapacityLeftTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double hours) => Noon.AddHours(hours);

    private static Occupation From(double start, double? end, double mw) => new(At(start), end is { } hours ? At(hours) : null, mw);

    [Fact]
    public void Over_NothingElse_IsTheWholeCapacityFromTheStart() =>
        Assert.Equal(new CapacityLeft(880, At(0)), CapacityLeft.Over(880, From(0, 4, 1), []));

    [Fact]
    public void Over_OthersThatTouch_DoNotCount() =>
        Assert.Equal(880, CapacityLeft.Over(880, From(0, 4, 1), [From(-2, 0, 500), From(4, null, 500)]).Mw);

    [Fact]
    public void Over_OthersOneAfterTheOther_DoNotAddUp() =>
        Assert.Equal(new CapacityLeft(380, At(2)), CapacityLeft.Over(880, From(0, 4, 1), [From(0, 2, 400), From(2, 4, 500)]));

    [Fact]
    public void Over_OthersAtOnce_AddUpWhereTheyMeet() =>
        Assert.Equal(new CapacityLeft(80, At(1)), CapacityLeft.Over(880, From(0, null, 1), [From(-5, 2, 300), From(1, 3, 500)]));

    [Fact]
    public void Over_OthersBeyondTheCapacity_LeaveNothing() =>
        Assert.Equal(0, CapacityLeft.Over(880, From(0, 1, 1), [From(-1, null, 900), From(-1, null, 900)]).Mw);

    [Fact]
    public void Occupation_ExpectedEndThatHasPassed_EndsNothing()
    {
        Assert.Null(Occupation.Of(At(-5), null, At(-1), 10, Noon).End);
        Assert.Equal(At(3), Occupation.Of(At(-5), null, At(3), 10, Noon).End);
        Assert.Equal(At(1), Occupation.Of(At(-5), At(1), At(3), 10, Noon).End);
    }
}
