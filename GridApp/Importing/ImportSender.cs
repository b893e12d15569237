using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using Npgsql;

namespace GridApp.Importing;

/// <summary>Whoever sent a file, with the rights of now: between the sending and the reading they may have lost them.</summary>
internal static class ImportSender
{
    private const string Standing = """
        select u.role, u.organization_id, u.is_disabled or (u.role <> 'super_admin' and coalesce(o.is_disabled, false))
          from users u
          left join organizations o on o.id = u.organization_id
         where u.id = $1
        """;

    /// <summary>On whose behalf the import writes. One without an organization is a super admin's or the app's own.</summary>
    /// <exception cref="UnreadableFileException">They may no longer: nothing is written.</exception>
    public static async Task<Actor> RightsAsync(GridDatabase database, ImportRun run, CancellationToken ct)
    {
        if (run.UserId is not { } user)
            return run.OrganizationId is { } owner ? new Actor(Roles.Admin, null, owner) : Actor.System;
        await using GridSession session = await database.OpenAsync(Actor.System, ct);
        await using NpgsqlCommand command = session.Command(Standing);
        command.Parameters.Add(new() { Value = user });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);

        // A person who was deleted has left no rights either.
        if (!await reader.ReadAsync(ct) || reader.GetBoolean(2) || !May(reader.GetString(0), reader, run))
            throw new UnreadableFileException("Whoever sent this file may no longer write here, so nothing of it was written. Somebody who may can send it again.");
        return run.OrganizationId is { } organization ? new Actor(Roles.Admin, user, organization) : new Actor(Roles.SuperAdmin, user, null);
    }

    private static bool May(string role, NpgsqlDataReader row, ImportRun run) => role switch
    {
        Roles.SuperAdmin => true,
        Roles.Admin => run.OrganizationId is { } organization && !row.IsDBNull(1) && row.GetInt32(1) == organization,
        _ => false,
    };
}
