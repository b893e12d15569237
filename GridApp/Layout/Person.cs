using System.Security.Claims;

namespace GridApp.Layout;

/// <summary>What the shell shows of the person who is logged in.</summary>
internal static class Person
{
    /// <summary>Given and family name, or else the user name.</summary>
    public static string Name(ClaimsPrincipal person)
    {
        var full = string.Join(' ', new[] { person.FindFirstValue(ClaimTypes.GivenName), person.FindFirstValue(ClaimTypes.Surname) }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return full.Length > 0 ? full : person.Identity?.Name ?? "";
    }

    /// <summary>One or two capitals: GA for Grid Admin and for grid_admin.</summary>
    public static string Initials(ClaimsPrincipal person)
    {
        var parts = Name(person).Split([' ', '_', '.', '-', '@'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Take(2).Select(part => char.ToUpperInvariant(part[0])));
    }

    /// <summary>The role's code.</summary>
    public static string Role(ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.Role) ?? "";

    /// <summary>The organization's name; null for those who belong to none.</summary>
    public static string? Organization(ClaimsPrincipal person) => person.FindFirstValue("organization_name");
}
