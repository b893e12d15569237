using System.Security.Claims;
using GridApp.Data.Entities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GridApp.Features.Account;

/// <summary>What a client of the API works with.</summary>
/// <param name="AccessToken">For the header <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
/// <param name="RefreshToken">Buys a new pair at <c>/auth/refresh</c>, for 14 days.</param>
/// <param name="Role">The person's role.</param>
/// <param name="OrganizationId">The person's organization, null for a super admin without one.</param>
public sealed record ApiTokenPair(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, string Role, int? OrganizationId);

/// <summary>Makes bearer tokens: tickets sealed with Data Protection, ended early by the person's security stamp.</summary>
public sealed class ApiTokens(
    IUserClaimsPrincipalFactory<GridUser> claims,
    UserManager<GridUser> users,
    AccountStanding standing,
    IOptionsMonitor<BearerTokenOptions> options,
    TimeProvider time)
{
    private BearerTokenOptions Options => options.Get(IdentityConstants.BearerScheme);

    public async Task<ApiTokenPair> IssueAsync(GridUser user)
    {
        var principal = await claims.CreateAsync(user).ConfigureAwait(false);
        var identity = new ClaimsPrincipal(new ClaimsIdentity(principal.Claims, IdentityConstants.BearerScheme, ClaimTypes.Name, ClaimTypes.Role));
        return new ApiTokenPair(
            Options.BearerTokenProtector.Protect(Ticket(identity, "AccessToken", Options.BearerTokenExpiration)),
            "Bearer",
            (int)Options.BearerTokenExpiration.TotalSeconds,
            Options.RefreshTokenProtector.Protect(Ticket(identity, "RefreshToken", Options.RefreshTokenExpiration)),
            user.Role,
            user.OrganizationId);
    }

    /// <summary>A new pair for a refresh token, or null when it has ended, was never ours, or its holder changed since.</summary>
    public async Task<ApiTokenPair?> RefreshAsync(string refreshToken, CancellationToken ct)
    {
        var ticket = Options.RefreshTokenProtector.Unprotect(refreshToken);
        if (ticket?.Properties.ExpiresUtc is not { } expires || expires <= time.GetUtcNow())
        {
            return null;
        }
        var id = ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier);
        if (id is null || !await standing.HoldsAsync(ticket.Principal, ct).ConfigureAwait(false))
        {
            return null;
        }
        return await users.FindByIdAsync(id).ConfigureAwait(false) is { IsDisabled: false } user ? await IssueAsync(user).ConfigureAwait(false) : null;
    }

    private AuthenticationTicket Ticket(ClaimsPrincipal principal, string kind, TimeSpan life) =>
        new(principal, new AuthenticationProperties { ExpiresUtc = time.GetUtcNow() + life }, $"{IdentityConstants.BearerScheme}:{kind}");
}
