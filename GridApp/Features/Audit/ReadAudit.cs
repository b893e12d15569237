using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Audit;

/// <summary>The trail as the caller may see it: an admin the own organization's entries, a super admin all; row-level security holds that line.</summary>
public sealed class ReadAudit(GridDatabase database)
{
    private const string Where = """
         where ($1::timestamptz is null or a.at >= $1) and ($2::timestamptz is null or a.at < $2)
           and ($3::text is null or a.user_name = $3) and ($4::text is null or (a.action collate "C" >= $4 and a.action collate "C" < $4 || '/' and (a.action = $4 or starts_with(a.action, $4 || '.'))))
           and ($5::text is null or a.object_type = $5) and ($6::text is null or a.object_id = $6)
           and ($7::integer is null or a.organization_id = $7)
        """;

    private const string Rows = """
        select a.id, a.at, a.user_name, a.role, a.organization_id, o.name, a.address, a.action, a.object_type, a.object_id, a.before::text, a.after::text
          from audit_events a left join organizations o on o.id = a.organization_id
        """;

    /// <summary>A page, newest first.</summary>
    /// <param name="before">Only entries with a smaller number: the cursor.</param>
    public async Task<AuditPageAnswer> PageAsync(Actor actor, AuditFilter filter, int limit, long? before, CancellationToken ct)
    {
        await using var session = await database.OpenAsync(actor, ct);
        List<AuditEntry> found = [];
        await using (var command = Command(session, $"{Rows} {Where} and ($8::bigint is null or a.id < $8) order by a.id desc limit $9", filter))
        {
            command.Parameters.Add(new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            command.Parameters.Add(new() { Value = limit + 1 });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                found.Add(Entry(reader));
        }

        await using var count = Command(session, $"select count(*)::integer from audit_events a {Where}", filter);
        var total = (int)(await count.ExecuteScalarAsync(ct))!;
        return new AuditPageAnswer([.. found.Take(limit)], total, found.Count > limit ? found[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Everything that matches, newest first, as it is read.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(GridSession session, AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(session, $"{Rows} {Where} order by a.id desc", filter);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return Entry(reader);
    }

    /// <summary>The kinds of action that the caller can find, for a choice: <c>incident</c> of <c>incident.report</c>.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(Actor actor, CancellationToken ct)
    {
        // From one kind straight to the next along the index: a trail of years has a dozen kinds.
        await using var session = await database.OpenAsync(actor, ct);
        await using var command = session.Command("""
            with recursive kinds as (
                (select split_part(action, '.', 1) as kind from audit_events order by action collate "C" limit 1)
                union all
                select (select split_part(a.action, '.', 1) from audit_events a where a.action collate "C" > k.kind || '/' order by a.action collate "C" limit 1) from kinds k where k.kind is not null)
            select distinct kind from kinds where kind is not null order by kind
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<string> kinds = [];
        while (await reader.ReadAsync(ct))
            kinds.Add(reader.GetString(0));
        return kinds;
    }

    private static NpgsqlCommand Command(GridSession session, string sql, AuditFilter filter)
    {
        var command = session.Command(sql);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Moment(filter.Start), Moment(filter.End), Text(filter.User), Text(filter.Action), Text(filter.ObjectType), Text(filter.ObjectId),
            new() { Value = (object?)filter.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
        ]);
        return command;
    }

    private static AuditEntry Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetDateTime(1), Word(row, 2), Word(row, 3), row.IsDBNull(4) ? null : row.GetInt32(4), Word(row, 5), Word(row, 6), row.GetString(7), row.GetString(8), Word(row, 9), Json(row, 10), Json(row, 11));

    private static string? Word(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static JsonElement? Json(NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
            return null;
        using var document = JsonDocument.Parse(row.GetString(column));
        return document.RootElement.Clone();
    }

    private static NpgsqlParameter Moment(DateTimeOffset? at) => new() { Value = (object?)at?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
