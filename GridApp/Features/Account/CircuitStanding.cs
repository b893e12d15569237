using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace GridApp.Features.Account;

/// <summary>Ends the signed-in state of an open page when its holder was demoted, disabled, or changed the password elsewhere.</summary>
internal sealed class CircuitStanding(ILoggerFactory logging, AccountStanding standing) : RevalidatingServerAuthenticationStateProvider(logging)
{
    protected override TimeSpan RevalidationInterval => AccountStanding.Memory;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await standing.HoldsAsync(authenticationState.User, cancellationToken).ConfigureAwait(false);
}
