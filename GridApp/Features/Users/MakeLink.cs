using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Hosting.Security;
using Npgsql;

namespace GridApp.Features.Users;

/// <summary>A link that works once.</summary>
/// <param name="Address">Where it leads; it is shown this once and kept nowhere.</param>
/// <param name="Purpose">invitation, password or second_factor.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record OneTimeLink(string Address, string Purpose, DateTimeOffset ExpiresAt);

/// <summary>
/// Makes the link by which a person chooses a first or a new password, or takes off a lost second factor. It replaces every earlier one of the same person.
/// The link for a password does not take off the second factor, and the one for the second factor asks for the password: neither alone opens an account that has both.
/// </summary>
public sealed class MakeLink(GridDatabase database, TimeProvider time)
{
    /// <summary>The path that the links lead to.</summary>
    public const string Path = "account/link";

    public const string Invitation = "invitation";
    public const string Password = "password";
    public const string SecondFactor = "second_factor";

    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);
    public static readonly TimeSpan ResetLife = TimeSpan.FromHours(24);

    /// <summary>The link; <see cref="NotFound"/> or <see cref="Forbidden"/> when the person is not the actor's to help, <see cref="Conflict"/> when it would be of no use.</summary>
    /// <param name="id">For whom.</param>
    /// <param name="forSecondFactor">It takes off the second factor; otherwise it lets choose a password.</param>
    /// <param name="site">Address of this site, with a slash at its end.</param>
    public async Task<Outcome<OneTimeLink>> RunAsync(int id, bool forSecondFactor, string site, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads; an admin manages people.");
        await using GridSession session = await database.OpenAsync(actor, ct);
        if (await UserRows.OneAsync(session, id, forChange: false, ct) is not { Item: var user })
            return ReadUsers.NotThere(id);
        if (!PersonRules.MayManage(actor.Role, user.Role))
            return new Forbidden("This person's role is above yours.");
        if (user.Id == actor.UserId)
            return new Conflict("Your own password and second factor are on your account's page.");
        if (user.IsDisabled)
            return new Conflict("This person is disabled; enable them first.");
        if (forSecondFactor && !user.HasSecondFactor)
            return new Conflict("This person has no second factor.");

        string purpose = forSecondFactor ? SecondFactor : user.IsInvited ? Invitation : Password;
        DateTimeOffset expires = time.GetUtcNow() + (purpose == Invitation ? InvitationLife : ResetLife);
        string secret = Secret.Make();
        try
        {
            await using (NpgsqlCommand command = session.Command("insert into account_links (user_id, purpose, token_hash, created_by, expires_at) values ($1, $2, $3, $4, $5)"))
            {
                command.Parameters.AddRange((NpgsqlParameter[])
                [
                    new() { Value = id }, new() { Value = purpose }, new() { Value = Secret.Hash(secret) },
                    new() { Value = (object?)actor.UserId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer }, new() { Value = expires },
                ]);
                await command.ExecuteNonQueryAsync(ct);
            }

            await session.AuditAsync("user.link_made", "user", id.ToString(CultureInfo.InvariantCulture), user.OrganizationId, before: null, new { purpose, expiresAt = expires }, ct);
            await session.CommitAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return new Forbidden("This person is not yours to help.");
        }

        return new OneTimeLink($"{site}{Path}?key={secret}", purpose, expires);
    }
}
