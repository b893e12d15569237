using System.Globalization;
using System.Security.Claims;
using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>A person chooses a new password; every other cookie, token and circuit of theirs ends within a minute.</summary>
public sealed class ChangePassword(UserManager<GridUser> users, AccountStanding standing)
{
    /// <summary>Changes it.</summary>
    /// <returns>The person, to begin a new session with; or <see cref="Invalid"/> with sentences for <c>currentPassword</c> or <c>newPassword</c>.</returns>
    public async Task<Outcome<GridUser>> ExecuteAsync(ClaimsPrincipal principal, string currentPassword, string newPassword)
    {
        var user = await users.FindByIdAsync(principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? "").ConfigureAwait(false);
        if (user is null)
        {
            return new NotFound("This account no longer exists.");
        }
        if (string.Equals(currentPassword, newPassword, StringComparison.Ordinal))
        {
            return new Invalid("newPassword", "The new password is the old one. Choose another.");
        }
        user.MustChangePassword = false;
        var result = await users.ChangePasswordAsync(user, currentPassword, newPassword).ConfigureAwait(false);
        if (result.Succeeded)
        {
            standing.Forget(user.Id);
            return user;
        }
        var wrongCurrent = result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch));
        return wrongCurrent
            ? new Invalid("currentPassword", "This is not your current password.")
            : new Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["newPassword"] = [.. result.Errors.Select(error => string.Format(CultureInfo.InvariantCulture, "{0}", error.Description))],
            });
    }
}
