using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>What people change of themselves: the name, the address, and where they are logged in.</summary>
public sealed class OwnAccount(UserManager<GridUser> users, AccountChange change, PersonalTokens tokens)
{
    /// <summary>The account as it is now; null when it no longer exists.</summary>
    public Task<GridUser?> ReadAsync(int userId) => users.FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Sets name and e-mail address.</summary>
    public Task<Outcome<GridUser>> ChangeNameAsync(int userId, string? firstName, string? lastName, string? email, string? address, CancellationToken ct) =>
        change.RunAsync(userId, "account.name_changed", address, async (user, _) =>
        {
            (firstName, lastName, email) = (firstName?.Trim() ?? "", lastName?.Trim() ?? "", string.IsNullOrWhiteSpace(email) ? null : email.Trim());
            if (PersonRules.CheckSelf(firstName, lastName, email).ToList().ToFailure() is { } broken)
            {
                return broken;
            }
            var before = new { user.FirstName, user.LastName, user.Email };
            (user.FirstName, user.LastName, user.Email) = (firstName, lastName, email);
            AccountChange.Demand(await users.UpdateAsync(user).ConfigureAwait(false));
            return new AccountStep(before, new { firstName, lastName, email });
        }, ct);

    /// <summary>Ends every session and every token by password; the caller begins a new session for this browser alone.</summary>
    /// <param name="alsoTokens">The tokens of the person's programs, too.</param>
    public Task<Outcome<GridUser>> SignOutEverywhereAsync(int userId, bool alsoTokens, string? address, CancellationToken ct) =>
        change.RunAsync(userId, "account.signed_out_everywhere", address, async (user, wire) =>
        {
            if (alsoTokens)
            {
                await wire.ExecuteAsync("update api_tokens set revoked_at = now() where user_id = $1 and revoked_at is null", ct, userId).ConfigureAwait(false);
                tokens.ForgetAll();
            }
            AccountChange.Demand(await users.UpdateSecurityStampAsync(user).ConfigureAwait(false));
            return new AccountStep(After: new { tokens = alsoTokens });
        }, ct);
}
