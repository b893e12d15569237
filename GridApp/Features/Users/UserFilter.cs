using GridApp.Domain.Organizations;

namespace GridApp.Features.Users;

/// <summary>Which people.</summary>
/// <param name="Words">Part of a name, a user name or an e-mail address.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="OrganizationId">Of one organization.</param>
/// <param name="Disabled">Only those who are disabled, or only those who are not.</param>
internal sealed record UserFilter(string? Words = null, string? Role = null, int? OrganizationId = null, bool? Disabled = null)
{
    public static UserFilter All { get; } = new();
}

/// <summary>A column that the list can be ordered by.</summary>
internal enum UserOrder
{
    Id,
    Name,
    UserName,
    Role,
    Organization,
    LastLogin,
}
