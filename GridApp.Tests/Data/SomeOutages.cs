using System.Globalization;
using Npgsql;

namespace GridApp.Tests.Data;

/// <summary>Incidents as they lie in the tables, for tests that need one and not the way there.</summary>
internal static class SomeOutages
{
    /// <summary>A plant's incident with one segment, known from now on.</summary>
    /// <returns>Its number.</returns>
    public static Task<int> OutAsync(
        this TestDatabase database, int plant, string type, double mw, DateTimeOffset start, DateTimeOffset? end = null, DateTimeOffset? expectedEnd = null) =>
        database.AsOwnerAsync<int>(Sql(plant, type, mw, start, end, expectedEnd));

    /// <summary>The statement that writes it and answers with its number.</summary>
    public static string Sql(int plant, string type, double mw, DateTimeOffset start, DateTimeOffset? end = null, DateTimeOffset? expectedEnd = null) => $"""
        with i as (
            insert into incidents (plant_id, organization_id, type, affected_mw, start_at, end_at, expected_end, simulated, public_record, over_capacity)
            select id, organization_id, '{type}', {Number(mw)}, {Time(start)}, {Time(end)}, {Time(expectedEnd)}, false, false, false from plants where id = {plant}
            returning id),
        s as (
            insert into incident_segments (incident_id, plant_id, type, start_at, end_at, expected_end, affected_mw, known_from)
            select id, {plant}, '{type}', {Time(start)}, {Time(end)}, {Time(expectedEnd)}, {Number(mw)}, now() from i)
        select id from i
        """;

    /// <summary>Runs a statement as the owner with every row visible.</summary>
    public static async Task<int> NumberAsync(string ownerConnectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tenant = new NpgsqlCommand("select set_config('grid.role', 'system', true)", connection, transaction))
            await tenant.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        int number = (int)(await command.ExecuteScalarAsync())!;
        await transaction.CommitAsync();
        return number;
    }

    private static string Number(double mw) => mw.ToString("R", CultureInfo.InvariantCulture) + "::float8";

    private static string Time(DateTimeOffset? at) => at is { } moment ? $"timestamptz '{moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'" : "null::timestamptz";
}
