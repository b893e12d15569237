using GridApp.Domain.Organizations;

namespace GridApp.Features.Users;

/// <summary>A person as the API shows it: never what they sign in with.</summary>
/// <param name="Id">Number of the person.</param>
/// <param name="UserName">What they sign in as; unique over all organizations.</param>
/// <param name="FirstName">May be empty.</param>
/// <param name="LastName">May be empty.</param>
/// <param name="Email">Null when it is not known.</param>
/// <param name="Role">super_admin, admin or analyst.</param>
/// <param name="OrganizationId">Null for super admins of no organization.</param>
/// <param name="IsDisabled">Cannot log in; the history stays.</param>
/// <param name="IsInvited">Has not chosen a way to sign in yet.</param>
/// <param name="HasSecondFactor">Signs in with a code as well.</param>
/// <param name="LastLoginAt">UTC; null for never.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record UserItem(
    int Id, string UserName, string FirstName, string LastName, string? Email, string Role, int? OrganizationId, bool IsDisabled,
    bool IsInvited, bool HasSecondFactor, DateTimeOffset? LastLoginAt, DateTimeOffset CreatedAt)
{
    /// <summary>First and last name, or the user name where there is none.</summary>
    internal string FullName() => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : UserName;
}

/// <summary>A page of people.</summary>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Total">How many match.</param>
/// <param name="Next">Give it as <c>cursor</c> for the next page; null on the last.</param>
public sealed record UserList(IReadOnlyList<UserItem> Items, int Total, string? Next);

/// <summary>A row of the page's list.</summary>
internal sealed record UserRow(UserItem Item, string? Organization);

/// <summary>What somebody wants a person to be.</summary>
public sealed record UserDraft
{
    public string? UserName { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    /// <summary>super_admin, admin or analyst; never above the own.</summary>
    public string? Role { get; init; }

    /// <summary>Super admins choose it; an admin's people are of the own organization.</summary>
    public int? OrganizationId { get; init; }

    public bool IsDisabled { get; init; }

    internal static UserDraft Of(UserItem user) => new()
    {
        UserName = user.UserName,
        FirstName = user.FirstName,
        LastName = user.LastName,
        Email = user.Email,
        Role = user.Role,
        OrganizationId = user.OrganizationId,
        IsDisabled = user.IsDisabled,
    };

    internal PersonFacts Facts() => new(UserName, FirstName, LastName, Email, Role, OrganizationId);

    /// <summary>With its texts trimmed.</summary>
    internal UserDraft Tidy() => this with
    {
        UserName = UserName?.Trim(),
        FirstName = FirstName?.Trim() ?? "",
        LastName = LastName?.Trim() ?? "",
        Email = string.IsNullOrWhiteSpace(Email) ? null : Email.Trim(),
    };
}
