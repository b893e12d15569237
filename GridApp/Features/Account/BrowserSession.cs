using GridApp.Data.Entities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>The cookie of a person's browser.</summary>
public sealed class BrowserSession(IUserClaimsPrincipalFactory<GridUser> claims)
{
    /// <summary>Gives the browser its cookie; ends with the browser, or after eight idle hours.</summary>
    public async Task BeginAsync(HttpContext context, GridUser user) =>
        await context.SignInAsync(IdentityConstants.ApplicationScheme, await claims.CreateAsync(user).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Takes the cookie away.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.ApplicationScheme);
}
