using System.Text.Json;
using GridApp.Hosting;
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
    public static Task AuditAsync(
        this GridSession session, string action, string objectType, string? objectId, int? organizationId, object? before, object? after, CancellationToken ct)
    {
        var entry = new AuditedAct(action, objectType) { ObjectId = objectId, OrganizationId = organizationId, Before = before, After = after };
        return WriteAsync(session.Connection, session.Transaction, AuditPerson.Of(session.Actor), entry, ct);
    }

    /// <summary>Adds one entry on a connection of the accounts' role, where nobody is logged in yet.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="transaction">Of what was done; null when the entry is all.</param>
    /// <param name="person">In whose name.</param>
    /// <param name="entry">What happened.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, AuditPerson person, AuditedAct entry, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Insert, connection, transaction);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Number(person.UserId), Text(person.Name), Text(person.Role),
            Number(entry.OrganizationId),
            Text(person.Address),
            Text(entry.Action), Text(entry.ObjectType), Text(entry.ObjectId),
            Json(entry.Before), Json(entry.After),
        ]);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static NpgsqlParameter Number(int? number) => new() { Value = (object?)number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Json(object? value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, value.GetType(), GridJson.Options),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}

/// <summary>In whose name an entry of the trail is.</summary>
/// <param name="UserId">Null for the system and for who is not known.</param>
/// <param name="Name">User name.</param>
/// <param name="Role">One of the roles, or <c>system</c>; null for who is not known.</param>
/// <param name="Address">Of the other side of the connection.</param>
public sealed record AuditPerson(int? UserId, string? Name, string? Role, string? Address)
{
    public static AuditPerson Of(Actor actor) => new(actor.UserId, actor.Name, actor.Role, actor.Address);

    /// <summary>Somebody of whom only the address is known.</summary>
    public static AuditPerson At(string? address) => new(null, null, null, address);
}

/// <summary>What happened.</summary>
/// <param name="Action">Dotted: <c>account.login</c>.</param>
/// <param name="ObjectType">Kind of object: <c>user</c>.</param>
public sealed record AuditedAct(string Action, string ObjectType)
{
    /// <summary>Which, in invariant text.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whose administrators may read the entry.</summary>
    public int? OrganizationId { get; init; }

    /// <summary>What there was, written as a JSON object with the API's names.</summary>
    public object? Before { get; init; }

    /// <summary>What there is.</summary>
    public object? After { get; init; }
}
