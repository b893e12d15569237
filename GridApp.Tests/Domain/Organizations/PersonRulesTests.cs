using GridApp.Domain.Organizations;

namespace GridApp.Tests.Domain.Organizations;

public sealed class PersonRulesTests
{
    private static readonly PersonFacts Right = new("ada.l-1_x@grid", "Ada", "Lovelace", "ada@example.com", Roles.Analyst, 1);

    [Fact]
    public void Check_ARightPerson_IsFine()
    {
        Assert.Empty(PersonRules.Check(Right));
        Assert.Empty(PersonRules.Check(Right with { Role = Roles.SuperAdmin, OrganizationId = null, Email = null, FirstName = "", LastName = null }));
    }

    [Theory]
    [InlineData(null, "UserNameMissing")]
    [InlineData("", "UserNameMissing")]
    [InlineData("ab", "UserNameWrong")]
    [InlineData("çağla", "UserNameWrong")]
    [InlineData("a b c", "UserNameWrong")]
    [InlineData("аdmin", "UserNameWrong")] // a Cyrillic a
    [InlineData("<script>", "UserNameWrong")]
    public void Check_AUserNameThatCouldBeTakenForAnother_IsRefused(string? name, string rule) =>
        Assert.Equal(("userName", rule), PersonRules.Check(Right with { UserName = name }).Select(fault => (fault.Field, fault.Rule)).Single());

    [Theory]
    [InlineData("a@b.c", true)]
    [InlineData("a@b", false)]
    [InlineData("@b.cc", false)]
    [InlineData("a@b.", false)]
    [InlineData("a@b@c.dd", false)]
    [InlineData("a b@c.dd", false)]
    [InlineData("a@.cc", false)]
    public void Check_Email_LooksLikeOne(string email, bool right) => Assert.Equal(right, PersonRules.Check(Right with { Email = email }).Count == 0);

    [Fact]
    public void Check_NoOrganizationBelowSuperAdmin_IsRefused() =>
        Assert.Equal("organizationId", Assert.Single(PersonRules.Check(Right with { OrganizationId = null })).Field);

    [Theory]
    [InlineData(Roles.SuperAdmin, Roles.SuperAdmin, true)]
    [InlineData(Roles.Admin, Roles.Admin, true)]
    [InlineData(Roles.Admin, Roles.Analyst, true)]
    [InlineData(Roles.Admin, Roles.SuperAdmin, false)]
    [InlineData(Roles.Analyst, Roles.Analyst, false)]
    [InlineData("system", Roles.Analyst, false)]
    public void MayManage_Never_AboveTheOwnRole(string role, string other, bool may) => Assert.Equal(may, PersonRules.MayManage(role, other));
}
