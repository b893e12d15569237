using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Npgsql;

namespace GridApp.Features.Organizations;

/// <summary>An organization changed, disabled or enabled.</summary>
public sealed class ChangeOrganization(GridDatabase database)
{
    /// <summary>The organization as a draft wants it.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">What it is to be, made of what it is.</param>
    /// <param name="readTag">ETag of what the caller had read; another one now is a lost race. Null takes it as it is.</param>
    public async Task<Outcome<OrganizationItem>> RunAsync(int id, Func<OrganizationItem, Outcome<OrganizationDraft>> change, string? readTag, Actor actor, CancellationToken ct)
    {
        if (!actor.SeesAll)
            return new Forbidden("Only a super admin changes organizations.");
        await using GridSession session = await database.OpenAsync(actor, ct);
        if (await OrganizationRows.OneAsync(session, id, forChange: true, ct) is not { } current)
            return ReadOrganizations.NotThere(id);
        var before = OrganizationDraft.Of(current);
        if (readTag is not null && readTag != RequestParts.TagOf(before))
            return new Conflict("Somebody changed this organization after you read it; look at what it is now and repeat your change.") { Current = current };
        var wanted = change(current);
        if (wanted.Failure is { } unreadable)
            return unreadable;
        var draft = wanted.Value.Tidy();
        if (OrganizationRules.Check(draft.Name, draft.Eic).ToFailure() is { } broken)
            return broken;
        if (draft == before)
            return current;
        try
        {
            await using (NpgsqlCommand command = session.Command("update organizations set name = $2, eic = $3, is_disabled = $4 where id = $1"))
            {
                command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = id }, OrganizationRows.Text(draft.Name), OrganizationRows.Text(draft.Eic), new() { Value = draft.IsDisabled }]);
                await command.ExecuteNonQueryAsync(ct);
            }

            await session.AuditAsync(ActionOf(before, draft), "organization", id.ToString(CultureInfo.InvariantCulture), id, before, draft, ct);
            await session.CommitAsync(ct);
            return current with { Name = draft.Name!, Eic = draft.Eic, IsDisabled = draft.IsDisabled };
        }
        catch (PostgresException refused) when (OrganizationRows.FailureOf(refused) is { } expected)
        {
            return expected;
        }
    }

    /// <summary>Its people are out within a minute, or may come back; what it owns stays either way.</summary>
    public Task<Outcome<OrganizationItem>> SetDisabledAsync(int id, bool disabled, Actor actor, CancellationToken ct) =>
        RunAsync(id, current => OrganizationDraft.Of(current) with { IsDisabled = disabled }, null, actor, ct);

    private static string ActionOf(OrganizationDraft before, OrganizationDraft after) =>
        before.IsDisabled == after.IsDisabled ? "organization.changed" : after.IsDisabled ? "organization.disabled" : "organization.enabled";
}
