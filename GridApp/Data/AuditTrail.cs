using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Data;

/// <summary>Who did what: written in the transaction of what was done, so that neither is there without the other. Nobody alters it afterwards.</summary>
public static class AuditTrail
{
    private const string Insert = """
        insert into audit_events (user_id, user_name, role, organization_id, address, action, object_type, object_id, before, after)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <summary>Adds one entry in the name of the session's actor.</summary>
    /// <param name="session">The transaction of what was done.</param>
    /// <param name="action">Dotted: <c>incident.report</c>.</param>
    /// <param name="objectType">Kind of object: <c>incident</c>.</param>
    /// <param name="objectId">Which, in invariant text; null when it is about none.</param>
    /// <param name="organizationId">Whose administrators may read the entry: the object's organization.</param>
    /// <param name="before">What there was, written as a JSON object with the API's names; null when there was nothing.</param>
    /// <param name="after">What there is; null when nothing is left.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task AuditAsync(
        this GridSession session, string action, string objectType, string? objectId, int? organizationId, object? before, object? after, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Insert);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = (object?)session.Actor.UserId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            Text(session.Actor.Name),
            Text(session.Actor.Role),
            new() { Value = (object?)organizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            Text(session.Actor.Address),
            Text(action), Text(objectType), Text(objectId),
            Json(before), Json(after),
        ]);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Json(object? value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, value.GetType(), JsonSerializerOptions.Web),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}
