using System.Security.Claims;
using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>A person chooses a new password; every other cookie, token and circuit of theirs ends within a minute.</summary>
public sealed class ChangePassword(UserManager<GridUser> users, AccountChange change, SignIn signIn)
{
    /// <summary>Changes it.</summary>
    /// <returns>The person, to begin a new session with; or <see cref="Invalid"/> with sentences for <c>currentPassword</c> or <c>newPassword</c>.</returns>
    public Task<Outcome<GridUser>> ExecuteAsync(ClaimsPrincipal principal, string currentPassword, string newPassword, string? address, CancellationToken ct) =>
        change.RunAsync(OwnId.Of(principal), "account.password_changed", address, async (user, _) =>
        {
            switch (await signIn.AgainAsync(user, currentPassword, address, ct).ConfigureAwait(false))
            {
                case null:
                    break;
                case SignInOutcome.Locked:
                    return new Conflict("Too many failed attempts. Try again later.");
                default:
                    return new Invalid("currentPassword", "This is not your current password.");
            }
            if (string.Equals(currentPassword, newPassword, StringComparison.Ordinal))
            {
                return new Invalid("newPassword", "The new password is the old one. Choose another.");
            }
            return await NewPassword.SetAsync(users, user, newPassword).ConfigureAwait(false) is { } weak ? weak : new AccountStep();
        }, ct);
}
