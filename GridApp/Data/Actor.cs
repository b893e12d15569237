using System.Globalization;
using System.Security.Claims;
using GridApp.Domain.Organizations;

namespace GridApp.Data;

/// <summary>On whose behalf the database is asked. Row-level security reads it; without one, tenant tables answer with no row.</summary>
/// <param name="Role">One of <see cref="Roles"/>, or <c>system</c>.</param>
/// <param name="UserId">The person, null for the system.</param>
/// <param name="OrganizationId">The person's organization; null for the system and for super admins without one.</param>
public sealed record Actor(string Role, int? UserId, int? OrganizationId)
{
    private const string SystemRole = "system";

    /// <summary>Address of the other side of the connection, for the audit trail; null for the system.</summary>
    public string? Address { get; init; }

    /// <summary>The person's user name, for the audit trail; null for the system.</summary>
    public string? Name { get; init; }

    /// <summary>Works with a token that only reads: the database takes no write in its sessions.</summary>
    public bool ReadsOnly { get; init; }

    /// <summary>Jobs, caches of what is public to every role, and start-up work.</summary>
    public static Actor System { get; } = new(SystemRole, null, null);

    /// <summary>Sees and writes in every organization.</summary>
    public bool SeesAll => Role is SystemRole or Roles.SuperAdmin;

    /// <summary>May write at all, be it only inside the own organization.</summary>
    public bool Writes => !ReadsOnly && (SeesAll || Role == Roles.Admin);

    /// <summary>The actor that a signed-in person's claims describe.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in, or a claim is missing: "not there" must never read as "allowed".</exception>
    public static Actor From(ClaimsPrincipal principal)
    {
        var role = principal.FindFirstValue(ClaimTypes.Role);
        if (principal.Identity?.IsAuthenticated != true || role is null || !Roles.All.Contains(role))
        {
            throw new InvalidOperationException("Nobody is signed in, or the role is unknown.");
        }
        var organization = Number(principal, GridClaims.OrganizationId);
        if (organization is null && role != Roles.SuperAdmin)
        {
            throw new InvalidOperationException("A signed-in person below super admin has no organization.");
        }
        return new Actor(role, Number(principal, ClaimTypes.NameIdentifier), organization)
        {
            Name = principal.Identity.Name,
            Address = principal.FindFirstValue(GridClaims.Address),
            ReadsOnly = principal.FindFirstValue(GridClaims.Scope) is { } scope && scope != "write",
        };
    }

    private static int? Number(ClaimsPrincipal principal, string claim) =>
        int.TryParse(principal.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
