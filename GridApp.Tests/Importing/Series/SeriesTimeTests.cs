using GridApp.Importing.Series;

namespace GridApp.Tests.Importing.Series;

public sealed class SeriesTimeTests
{
    private static readonly TimeZoneInfo Istanbul = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    [Theory]
    [InlineData("2024-12-31 21:00:00+00:00", "2024-12-31T21:00Z", false)]
    [InlineData("2025-01-01T00:00:00+03:00", "2024-12-31T21:00Z", false)]
    [InlineData("2024-12-31T21:00Z", "2024-12-31T21:00Z", false)]
    [InlineData("2024-12-31 21:00:00 UTC", "2024-12-31T21:00Z", false)]
    [InlineData("01/01/2016 00:00", "2015-12-31T22:00Z", true)]
    [InlineData("01.01.2016 00:00", "2015-12-31T22:00Z", true)]
    [InlineData("2016-07-01 00:00", "2016-06-30T21:00Z", true)]
    [InlineData("06/09/2016 23:00", "2016-09-06T20:00Z", true)]
    [InlineData("07/09/2016 00:00", "2016-09-06T21:00Z", true)]
    [InlineData("30/10/2016 03:00", "2016-10-30T00:00Z", true)]
    public void Time_IsAnInstant(string text, string at, bool isLocal)
    {
        Assert.Null(SeriesTime.Parse(text, Istanbul, dayFirst: true, out var time));
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), time.At);
        Assert.Equal(TimeSpan.Zero, time.At.Offset);
        Assert.Equal(isLocal, time.IsLocal);
    }

    [Theory]
    [InlineData("27/03/2016 03:00", "never showed")]
    [InlineData("08/11/2015 03:30", "showed this time twice")]
    [InlineData("2016-13-01 00:00", "not a time")]
    [InlineData("31/02/2016 00:00", "not a time")]
    [InlineData("24:00", "not a time")]
    public void WhatIsNone_SaysWhy(string text, string reason) =>
        Assert.Contains(reason, SeriesTime.Parse(text, Istanbul, dayFirst: true, out _), StringComparison.Ordinal);

    [Fact]
    public void WallTime_WithoutAWall_IsRefused() => Assert.Contains("no zone", SeriesTime.Parse("2016-07-01 00:00", null, dayFirst: false, out _), StringComparison.Ordinal);
}
