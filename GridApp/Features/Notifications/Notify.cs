using System.Text.Json;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Notifications;

/// <summary>Tells administrators what happened, in the transaction of what happened.</summary>
public static class Notify
{
    /// <param name="kind">Dotted: <c>incident.reported</c>; <c>NotificationsText</c> has its sentence.</param>
    /// <param name="organizationId">Whose administrators; null for super admins alone.</param>
    public static Task AboutIncidentAsync(GridSession session, string kind, int incidentId, int? organizationId, IncidentNotice notice, CancellationToken ct) =>
        WriteAsync(session, kind, incidentId, organizationId, JsonSerializer.Serialize(notice, JsonSerializerOptions.Web), ct);

    /// <summary>A rule that people set has found a price.</summary>
    public static Task AboutPriceAsync(GridSession session, int? organizationId, PriceNotice notice, CancellationToken ct) =>
        WriteAsync(session, PriceNotice.Alert, null, organizationId, JsonSerializer.Serialize(notice, JsonSerializerOptions.Web), ct);

    private static async Task WriteAsync(GridSession session, string kind, int? incidentId, int? organizationId, string data, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(
            "insert into notifications (organization_id, kind, incident_id, user_id, data) values ($1, $2, $3, $4, $5)");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = (object?)organizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = kind },
            new() { Value = (object?)incidentId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = (object?)session.Actor.UserId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            new() { Value = data, NpgsqlDbType = NpgsqlDbType.Jsonb },
        ]);
        await command.ExecuteNonQueryAsync(ct);
    }
}
