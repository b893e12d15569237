using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>A link that can still be used.</summary>
/// <param name="Id">Number of the link.</param>
/// <param name="UserId">Whose.</param>
/// <param name="UserName">What they log in as.</param>
/// <param name="Purpose">invitation, password or second_factor.</param>
public sealed record OpenLink(int Id, int UserId, string UserName, string Purpose)
{
    /// <summary>It takes off the second factor, for whoever knows the password.</summary>
    public bool IsForSecondFactor => Purpose == "second_factor";
}

/// <summary>One-time links, as whoever has one uses them. Looking at one does not use it: programs that check mail follow every link.</summary>
public sealed class AccountLinks(GridDataSources sources, AccountChange change, UserManager<GridUser> users, SignIn signIn, LoginThrottle throttle, TimeProvider time)
{
    private const string Open = """
        select l.id, l.user_id, u.user_name, l.purpose
          from account_links l
          join users u on u.id = l.user_id
          left join organizations o on o.id = u.organization_id
         where l.token_hash = $1 and l.used_at is null and l.expires_at > $2 and not u.is_disabled and (u.role = 'super_admin' or not coalesce(o.is_disabled, false))
           and not exists (select from account_links newer where newer.user_id = l.user_id and newer.id > l.id)
        """;

    private static readonly NotFound Ended = new("This link has ended: it was used, replaced by a newer one, or its time is over. Ask for another.");

    /// <summary>What a link is for; null when it has ended or never was one.</summary>
    public async Task<OpenLink?> FindAsync(string? key, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 100)
        {
            return null;
        }
        await using var command = sources.Identity.CreateCommand(Open);
        command.Parameters.Add(new() { Value = Secret.Hash(key) });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false) ? new OpenLink(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3)) : null;
    }

    /// <summary>Chooses the password. The second factor stays on; every session and token by password ends.</summary>
    public async Task<Outcome<GridUser>> SetPasswordAsync(OpenLink link, string password, string? address, CancellationToken ct)
    {
        var done = await change.RunAsync(link.UserId, "account.password_set", address, async (user, wire) =>
        {
            if (!await UseAsync(wire, link, ct).ConfigureAwait(false))
            {
                return Ended;
            }
            return await NewPassword.SetAsync(users, user, password).ConfigureAwait(false) is { } weak ? weak : new AccountStep(After: new { by = link.Purpose });
        }, ct).ConfigureAwait(false);
        if (done.Failure is null)
        {
            await throttle.SucceededAsync(link.UserName, ct).ConfigureAwait(false);
        }
        return done;
    }

    /// <summary>Takes off the second factor.</summary>
    /// <returns>The account; <see cref="Invalid"/> for a wrong password, which counts as a failed login.</returns>
    public Task<Outcome<GridUser>> TakeOffSecondFactorAsync(OpenLink link, string password, string? address, CancellationToken ct) =>
        change.RunAsync(link.UserId, "account.second_factor_off", address, async (user, wire) =>
        {
            switch (await signIn.AgainAsync(user, password, address, ct).ConfigureAwait(false))
            {
                case null:
                    break;
                case SignInOutcome.Locked:
                    return new Conflict("Too many failed attempts. Try again later.");
                default:
                    return new Invalid("currentPassword", "This is not the password.");
            }
            if (!await UseAsync(wire, link, ct).ConfigureAwait(false))
            {
                return Ended;
            }
            await SecondFactors.ForgetAsync(wire, user.Id, ct).ConfigureAwait(false);
            user.TwoFactorEnabled = false;
            AccountChange.Demand(await users.UpdateSecurityStampAsync(user).ConfigureAwait(false));
            return new AccountStep(After: new { by = link.Purpose });
        }, ct);

    // Of two at once one finds it used.
    private static async Task<bool> UseAsync(AccountChange.Wire wire, OpenLink link, CancellationToken ct) =>
        await wire.ExecuteAsync("update account_links set used_at = now() where id = $1 and used_at is null", ct, link.Id).ConfigureAwait(false) == 1;
}
