using System.Globalization;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing;

public sealed class PlainTimeTests
{
    [Theory]
    [InlineData("2026-01-31 13:45")]
    [InlineData("2026-01-31T13:45")]
    [InlineData("2026-01-31 13:45:59")]
    [InlineData("2024-02-29T00:00:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    public void TryParse_PlainTimes_AreWhatTheFrameworkReads(string text)
    {
        Assert.True(PlainTime.TryParse(text, out DateTime at));
        Assert.Equal(DateTime.Parse(text, CultureInfo.InvariantCulture), at);
        Assert.Equal(DateTimeKind.Unspecified, at.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31 13:45:5")]
    [InlineData("2026-01-31 13:45:60")]
    [InlineData("2026-01-31 13:60")]
    [InlineData("2026-01-31 24:00")]
    [InlineData("2026-02-29 00:00")]
    [InlineData("2026-13-01 00:00")]
    [InlineData("2026-00-01 00:00")]
    [InlineData("2026-01-00 00:00")]
    [InlineData("0000-01-01 00:00")]
    [InlineData("2026/01/31 13:45")]
    [InlineData("2026-01-31_13:45")]
    [InlineData("2026-01-31 13.45")]
    [InlineData("2026-01-31 1x:45")]
    [InlineData("2026-01-31 +1:45")]
    [InlineData("٢٠٢٦-01-31 13:45")]
    [InlineData("2026-01-31 13:45:00Z")]
    public void TryParse_AnythingElse_IsNotIts(string text) => Assert.False(PlainTime.TryParse(text, out _));
}
