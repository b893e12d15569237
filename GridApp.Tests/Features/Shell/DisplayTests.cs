using System.Globalization;
using GridApp.Components;

namespace GridApp.Tests.Features.Shell;

public sealed class DisplayTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Turkish = CultureInfo.GetCultureInfo("tr");

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(0.5, "0.5", "0,5")]
    [InlineData(9.96, "10", "10")]
    [InlineData(24.04, "24", "24")]
    [InlineData(6809, "6,809", "6.809")]
    [InlineData(-12.5, "-13", "-13")]
    public void Megawatts_ByCulture_KeepsOneDecimalOnlyWhereItMatters(double megawatts, string english, string turkish)
    {
        Assert.Equal(english, Display.Megawatts(megawatts, English));
        Assert.Equal(turkish, Display.Megawatts(megawatts, Turkish));
    }

    [Fact]
    public void Power_BeyondTenThousandMegawatts_IsGigawatts()
    {
        Assert.Equal(("9,999", "MW"), Display.Power(9_999, English));
        Assert.Equal(("22.5", "GW"), Display.Power(22_500, English));
        Assert.Equal(("22,5", "GW"), Display.Power(22_500, Turkish));
    }

    [Fact]
    public void Percent_InTurkish_HasItsSignInFront()
    {
        Assert.Equal("%93,4", Display.Percent(0.934, Turkish));
        Assert.Equal("93.4%", Display.Percent(0.934, English).Replace("\u00a0", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Utc_FromAnotherZone_IsConvertedAndSaysSo()
    {
        var at = new DateTimeOffset(2026, 11, 21, 17, 35, 0, TimeSpan.FromHours(3));
        Assert.Equal("21 Nov 2026 14:35 UTC", Display.Utc(at, English));
        Assert.Equal("21 Kas 2026 14:35 UTC", Display.Utc(at, Turkish));
    }

    [Fact]
    public void Coordinates_InTurkish_UseTheComma() => Assert.Equal("41,0082°, 28,9784°", Display.Coordinates(41.0082, 28.9784, Turkish));

    [Fact]
    public void Count_WithoutCulture_IsTheReaders()
    {
        using var _ = new CultureScope("tr");
        Assert.Equal("29.910", Display.Count(29_910));
    }
}
