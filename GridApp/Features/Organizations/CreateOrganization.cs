using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using Npgsql;

namespace GridApp.Features.Organizations;

/// <summary>A new organization.</summary>
public sealed class CreateOrganization(GridDatabase database)
{
    /// <summary>The new organization; <see cref="Forbidden"/> for all but super admins, <see cref="Invalid"/> by field, <see cref="Conflict"/> when its name or EIC is taken.</summary>
    public async Task<Outcome<OrganizationItem>> RunAsync(OrganizationDraft draft, Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll)
            return new Forbidden("Only a super admin makes organizations.");
        draft = draft.Tidy();
        if (OrganizationRules.Check(draft.Name, draft.Eic).ToFailure() is { } broken)
            return broken;
        await using GridSession session = await database.OpenAsync(actor, ct);
        try
        {
            int id;
            await using (NpgsqlCommand command = session.Command("insert into organizations (name, eic, is_disabled) values ($1, $2, $3) returning id"))
            {
                command.Parameters.AddRange((NpgsqlParameter[])[OrganizationRows.Text(draft.Name), OrganizationRows.Text(draft.Eic), new() { Value = draft.IsDisabled }]);
                id = (int)(await command.ExecuteScalarAsync(ct))!;
            }

            OrganizationItem made = (await OrganizationRows.OneAsync(session, id, forChange: false, ct))!;
            await session.AuditAsync("organization.created", "organization", id.ToString(CultureInfo.InvariantCulture), id, before: null, OrganizationDraft.Of(made), ct);
            await session.CommitAsync(ct);
            return made;
        }
        catch (PostgresException refused) when (OrganizationRows.FailureOf(refused) is { } expected)
        {
            return expected;
        }
    }
}
