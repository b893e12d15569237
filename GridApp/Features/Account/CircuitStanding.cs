using System.Security.Claims;
using GridApp.Live;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace GridApp.Features.Account;

/// <summary>
/// Ends the signed-in state of an open page when its holder was demoted, disabled, or changed the password elsewhere: when the database tells of it, and by
/// asking every few seconds in case that nobody told.
/// </summary>
internal sealed class CircuitStanding : RevalidatingServerAuthenticationStateProvider
{
    private readonly AccountStanding standing;
    private readonly IDisposable watching;

    public CircuitStanding(ILoggerFactory logging, AccountStanding standing, ILiveBus live)
        : base(logging)
    {
        this.standing = standing;
        watching = live.Subscribe([LiveTopic.Users, LiveTopic.Organizations], LookAsync);
    }

    protected override TimeSpan RevalidationInterval => AccountStanding.Memory;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await standing.HoldsAsync(authenticationState.User, cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            watching.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        ClaimsPrincipal person;
        try
        {
            person = (await GetAuthenticationStateAsync().ConfigureAwait(false)).User;
        }
        catch (InvalidOperationException)
        {
            return; // nobody has been set yet: the first who is will be asked for anew
        }
        if (person.Identity?.IsAuthenticated == true && !await standing.HoldsAsync(person, ct, fresh: true).ConfigureAwait(false))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}
