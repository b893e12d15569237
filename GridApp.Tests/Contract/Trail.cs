using GridApp.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GridApp.Tests.Contract;

/// <summary>An entry of the audit trail.</summary>
public sealed record TrailEntry(string Action, string? UserName, int? OrganizationId, string? Address, string? Before, string? After);

internal static class Trail
{
    /// <summary>What the trail says of an object, oldest first.</summary>
    public static Task<IReadOnlyList<TrailEntry>> TrailAsync(this GridAppHost host, string objectType, int objectId) =>
        ReadAsync(host, "object_type = $1 and object_id = $2", objectType, objectId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The entries of an action, oldest first.</summary>
    public static Task<IReadOnlyList<TrailEntry>> TrailAsync(this GridAppHost host, string action) => ReadAsync(host, "action = $1", action);

    private static async Task<IReadOnlyList<TrailEntry>> ReadAsync(GridAppHost host, string where, params string[] values)
    {
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        await using var command = session.Command($"select action, user_name, organization_id, address, before::text, after::text from audit_events where {where} order by id");
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<TrailEntry>();
        while (await reader.ReadAsync())
        {
            entries.Add(new TrailEntry(
                reader.GetString(0), Text(1), await reader.IsDBNullAsync(2) ? null : reader.GetInt32(2), Text(3), Text(4), Text(5)));
        }

        return entries;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
