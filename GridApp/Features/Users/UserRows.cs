using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Users;

/// <summary>The statements about people, under the app's role: it cannot read what anybody signs in with, nor write it.</summary>
internal static class UserRows
{
    private const string Columns = """
        u.id, u.user_name, u.first_name, u.last_name, u.email, u.role, u.organization_id, u.is_disabled, u.is_invited, u.two_factor_enabled, u.last_login_at, u.created_at, n.name
        """;

    private const string From = "from users u left join organization_names() n on n.id = u.organization_id";

    private const string Where = """
        where ($1::text is null or u.user_name ilike $1 or u.first_name || ' ' || u.last_name ilike $1 or u.email ilike $1)
          and ($2::text is null or u.role = $2) and ($3::integer is null or u.organization_id = $3) and ($4::boolean is null or u.is_disabled = $4)
        """;

    private const string Insert = """
        insert into users (user_name, normalized_user_name, email, normalized_email, email_confirmed, first_name, last_name, role, organization_id, is_disabled,
                           must_change_password, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
        values ($1, $2, $3, $4, false, $5, $6, $7, $8, $9, false, false, false, false, 0)
        returning id
        """;

    private const string Update = """
        update users set user_name = $1, normalized_user_name = $2, email = $3, normalized_email = $4, first_name = $5, last_name = $6, role = $7,
                         organization_id = $8, is_disabled = $9
         where id = $10
        """;

    /// <summary>The error code of the database's own rule that a super admin is left.</summary>
    private const string LastSuperAdmin = "GR001";

    /// <summary>The person as this session sees them, or null.</summary>
    /// <param name="forChange">Locks the row until the session ends, and finds it only when the actor may change it.</param>
    public static async Task<UserRow?> OneAsync(GridSession session, int id, bool forChange, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command($"select {Columns} {From} where u.id = $1{(forChange ? " for update of u" : "")}");
        command.Parameters.Add(new() { Value = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Some of those that match, and how many do.</summary>
    public static async Task<(IReadOnlyList<UserRow> Rows, int Total)> PageAsync(
        GridSession session, UserFilter filter, UserOrder order, bool descending, int after, int limit, int offset, CancellationToken ct)
    {
        string direction = descending ? "desc" : "asc";
        string by = order switch
        {
            UserOrder.Name => $"lower(u.last_name) {direction}, lower(u.first_name) {direction}",
            UserOrder.UserName => $"u.normalized_user_name {direction}",
            UserOrder.Role => $"array_position(array['super_admin', 'admin', 'analyst'], u.role::text) {direction}",
            UserOrder.Organization => $"lower(n.name) {direction} nulls last",
            UserOrder.LastLogin => $"u.last_login_at {direction} nulls last",
            _ => $"u.id {direction}",
        };
        int total;
        await using (NpgsqlCommand count = session.Command($"select count(*)::integer from users u {Where}"))
        {
            count.Parameters.AddRange(Parameters(filter));
            total = (int)(await count.ExecuteScalarAsync(ct))!;
        }

        await using NpgsqlCommand command = session.Command($"select {Columns} {From} {Where} and u.id > $5 order by {by}, u.id limit $6 offset $7");
        command.Parameters.AddRange((NpgsqlParameter[])[.. Parameters(filter), new() { Value = after }, new() { Value = limit }, new() { Value = offset }]);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<UserRow>();
        while (await reader.ReadAsync(ct))
            rows.Add(Read(reader));
        return (rows, total);
    }

    public static async Task<int> InsertAsync(GridSession session, UserDraft draft, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Insert);
        command.Parameters.AddRange(Values(draft));
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    public static async Task UpdateAsync(GridSession session, int id, UserDraft draft, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command(Update);
        command.Parameters.AddRange((NpgsqlParameter[])[.. Values(draft), new() { Value = id }]);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The expected failure behind a refused statement, or null when it is none.</summary>
    public static Failure? FailureOf(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => new Conflict("Somebody has this user name.") { Field = "userName" },
        PostgresErrorCodes.ForeignKeyViolation => new Invalid("organizationId", "There is no such organization."),
        LastSuperAdmin => new Conflict("This is the last super admin. Make another one first, or nobody could ever make one again."),
        PostgresErrorCodes.InsufficientPrivilege => new Forbidden("This is beyond what your role may do."),
        _ => null,
    };

    // Folded here, as the login folds them: a Turkish database would make another capital of an i.
    private static NpgsqlParameter[] Values(UserDraft draft) =>
    [
        Text(draft.UserName), Text(draft.UserName?.ToUpperInvariant()), Text(draft.Email), Text(draft.Email?.ToUpperInvariant()),
        Text(draft.FirstName ?? ""), Text(draft.LastName ?? ""), Text(draft.Role),
        new() { Value = (object?)draft.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = draft.IsDisabled },
    ];

    private static NpgsqlParameter[] Parameters(UserFilter filter) =>
    [
        Pattern(filter.Words), Text(filter.Role),
        new() { Value = (object?)filter.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
        new() { Value = (object?)filter.Disabled ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean },
    ];

    private static NpgsqlParameter Pattern(string? words) => Text(string.IsNullOrWhiteSpace(words)
        ? null
        : $"%{words.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static UserRow Read(NpgsqlDataReader row) => new(
        new UserItem(
            row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5),
            row.IsDBNull(6) ? null : row.GetInt32(6), row.GetBoolean(7), row.GetBoolean(8), row.GetBoolean(9), Moment(row, 10), Moment(row, 11)!.Value),
        row.IsDBNull(12) ? null : row.GetString(12));

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetDateTime(column), TimeSpan.Zero);
}
