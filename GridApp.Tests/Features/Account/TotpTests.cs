using System.Text;
using GridApp.Features.Account;

namespace GridApp.Tests.Features.Account;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // The last six digits of RFC 6238, appendix B.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void CodeAt_TheStandardsMoments_IsTheStandardsCode(long seconds, string code)
    {
        Assert.Equal(code, Totp.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));
        Assert.Equal(seconds / 30, Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds), after: 0));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(-30, true)]
    [InlineData(61, false)]
    [InlineData(-61, false)]
    public void StepOf_AClockThatIsOff_IsForgivenOneStep(int seconds, bool right)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Assert.Equal(right, Totp.StepOf(Secret, Totp.CodeAt(Secret, now.AddSeconds(seconds)), now, after: 0) is not null);
    }

    [Fact]
    public void StepOf_ACodeThatWasUsed_IsNoLongerRight()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.CodeAt(Secret, now);
        var step = Totp.StepOf(Secret, code, now, after: 0);
        Assert.NotNull(step);
        Assert.Null(Totp.StepOf(Secret, code, now, after: step.Value));
    }

    [Theory]
    [InlineData("287 082", true)]
    [InlineData("287-082", true)]
    [InlineData("2870821", false)]
    [InlineData("28708", false)]
    [InlineData("٢٨٧٠٨٢", false)]
    [InlineData("", false)]
    public void StepOf_WhatIsTyped_MayBeGroupedAndNothingElse(string typed, bool right) =>
        Assert.Equal(right, Totp.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(59), after: 0) is not null);

    [Fact]
    public void Address_ForAnApp_CarriesTheSecretInBase32()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Text(Secret));
        Assert.Equal("otpauth://totp/GridApp:a%40b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GridApp", Totp.Address(Secret, "a@b"));
    }

    [Fact]
    public void RecoveryCodes_AreManyDifferentAndTypedInAnyWay()
    {
        var codes = RecoveryCode.MakeSet();
        Assert.Equal(RecoveryCode.Count, codes.Distinct().Count());
        Assert.Equal(RecoveryCode.Hash(codes[0]), RecoveryCode.Hash(" " + codes[0].Replace('-', ' ').ToUpperInvariant()));
    }

    [Fact]
    public void QrPicture_OfAnAddress_IsASquareOfOnePathWithAQuietZone()
    {
        var (path, size) = QrPicture.Of(Totp.Address(Secret, "grid_admin"));
        Assert.InRange(size, 29, 80);
        Assert.StartsWith("M4 4h7v1h-7z", path, StringComparison.Ordinal); // the first finder pattern, four modules from the edges
    }
}
