using GridApp.Domain.Organizations;

namespace GridApp.Tests.Domain.Organizations;

public sealed class OrganizationRulesTests
{
    [Theory]
    [InlineData("Bosphorus Power", null)]
    [InlineData("Bosphorus Power", "10YTR-TEIAS----W")]
    public void Check_Right_IsFine(string name, string? eic) => Assert.Empty(OrganizationRules.Check(name, eic));

    [Theory]
    [InlineData(null, null, "NameMissing")]
    [InlineData("  ", null, "NameMissing")]
    [InlineData("a\u0007b", null, "NameControl")]
    [InlineData("Right", "10YTR-TEIAS----X", "EicWrong")]
    [InlineData("Right", "10ytr-teias----w", "EicWrong")]
    [InlineData("Right", "", "EicWrong")]
    public void Check_Wrong_NamesTheRule(string? name, string? eic, string rule) => Assert.Equal(rule, Assert.Single(OrganizationRules.Check(name, eic)).Rule);
}
