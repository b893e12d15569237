using System.Security.Claims;
using GridApp.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>Stands behind authentication: turns away whoever is no longer what the cookie or token says, and whoever has a one-time password to change first.</summary>
internal sealed class AccountGate(RequestDelegate next, AccountStanding standing)
{
    private static readonly string[] OpenBeforePasswordChange =
        ["/account/password", "/logout", "/culture", "/_blazor", "/_framework", "/_content", "/lib", "/css", "/js", "/img", "/features", "/health", "/favicon"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (!await standing.HoldsAsync(context.User, context.RequestAborted).ConfigureAwait(false))
            {
                var byCookie = context.User.Identity.AuthenticationType == IdentityConstants.ApplicationScheme;
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
                if (byCookie)
                {
                    await context.SignOutAsync(IdentityConstants.ApplicationScheme).ConfigureAwait(false);
                }
            }
            else if (context.User.HasClaim(c => c.Type == GridClaims.MustChangePassword) && !IsOpen(context.Request.Path))
            {
                await AskForNewPasswordAsync(context).ConfigureAwait(false);
                return;
            }
            else
            {
                // An identity of its own beside the ticket's: it goes with the request and the open page, never into a renewed cookie.
                context.User = new ClaimsPrincipal([.. context.User.Identities, AddressOf(context)]);
            }
        }
        await next(context).ConfigureAwait(false);
    }

    private static ClaimsIdentity AddressOf(HttpContext context) =>
        new(context.Connection.RemoteIpAddress is { } address ? [new Claim(GridClaims.Address, address.ToString())] : []);

    private static bool IsOpen(PathString path) => OpenBeforePasswordChange.Any(open => path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase));

    private static Task AskForNewPasswordAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem(
                "The password is a one-time one. Log in with a browser and choose your own first.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "The password has to be changed first.",
                type: "password-change-required").ExecuteAsync(context);
        }
        context.Response.Redirect("/account/password");
        return Task.CompletedTask;
    }
}
