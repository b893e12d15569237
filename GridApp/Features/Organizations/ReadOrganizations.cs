using System.Globalization;
using GridApp.Data;
using GridApp.Domain;

namespace GridApp.Features.Organizations;

/// <summary>Organizations as somebody may see them: super admins all, everybody else the own.</summary>
public sealed class ReadOrganizations(GridDatabase database)
{
    /// <summary>One of them; <see cref="NotFound"/> when there is none, or it is another.</summary>
    public async Task<Outcome<OrganizationItem>> OneAsync(int id, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await OrganizationRows.OneAsync(session, id, forChange: false, ct) is { } found ? found : NotThere(id);
    }

    /// <summary>In the order of their numbers, beginning after one.</summary>
    public async Task<OrganizationList> ListAsync(string? words, int after, int limit, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        var (items, total) = await OrganizationRows.PageAsync(session, words, OrganizationOrder.Id, descending: false, after, limit + 1, 0, ct);
        return items.Count > limit
            ? new OrganizationList([.. items.Take(limit)], total, items[limit - 1].Id.ToString(CultureInfo.InvariantCulture))
            : new OrganizationList(items, total, null);
    }

    /// <summary>A page in any order.</summary>
    internal async Task<(IReadOnlyList<OrganizationItem> Items, int Total)> PageAsync(OrganizationListState state, int size, Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        return await OrganizationRows.PageAsync(session, state.Words, state.Sort, state.Descending, 0, size, (state.Page - 1) * size, ct);
    }

    internal static NotFound NotThere(int id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no organization {id}, or it is not yours to see."));
}
