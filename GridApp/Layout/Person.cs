using System.Security.Claims;
using GridApp.Data;

namespace GridApp.Layout;

/// <summary>What the shell shows of the person who is logged in.</summary>
internal static class Person
{
    /// <summary>First and last name, or else the user name.</summary>
    public static string Name(ClaimsPrincipal person) =>
        person.FindFirstValue(GridClaims.FullName) is { Length: > 0 } name ? name : person.Identity?.Name ?? "";

    /// <summary>One or two capitals: GA for Grid Admin and for grid_admin.</summary>
    public static string Initials(ClaimsPrincipal person) =>
        string.Concat(Name(person).Split([' ', '_', '.', '-', '@'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(part => char.ToUpperInvariant(part[0])));

    /// <summary>The role's code.</summary>
    public static string Role(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.Role) ?? "";

    /// <summary>The organization's name; null for those who belong to none.</summary>
    public static string? Organization(ClaimsPrincipal person) => person.FindFirstValue(GridClaims.OrganizationName) is { Length: > 0 } name ? name : null;
}
