using GridApp.Data.Entities;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>How a sign-in ended.</summary>
public abstract record SignInOutcome
{
    /// <summary>The person is who they say.</summary>
    public sealed record Welcome(GridUser User) : SignInOutcome;

    /// <summary>The name, the password or the code is wrong; deliberately not said which of the first two.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>The password is right; a one-time code is needed as well.</summary>
    public sealed record CodeNeeded : SignInOutcome;

    /// <summary>Too many failures.</summary>
    /// <param name="Until">When the next try is allowed (UTC).</param>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;
}

/// <summary>Checks a name and a password, for the login page and for the API alike. It signs nobody in: see <see cref="BrowserSession"/> and the token endpoint.</summary>
public sealed class SignIn(UserManager<GridUser> users, IPasswordHasher<GridUser> hasher, LoginThrottle throttle, DecoyPassword decoy)
{
    public async Task<SignInOutcome> CheckAsync(string userName, string password, string? code, CancellationToken ct)
    {
        if (await throttle.LockedUntilAsync(userName, ct).ConfigureAwait(false) is { } until)
        {
            return new SignInOutcome.Locked(until);
        }
        var user = await users.FindByNameAsync(userName.Trim()).ConfigureAwait(false);
        // Somebody unknown takes as long to refuse as somebody known.
        var right = user?.PasswordHash is null
            ? decoy.Refuse(hasher, password)
            : await users.CheckPasswordAsync(user, password).ConfigureAwait(false);
        if (!right || user is null or { IsDisabled: true })
        {
            return await FailedAsync(userName, ct).ConfigureAwait(false);
        }
        if (user.TwoFactorEnabled)
        {
            if (string.IsNullOrWhiteSpace(code))
            {
                return new SignInOutcome.CodeNeeded();
            }
            if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code.Trim()).ConfigureAwait(false))
            {
                return await FailedAsync(userName, ct).ConfigureAwait(false);
            }
        }
        await throttle.SucceededAsync(userName, ct).ConfigureAwait(false);
        return new SignInOutcome.Welcome(user);
    }

    private async Task<SignInOutcome> FailedAsync(string userName, CancellationToken ct) =>
        await throttle.FailedAsync(userName, ct).ConfigureAwait(false) is { } until ? new SignInOutcome.Locked(until) : new SignInOutcome.Wrong();
}
