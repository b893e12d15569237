namespace GridApp.Data.Entities;

/// <summary>Who did what, when, from where, and what it changed. Append-only for the application.</summary>
public sealed class AuditEvent
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Null for the system and for people who are not known.</summary>
    public int? UserId { get; set; }

    public string? UserName { get; set; }

    public string? Role { get; set; }

    /// <summary>The organization whose administrators may read this: of the object, or of the person.</summary>
    public int? OrganizationId { get; set; }

    /// <summary>Address of the other side of the connection; null for jobs.</summary>
    public string? Address { get; set; }

    /// <summary>Dotted, such as <c>incident.report</c>.</summary>
    public required string Action { get; set; }

    /// <summary>Kind of object, such as <c>incident</c>.</summary>
    public required string ObjectType { get; set; }

    public string? ObjectId { get; set; }

    /// <summary>A JSON object; null when there was nothing.</summary>
    public string? Before { get; set; }

    /// <summary>A JSON object; null when nothing is left.</summary>
    public string? After { get; set; }
}
