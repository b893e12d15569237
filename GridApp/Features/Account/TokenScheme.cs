using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace GridApp.Features.Account;

/// <summary>Knows whoever sends a token of <see cref="PersonalTokens"/>.</summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, PersonalTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Name = "PersonalToken";

    private const string Bearer = "Bearer ";

    /// <summary>Whether the header carries one of these tokens.</summary>
    public static bool Takes(string authorization) => authorization.StartsWith(Bearer + PersonalTokens.Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        return await tokens.HolderAsync(token, Scheme.Name, Context.RequestAborted).ConfigureAwait(false) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(holder, Scheme.Name))
            : AuthenticateResult.Fail("The token has ended, or never was one.");
    }
}
