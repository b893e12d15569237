using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using Npgsql;

namespace GridApp.Features.Users;

/// <summary>A new person. They choose their own password, by a link that <see cref="MakeLink"/> makes.</summary>
public sealed class CreateUser(GridDatabase database)
{
    /// <summary>The new person; <see cref="Forbidden"/> for a role above the own, <see cref="Invalid"/> by field, <see cref="Conflict"/> when the user name is taken.</summary>
    public async Task<Outcome<UserItem>> RunAsync(UserDraft draft, Actor actor, CancellationToken ct)
    {
        draft = draft.Tidy();
        if (draft.OrganizationId is null && !actor.SeesAll)
            draft = draft with { OrganizationId = actor.OrganizationId };
        if (UserRights.Refuses(draft, current: null, actor) is { } refused)
            return refused;
        if (PersonRules.Check(draft.Facts()).ToFailure() is { } broken)
            return broken;
        await using GridSession session = await database.OpenAsync(actor, ct);
        try
        {
            int id = await UserRows.InsertAsync(session, draft, ct);
            UserItem made = (await UserRows.OneAsync(session, id, forChange: false, ct))!.Item;
            await session.AuditAsync("user.created", "user", id.ToString(CultureInfo.InvariantCulture), made.OrganizationId, before: null, UserDraft.Of(made), ct);
            await session.CommitAsync(ct);
            return made;
        }
        catch (PostgresException e) when (UserRows.FailureOf(e) is { } expected)
        {
            return expected;
        }
    }
}
