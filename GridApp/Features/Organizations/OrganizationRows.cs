using GridApp.Data;
using GridApp.Domain;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Organizations;

/// <summary>A column that the list can be ordered by.</summary>
internal enum OrganizationOrder
{
    Id,
    Name,
    Eic,
    People,
    Plants,
    Created,
}

/// <summary>The statements about organizations.</summary>
internal static class OrganizationRows
{
    private const string Columns = """
        o.id, o.name, o.eic, o.is_disabled, o.created_at,
        (select count(*)::integer from users u where u.organization_id = o.id) as people,
        (select count(*)::integer from plants p where p.organization_id = o.id) as plants
        """;

    /// <summary>The organization as this session sees it, or null.</summary>
    /// <param name="forChange">Locks the row until the session ends, and finds it only when the actor may change it.</param>
    public static async Task<OrganizationItem?> OneAsync(GridSession session, int id, bool forChange, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command($"select {Columns} from organizations o where o.id = $1{(forChange ? " for update of o" : "")}");
        command.Parameters.Add(new() { Value = id });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Some of those whose name or EIC holds the words, and how many there are.</summary>
    public static async Task<(IReadOnlyList<OrganizationItem> Items, int Total)> PageAsync(
        GridSession session, string? words, OrganizationOrder order, bool descending, int after, int limit, int offset, CancellationToken ct)
    {
        const string Where = "where ($1::text is null or o.name ilike $1 or o.eic ilike $1)";
        string by = order switch
        {
            OrganizationOrder.Name => "lower(o.name)",
            OrganizationOrder.Eic => "o.eic",
            OrganizationOrder.People => "people",
            OrganizationOrder.Plants => "plants",
            OrganizationOrder.Created => "o.created_at",
            _ => "o.id",
        };
        int total;
        await using (NpgsqlCommand count = session.Command($"select count(*)::integer from organizations o {Where}"))
        {
            count.Parameters.Add(Pattern(words));
            total = (int)(await count.ExecuteScalarAsync(ct))!;
        }

        await using NpgsqlCommand command = session.Command(
            $"select {Columns} from organizations o {Where} and o.id > $2 order by {by} {(descending ? "desc" : "asc")} nulls last, o.id limit $3 offset $4");
        command.Parameters.Add(Pattern(words));
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = offset });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var items = new List<OrganizationItem>();
        while (await reader.ReadAsync(ct))
            items.Add(Read(reader));
        return (items, total);
    }

    /// <summary>The expected failure behind a refused statement, or null when it is none.</summary>
    public static Failure? FailureOf(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation when refused.ConstraintName?.Contains("eic", StringComparison.OrdinalIgnoreCase) == true =>
            new Conflict("Another organization has this EIC.") { Field = "eic" },
        PostgresErrorCodes.UniqueViolation => new Conflict("Another organization has this name.") { Field = "name" },
        _ => null,
    };

    internal static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Pattern(string? words) => Text(string.IsNullOrWhiteSpace(words)
        ? null
        : $"%{words.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");

    private static OrganizationItem Read(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetBoolean(3),
        new DateTimeOffset(row.GetDateTime(4), TimeSpan.Zero), row.GetInt32(5), row.GetInt32(6));
}
