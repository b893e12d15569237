namespace GridApp.Domain.Organizations;

/// <summary>What somebody says about a person who is to sign in. Null is "not said".</summary>
public sealed record PersonFacts(string? UserName, string? FirstName, string? LastName, string? Email, string? Role, int? OrganizationId);

/// <summary>What has to hold for one person; that the user name is unique is the database's to hold.</summary>
public static class PersonRules
{
    public const int MinUserNameLength = 3;
    public const int MaxUserNameLength = 64;
    public const int MaxNameLength = 100;
    public const int MaxEmailLength = 254;

    /// <summary>The rules that are broken, in the order of the fields; empty when all is well.</summary>
    public static IReadOnlyList<Fault> Check(PersonFacts facts)
    {
        List<Fault> faults = [];
        if (string.IsNullOrEmpty(facts.UserName))
            faults.Add(new("userName", "UserNameMissing", "The user name is missing."));
        else if (facts.UserName.Length is < MinUserNameLength or > MaxUserNameLength || !facts.UserName.All(IsOfUserName))
            faults.Add(new("userName", "UserNameWrong", $"The user name has {MinUserNameLength} to {MaxUserNameLength} of the letters a-z, digits, '.', '_', '-' and '@'."));
        faults.AddRange(CheckSelf(facts.FirstName, facts.LastName, facts.Email));
        if (facts.Role is null || !Roles.All.Contains(facts.Role))
            faults.Add(new("role", "RoleUnknown", $"The role is one of: {string.Join(", ", Roles.All)}."));
        else if (facts.OrganizationId is null && facts.Role != Roles.SuperAdmin)
            faults.Add(new("organizationId", "OrganizationMissing", "Only a super admin is of no organization."));
        return faults;
    }

    /// <summary>The rules for what people say of themselves.</summary>
    public static IEnumerable<Fault> CheckSelf(string? firstName, string? lastName, string? email)
    {
        foreach (var (field, name) in new[] { ("firstName", firstName), ("lastName", lastName) })
        {
            if (name?.Length > MaxNameLength)
                yield return new(field, "PersonNameLong", $"A name has at most {MaxNameLength} characters.");
            else if (name?.Any(char.IsControl) == true)
                yield return new(field, "PersonNameControl", "The name holds a character that nobody can see.");
        }

        if (email is not null && !IsEmail(email))
            yield return new("email", "EmailWrong", "This is no e-mail address: name@example.com.");
    }

    /// <summary>Whether one with the first role may make, change and disable one with the second; the organization is another question.</summary>
    public static bool MayManage(string role, string other) => role switch
    {
        Roles.SuperAdmin => true,
        Roles.Admin => other is Roles.Admin or Roles.Analyst,
        _ => false,
    };

    /// <summary>Only ASCII: names that look alike would be somebody else's.</summary>
    private static bool IsOfUserName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@';

    /// <summary>One '@' with something on both sides and a dot after it. Whether it exists only a letter can tell.</summary>
    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= MaxEmailLength && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 3 && text.IndexOf('.', at + 2) is var dot && dot > 0 && dot < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
