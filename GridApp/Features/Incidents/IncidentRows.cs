using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>An incident in a row of a query.</summary>
internal static class IncidentRows
{
    /// <summary>
    /// The columns that <see cref="Read"/> expects, in its order. <c>i</c> is the incident, <c>s</c> what it takes at the moment (nothing: null),
    /// <c>d</c> what only its own organization may read: no row for everybody else.
    /// </summary>
    public const string Columns =
        "i.id, i.plant_id, i.unit_id, i.line_id, coalesce(p.name, l.name), u.code, p.fuel, case when i.line_id is null then p.market else l.market end, "
        + "coalesce(s.type, i.type), " + Status + ", d.reason, d.cause_code, d.description, coalesce(s.affected_mw, i.affected_mw), "
        + "coalesce(u.capacity_mw, p.capacity_mw, l.limit_mw), i.start_at, i.end_at, i.expected_end, d.reporter, i.simulated, i.organization_id, i.follows_id, "
        + "i.over_capacity, i.source, p.longitude, p.latitude, i.version";

    /// <summary>Active while it takes something; between two stretches it is scheduled again. <c>$1</c> is the moment, <c>$2</c> now.</summary>
    public const string Status =
        "case when i.cancelled_at is not null then 'cancelled' when s.affected_mw is not null then 'active' when " + IsOver + " then 'completed' else 'scheduled' end";

    /// <summary>An expected end ends something only when both it and the moment are still to come.</summary>
    public const string IsOver = "(i.end_at <= $1 or (i.end_at is null and $1 > $2 and i.expected_end > $2 and i.expected_end > i.start_at and i.expected_end <= $1)) is true";

    /// <summary>What there is beside the incident itself.</summary>
    public const string Joins = """
         left join plants p on p.id = i.plant_id
         left join lines l on l.id = i.line_id
         left join plant_units u on u.id = i.unit_id
         left join incident_details d on d.incident_id = i.id
        """;

    public static IncidentItem Read(NpgsqlDataReader row, int from = 0) => new()
    {
        Id = row.GetInt32(from),
        PlantId = Int(row, from + 1),
        UnitId = Int(row, from + 2),
        LineId = Int(row, from + 3),
        PlantName = row.GetString(from + 4),
        UnitCode = Text(row, from + 5),
        Fuel = Text(row, from + 6),
        Market = Text(row, from + 7),
        Type = row.GetString(from + 8),
        Status = row.GetString(from + 9),
        Reason = Text(row, from + 10),
        CauseCode = Text(row, from + 11),
        Description = Text(row, from + 12),
        AffectedMw = row.GetDouble(from + 13),
        CapacityMw = row.GetDouble(from + 14),
        Start = row.GetFieldValue<DateTimeOffset>(from + 15),
        End = Moment(row, from + 16),
        ExpectedEnd = Moment(row, from + 17),
        ReportedBy = Text(row, from + 18),
        Simulated = row.GetBoolean(from + 19),
        OrganizationId = Int(row, from + 20),
        FollowsId = Int(row, from + 21),
        OverCapacity = row.GetBoolean(from + 22),
        Source = Text(row, from + 23),
        Longitude = Number(row, from + 24),
        Latitude = Number(row, from + 25),
        Version = row.GetInt64(from + 26),
    };

    internal static DateTimeOffset? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    internal static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static int? Int(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    internal static double? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
