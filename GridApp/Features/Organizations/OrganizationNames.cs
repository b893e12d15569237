using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Organizations;

/// <summary>Organizations by name, for choices. Names are public to every role.</summary>
public sealed class OrganizationNames(GridDatabase database)
{
    /// <summary>Id and name of each, by name.</summary>
    public async Task<IReadOnlyList<(int Id, string Name)>> AllAsync(Actor actor, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command("select id, name from organization_names() order by name, id");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var names = new List<(int, string)>();
        while (await reader.ReadAsync(ct))
            names.Add((reader.GetInt32(0), reader.GetString(1)));
        return names;
    }
}
