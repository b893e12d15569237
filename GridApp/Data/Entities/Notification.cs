namespace GridApp.Data.Entities;

/// <summary>What the world did that an organization's administrators should hear of.</summary>
public sealed class Notification
{
    public long Id { get; set; }

    /// <summary>Whose administrators; null for super admins alone.</summary>
    public int? OrganizationId { get; set; }

    /// <summary>Dotted, such as <c>incident.reported</c>; pages have words for it.</summary>
    public required string Kind { get; set; }

    /// <summary>The incident it is about.</summary>
    public int? IncidentId { get; set; }

    /// <summary>Who did it; null for the system. People are not told what they did themselves.</summary>
    public int? UserId { get; set; }

    /// <summary>A JSON object with what the sentence names (plant, MW, ...).</summary>
    public required string Data { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>How far a person has read.</summary>
public sealed class NotificationRead
{
    public int UserId { get; set; }

    /// <summary>Id of the newest notification that was on the screen.</summary>
    public long ReadUpTo { get; set; }
}
