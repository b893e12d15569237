using Microsoft.AspNetCore.Identity;

namespace GridApp.Data.Entities;

/// <summary>A person who can sign in.</summary>
public sealed class GridUser : IdentityUser<int>
{
    /// <summary>One of <see cref="Domain.Organizations.Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>Null only for super admins.</summary>
    public int? OrganizationId { get; set; }

    public Organization? Organization { get; set; }

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    /// <summary>A disabled person keeps the history and loses the access.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>The password was generated and has to be changed at the first sign-in.</summary>
    public bool MustChangePassword { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
