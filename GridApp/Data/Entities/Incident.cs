namespace GridApp.Data.Entities;

/// <summary>
/// Something that takes capacity away, as everybody may know it: what, how much, from when to when. What only the own organization may know is in
/// <see cref="IncidentDetail"/>; how the MW change while it lasts, and what was known when, in <see cref="IncidentSegment"/>.
/// </summary>
public sealed class Incident
{
    public int Id { get; set; }

    /// <summary>The plant; null for a line's incident.</summary>
    public int? PlantId { get; set; }

    /// <summary>The unit of the plant; null when it is the whole plant's, or a line's.</summary>
    public int? UnitId { get; set; }

    /// <summary>The line or transformer; null for a plant's incident.</summary>
    public int? LineId { get; set; }

    /// <summary>The tenant that it belongs to; null for what came from public files and for plants of nobody.</summary>
    public int? OrganizationId { get; set; }

    /// <summary><c>forced</c>, <c>planned</c>, <c>maintenance</c> or <c>derate</c>.</summary>
    public required string Type { get; set; }

    /// <summary>MW out of service; where that changes while it lasts, the most.</summary>
    public double AffectedMw { get; set; }

    public DateTimeOffset StartAt { get; set; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateTimeOffset? EndAt { get; set; }

    public DateTimeOffset? ExpectedEnd { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>The incident that this one follows: a partial restoration ends one and begins the other.</summary>
    public int? FollowsId { get; set; }

    public bool Simulated { get; set; }

    /// <summary>Came from a market's public files: public whole, reasons included.</summary>
    public bool PublicRecord { get; set; }

    /// <summary>At some instant more MW are out than the plant has: kept as published, availability clipped at zero.</summary>
    public bool OverCapacity { get; set; }

    /// <summary>Name of the data set, as people are shown it; null for what was reported here.</summary>
    public string? Source { get; set; }

    /// <summary>The source's own identifier, such as CAISO's MRID.</summary>
    public string? SourceKey { get; set; }

    public int? ImportId { get; set; }

    /// <summary>Names a report, so that sending it again after a broken connection does not double it.</summary>
    public Guid? RequestKey { get; set; }

    /// <summary>Catalogue version at the last change; set by a trigger.</summary>
    public long Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What of an incident is for the own organization: row-level security answers everybody else with no row.</summary>
public sealed class IncidentDetail
{
    public int IncidentId { get; set; }

    public int? OrganizationId { get; set; }

    public bool PublicRecord { get; set; }

    public string? Reason { get; set; }

    /// <summary>Four digits after GADS where a person typed one; imported texts as given.</summary>
    public string? CauseCode { get; set; }

    public string? Description { get; set; }

    /// <summary>The person who reported it; null for imports and the simulation.</summary>
    public int? ReportedBy { get; set; }

    /// <summary>The reporter's name at that time.</summary>
    public string? Reporter { get; set; }
}

/// <summary>
/// MW out of service over one stretch of an incident, and when that was known. Never altered: a change closes the row (<see cref="KnownTo"/>) and adds
/// another. The rows with no <see cref="KnownTo"/> are what is known now; a cancelled incident has none of them.
/// </summary>
public sealed class IncidentSegment
{
    public long Id { get; set; }

    public int IncidentId { get; set; }

    public int? PlantId { get; set; }

    public int? UnitId { get; set; }

    public int? LineId { get; set; }

    public required string Type { get; set; }

    public DateTimeOffset StartAt { get; set; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateTimeOffset? EndAt { get; set; }

    /// <summary>With no end: until when it is expected to last.</summary>
    public DateTimeOffset? ExpectedEnd { get; set; }

    public double AffectedMw { get; set; }

    public DateTimeOffset KnownFrom { get; set; }

    /// <summary>Exclusive; null for what is known now.</summary>
    public DateTimeOffset? KnownTo { get; set; }
}

/// <summary>An incident as it stood after one change. Append-only.</summary>
public sealed class IncidentRevision
{
    public long Id { get; set; }

    public int IncidentId { get; set; }

    public int? OrganizationId { get; set; }

    public bool PublicRecord { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Who; null for imports and the simulation.</summary>
    public int? UserId { get; set; }

    /// <summary>Their name at that time.</summary>
    public string? Author { get; set; }

    public int? ImportId { get; set; }

    /// <summary><c>reported</c>, <c>changed</c>, <c>extended</c>, <c>finished</c>, <c>restored</c>, <c>cancelled</c>, <c>imported</c> or <c>simulated</c>.</summary>
    public required string Action { get; set; }

    /// <summary>A JSON object with the incident's fields, named as in the API.</summary>
    public required string Values { get; set; }
}
