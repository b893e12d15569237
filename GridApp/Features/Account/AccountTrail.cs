using System.Globalization;
using GridApp.Data;
using GridApp.Data.Entities;
using Npgsql;

namespace GridApp.Features.Account;

/// <summary>What people do with their own accounts, in the audit trail. Their administrators read it.</summary>
public sealed class AccountTrail(GridDataSources sources)
{
    /// <summary>Writes an entry of its own.</summary>
    /// <param name="action">Such as <c>account.login</c>.</param>
    /// <param name="user">Whose account; null when nobody has it.</param>
    /// <param name="address">Of the other side of the connection.</param>
    /// <param name="after">What there is to say, as a JSON object.</param>
    public async Task WriteAsync(string action, GridUser? user, string? address, object? after, CancellationToken ct)
    {
        await using var connection = await sources.Identity.OpenConnectionAsync(ct).ConfigureAwait(false);
        await WriteAsync(connection, null, action, user, address, before: null, after, ct).ConfigureAwait(false);
    }

    /// <summary>Writes an entry in the transaction of what was done.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string action, GridUser? user, string? address, object? before, object? after, CancellationToken ct) =>
        AuditTrail.WriteAsync(
            connection,
            transaction,
            user is null ? AuditPerson.At(address) : new AuditPerson(user.Id, user.UserName, user.Role, address),
            new AuditedAct(action, "account") { ObjectId = user?.Id.ToString(CultureInfo.InvariantCulture), OrganizationId = user?.OrganizationId, Before = before, After = after },
            ct);
}
