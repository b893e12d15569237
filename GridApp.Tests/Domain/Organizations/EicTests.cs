using GridApp.Domain.Organizations;

namespace GridApp.Tests.Domain.Organizations;

public sealed class EicTests
{
    public static TheoryData<string> Issued { get; } = ["10YTR-TEIAS----W", "10YDE-RWENET---I", "10YGB----------A", "10YES-REE------0", "10YCA-BULGARIA-R"];

    [Theory]
    [MemberData(nameof(Issued))]
    public void IsValid_IssuedCode_True(string code) => Assert.True(Eic.IsValid(code));

    [Theory]
    [MemberData(nameof(Issued))]
    public void IsValid_AnyOneCharacterChanged_False(string code)
    {
        for (int i = 0; i < code.Length; i++)
        {
            foreach (char other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
            {
                if (other != code[i])
                    Assert.False(Eic.IsValid(code[..i] + other + code[(i + 1)..]), $"{code} with {other} at {i}");
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10YTR-TEIAS----")]
    [InlineData("10YTR-TEIAS----W ")]
    [InlineData("10ytr-teias----w")]
    [InlineData("10YTR_TEIAS----W")]
    [InlineData("１0YTR-TEIAS---W")]
    public void IsValid_WrongShape_False(string? text) => Assert.False(Eic.IsValid(text));

    [Fact]
    public void IsValid_CheckOfHyphen_IsNeverIssued()
    {
        // Some 15 characters ask for '-': such a code may not exist.
        string first15 = Enumerable.Range(0, 10_000)
            .Select(i => FormattableString.Invariant($"10X{i:D12}"))
            .First(text => Eic.CheckCharacter(text) == '-');
        Assert.False(Eic.IsValid(first15 + "-"));
    }
}
