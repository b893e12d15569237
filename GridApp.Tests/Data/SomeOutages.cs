using System.Globalization;

namespace GridApp.Tests.Data;

/// <summary>Incidents as they lie in the tables, for tests that need one and not the way there.</summary>
internal static class SomeOutages
{
    /// <summary>A plant's incident with one segment, known from now on.</summary>
    /// <returns>Its number.</returns>
    public static Task<int> OutAsync(
        this TestDatabase database, int plant, string type, double mw, DateTimeOffset start, DateTimeOffset? end = null, DateTimeOffset? expectedEnd = null) =>
        database.AsOwnerAsync<int>($"""
            with i as (
                insert into incidents (plant_id, organization_id, type, affected_mw, start_at, end_at, expected_end, simulated, public_record, over_capacity)
                select id, organization_id, '{type}', {Number(mw)}, {Time(start)}, {Time(end)}, {Time(expectedEnd)}, false, false, false from plants where id = {plant}
                returning id),
            s as (
                insert into incident_segments (incident_id, plant_id, type, start_at, end_at, expected_end, affected_mw, known_from)
                select id, {plant}, '{type}', {Time(start)}, {Time(end)}, {Time(expectedEnd)}, {Number(mw)}, now() from i)
            select id from i
            """);

    private static string Number(double mw) => mw.ToString("R", CultureInfo.InvariantCulture) + "::float8";

    private static string Time(DateTimeOffset? at) => at is { } moment ? $"timestamptz '{moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'" : "null::timestamptz";
}
