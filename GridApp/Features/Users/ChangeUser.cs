using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Npgsql;

namespace GridApp.Features.Users;

/// <summary>A person changed, disabled or enabled. A changed role, organization or state ends their sessions and tokens.</summary>
public sealed class ChangeUser(GridDatabase database)
{
    /// <summary>The person as a draft wants them.</summary>
    /// <param name="id">Whom.</param>
    /// <param name="change">What they are to be, made of what they are.</param>
    /// <param name="readTag">ETag of what the caller had read; another one now is a lost race. Null takes it as it is.</param>
    public async Task<Outcome<UserItem>> RunAsync(int id, Func<UserItem, Outcome<UserDraft>> change, string? readTag, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads; an admin manages people.");
        await using GridSession session = await database.OpenAsync(actor, ct);
        if (await UserRows.OneAsync(session, id, forChange: false, ct) is not { } seen)
            return ReadUsers.NotThere(id);

        // Row-level security hides from a lock whom the actor may not change: seen and not locked is somebody above.
        if (await UserRows.OneAsync(session, id, forChange: true, ct) is not { Item: var current })
            return UserRights.Refuses(UserDraft.Of(seen.Item), seen.Item, actor) ?? new Forbidden("This person is not yours to change.");
        UserDraft before = UserDraft.Of(current);
        if (readTag is not null && readTag != RequestParts.TagOf(before))
            return new Conflict("Somebody changed this person after you read them; look at what they are now and repeat your change.") { Current = current };
        Outcome<UserDraft> wanted = change(current);
        if (wanted.Failure is { } unreadable)
            return unreadable;
        UserDraft draft = wanted.Value.Tidy();
        if (UserRights.Refuses(draft, current, actor) is { } refused)
            return refused;
        if (PersonRules.Check(draft.Facts()).ToFailure() is { } broken)
            return broken;
        if (draft == before)
            return current;
        try
        {
            await UserRows.UpdateAsync(session, id, draft, ct);
            UserItem changed = (await UserRows.OneAsync(session, id, forChange: false, ct))!.Item;
            await session.AuditAsync(ActionOf(before, draft), "user", id.ToString(CultureInfo.InvariantCulture), current.OrganizationId, before, UserDraft.Of(changed), ct);
            await session.CommitAsync(ct);
            return changed;
        }
        catch (PostgresException e) when (UserRows.FailureOf(e) is { } expected)
        {
            return expected;
        }
    }

    /// <summary>Out of every page and token within a minute, or allowed back.</summary>
    public Task<Outcome<UserItem>> SetDisabledAsync(int id, bool disabled, Actor actor, CancellationToken ct) =>
        RunAsync(id, current => UserDraft.Of(current) with { IsDisabled = disabled }, null, actor, ct);

    private static string ActionOf(UserDraft before, UserDraft after) =>
        before.IsDisabled == after.IsDisabled ? "user.changed" : after.IsDisabled ? "user.disabled" : "user.enabled";
}
