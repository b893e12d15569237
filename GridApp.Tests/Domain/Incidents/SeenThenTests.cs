using GridApp.Domain.Incidents;

namespace GridApp.Tests.Domain.Incidents;

/// <summary>When a stretch was on view for who knew at each moment what was known then.</summary>
public sealed class SeenThenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Known while it began, and still: as it was.
    [InlineData(0, 4, 0, null, 0, 4)]
    // Heard of an hour late, and corrected before its end.
    [InlineData(0, 4, 1, 3, 1, 3)]
    // Announced ahead, corrected after its end.
    [InlineData(2, 4, -5, 9, 2, 4)]
    // No end in this version: until another was known.
    [InlineData(0, null, 0, 3, 0, 3)]
    [InlineData(0, null, 1, null, 1, null)]
    public void Of_WhatLastedAndWasKnown(int start, int? end, int from, int? to, int first, int? last)
    {
        var seen = Occupation.SeenThen(At(start), At(end), 10, At(from), At(to));
        Assert.Equal(new Occupation(At(first), At(last), 10), seen);
    }

    [Theory]
    // Heard of after it had ended.
    [InlineData(0, 2, 2, null)]
    // Corrected before it began: a plan that was moved.
    [InlineData(4, 6, 0, 4)]
    // The end was told as it came: the version with the end never lasted.
    [InlineData(0, 3, 3, null)]
    public void Of_WhatNobodySawLast_IsNothing(int start, int? end, int from, int? to) =>
        Assert.Null(Occupation.SeenThen(At(start), At(end), 10, At(from), At(to)));

    private static DateTimeOffset At(int hour) => Noon.AddHours(hour);

    private static DateTimeOffset? At(int? hour) => hour is { } h ? Noon.AddHours(h) : null;
}
