using System.Globalization;
using GridApp.Data;
using GridApp.Data.Entities;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>How a login ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>Right.</summary>
    /// <param name="User">Who.</param>
    public sealed record Welcome(GridUser User) : SignInOutcome;

    /// <summary>Wrong name, password or code, or disabled; deliberately not said which of the first two.</summary>
    public sealed record Wrong : SignInOutcome;

    /// <summary>The password is right; a one-time code is needed as well.</summary>
    /// <param name="Ticket">Stands for the password while the code is being looked up, for a few minutes.</param>
    public sealed record CodeNeeded(string Ticket) : SignInOutcome;

    /// <summary>Too many failures.</summary>
    /// <param name="Until">When the next try is allowed (UTC).</param>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;
}

/// <summary>Checks a name and a password, for the login page and for the API alike. It signs nobody in: see <see cref="BrowserSession"/> and the token endpoint.</summary>
public sealed class SignIn(
    UserManager<GridUser> users, IPasswordHasher<GridUser> hasher, LoginThrottle throttle, DecoyPassword decoy, SecondFactors factors, AccountStanding standing, AccountTrail trail,
    GridDataSources sources, IDataProtectionProvider protection)
{
    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("GridApp.SignIn.SecondStep.v1").ToTimeLimitedDataProtector();

    /// <param name="code">Of the authenticator app, or a recovery code; null when nobody was asked for one.</param>
    /// <param name="address">Of the other side of the connection, for the audit trail.</param>
    public async Task<SignInOutcome> CheckAsync(string userName, string password, string? code, string? address, CancellationToken ct)
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
        if (!right || user is null || !await standing.IsOpenAsync(user.Id, ct).ConfigureAwait(false))
        {
            return await FailedAsync(userName, user, address, ct).ConfigureAwait(false);
        }
        if (!user.TwoFactorEnabled)
        {
            return await WelcomeAsync(user, address, ct).ConfigureAwait(false);
        }
        if (string.IsNullOrWhiteSpace(code))
        {
            return new SignInOutcome.CodeNeeded(seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id} {user.SecurityStamp}"), TicketLife));
        }
        return await factors.CheckAsync(user.Id, code, ct).ConfigureAwait(false)
            ? await WelcomeAsync(user, address, ct).ConfigureAwait(false)
            : await FailedAsync(userName, user, address, ct).ConfigureAwait(false);
    }

    /// <summary>The second step: the password was right a moment ago, now the code. Null when the ticket has ended and the person begins anew.</summary>
    public async Task<SignInOutcome?> ContinueAsync(string ticket, string code, string? address, CancellationToken ct)
    {
        if (await HolderAsync(ticket).ConfigureAwait(false) is not { UserName: { } userName } user || !await standing.IsOpenAsync(user.Id, ct).ConfigureAwait(false))
        {
            return null;
        }
        if (await throttle.LockedUntilAsync(userName, ct).ConfigureAwait(false) is { } until)
        {
            return new SignInOutcome.Locked(until);
        }
        return await factors.CheckAsync(user.Id, code, ct).ConfigureAwait(false)
            ? await WelcomeAsync(user, address, ct).ConfigureAwait(false)
            : await FailedAsync(userName, user, address, ct).ConfigureAwait(false);
    }

    /// <summary>Whether somebody who is logged in knows the password: asked before what a stolen session must not do.</summary>
    /// <returns>Null when right; otherwise how the failure counts.</returns>
    public async Task<SignInOutcome?> AgainAsync(GridUser user, string password, string? address, CancellationToken ct)
    {
        if (await throttle.LockedUntilAsync(user.UserName!, ct).ConfigureAwait(false) is { } until)
        {
            return new SignInOutcome.Locked(until);
        }
        return user.PasswordHash is not null && hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed
            ? null
            : await FailedAsync(user.UserName!, user, address, ct).ConfigureAwait(false);
    }

    private async Task<GridUser?> HolderAsync(string ticket)
    {
        try
        {
            var parts = seal.Unprotect(ticket).Split(' ', 2);
            var user = await users.FindByIdAsync(parts[0]).ConfigureAwait(false);
            return user is not null && parts.Length == 2 && user.SecurityStamp == parts[1] ? user : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private async Task<SignInOutcome> WelcomeAsync(GridUser user, string? address, CancellationToken ct)
    {
        await throttle.SucceededAsync(user.UserName!, ct).ConfigureAwait(false);
        await using var connection = await sources.Identity.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await new AccountChange.Wire(connection, transaction).ExecuteAsync("update users set last_login_at = now() where id = $1", ct, user.Id).ConfigureAwait(false);
        await AccountTrail.WriteAsync(connection, transaction, "account.login", user, address, before: null, after: null, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return new SignInOutcome.Welcome(user);
    }

    // What was typed as a name is not written down: it may be a password in the wrong field.
    private async Task<SignInOutcome> FailedAsync(string userName, GridUser? user, string? address, CancellationToken ct)
    {
        var until = await throttle.FailedAsync(userName, ct).ConfigureAwait(false);
        await trail.WriteAsync(until is null ? "account.login_refused" : "account.locked", user, address, until is null ? null : new { until }, ct).ConfigureAwait(false);
        return until is { } end ? new SignInOutcome.Locked(end) : new SignInOutcome.Wrong();
    }
}
