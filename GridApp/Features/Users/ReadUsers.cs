using System.Globalization;
using GridApp.Data;
using GridApp.Domain;

namespace GridApp.Features.Users;

/// <summary>People as somebody may see them: super admins all, everybody else those of the own organization.</summary>
public sealed class ReadUsers(GridDatabase database)
{
    /// <summary>One of them; <see cref="NotFound"/> when there is none, or it is another organization's.</summary>
    public async Task<Outcome<UserItem>> OneAsync(int id, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await UserRows.OneAsync(session, id, forChange: false, ct) is { } found ? found.Item : NotThere(id);
    }

    /// <summary>In the order of their numbers, beginning after one.</summary>
    internal async Task<UserList> ListAsync(UserFilter filter, int after, int limit, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        var (rows, total) = await UserRows.PageAsync(session, filter, UserOrder.Id, descending: false, after, limit + 1, 0, ct);
        UserItem[] items = [.. rows.Take(limit).Select(row => row.Item)];
        return new UserList(items, total, rows.Count > limit ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>A page in any order.</summary>
    internal async Task<(IReadOnlyList<UserRow> Rows, int Total)> PageAsync(UserListState state, int size, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await UserRows.PageAsync(session, state.Filter, state.Sort, state.Descending, 0, size, (state.Page - 1) * size, ct);
    }

    internal static NotFound NotThere(int id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no person {id}, or it is not yours to see."));
}
