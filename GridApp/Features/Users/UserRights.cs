using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;

namespace GridApp.Features.Users;

/// <summary>Who may make what of whom. The database holds the same line; here it gets its sentences.</summary>
internal static class UserRights
{
    /// <summary>Why the actor may not want this, or null. The rules of a person alone are <see cref="PersonRules"/>.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="current">What there is; null for a new person.</param>
    public static Failure? Refuses(UserDraft draft, UserItem? current, Actor actor)
    {
        if (!actor.Writes)
            return new Forbidden("Your role reads; an admin manages people.");
        if (current is not null && !PersonRules.MayManage(actor.Role, current.Role))
            return new Forbidden("This person's role is above yours.");
        if (draft.Role is { } role && Roles.All.Contains(role) && !PersonRules.MayManage(actor.Role, role))
            return new Forbidden("Nobody gives a role above the own.");
        if (!actor.SeesAll && draft.OrganizationId != actor.OrganizationId)
            return new Invalid("organizationId", "Your people are those of your own organization.");
        return current is not null && current.Id == actor.UserId ? RefusesOfSelf(draft, current) : null;
    }

    /// <summary>Nobody locks themselves out: what one may oneself, another administrator changes.</summary>
    private static Failure? RefusesOfSelf(UserDraft draft, UserItem current)
    {
        if (draft.IsDisabled && !current.IsDisabled)
            return new Conflict("You cannot disable yourself; another administrator can.");
        if (draft.Role != current.Role)
            return new Invalid("role", "You cannot change your own role; another administrator can.");
        return draft.OrganizationId != current.OrganizationId ? new Invalid("organizationId", "You cannot move yourself to another organization; another administrator can.") : null;
    }
}
