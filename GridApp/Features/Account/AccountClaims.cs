using System.Globalization;
using System.Security.Claims;
using GridApp.Data;
using GridApp.Data.Entities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GridApp.Features.Account;

/// <summary>What a cookie or a token says of its holder.</summary>
internal sealed class AccountClaims(UserManager<GridUser> users, IOptions<IdentityOptions> options, GridDbContext db)
    : UserClaimsPrincipalFactory<GridUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(GridUser user)
    {
        var identity = await base.GenerateClaimsAsync(user).ConfigureAwait(false);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role));
        var name = $"{user.FirstName} {user.LastName}".Trim();
        identity.AddClaim(new Claim(GridClaims.FullName, name.Length > 0 ? name : user.UserName ?? ""));
        if (user.OrganizationId is { } id)
        {
            identity.AddClaim(new Claim(GridClaims.OrganizationId, id.ToString(CultureInfo.InvariantCulture)));
            var organization = await db.Organizations.Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync().ConfigureAwait(false);
            identity.AddClaim(new Claim(GridClaims.OrganizationName, organization ?? ""));
        }
        if (user.MustChangePassword)
        {
            identity.AddClaim(new Claim(GridClaims.MustChangePassword, "true"));
        }
        return identity;
    }
}
