using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>A password that its owner chose.</summary>
internal static class NewPassword
{
    /// <summary>Sets it, and with a new stamp ends every session and token by the old one.</summary>
    /// <returns>Why it is too weak, or null when it is set.</returns>
    public static async Task<Invalid?> SetAsync(UserManager<GridUser> users, GridUser user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, password).ConfigureAwait(false) is { Succeeded: false } refused)
            {
                return new Invalid("newPassword", string.Join(' ', refused.Errors.Select(error => error.Description)));
            }
        }
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.MustChangePassword = false;
        AccountChange.Demand(await users.UpdateSecurityStampAsync(user).ConfigureAwait(false));
        return null;
    }
}
