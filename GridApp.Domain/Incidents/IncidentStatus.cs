namespace GridApp.Domain.Incidents;

/// <summary>Where an incident stands at a moment, as the API names it: lower case of the member's name.</summary>
public enum IncidentStatus
{
    Scheduled,
    Active,
    Completed,
    Cancelled,
}

/// <summary>Between a status of incidents and its name in the API, in files and in URLs, and how it follows from the times.</summary>
public static class IncidentStatuses
{
    /// <summary>Every code, in the order of <see cref="IncidentStatus"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["scheduled", "active", "completed", "cancelled"];

    /// <summary>The code of a status, such as <c>active</c>.</summary>
    public static string Code(this IncidentStatus status) => All[(int)status];

    /// <summary>Finds the status of a code, compared exactly; null when there is none.</summary>
    public static IncidentStatus? Parse(string? code)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i], code, StringComparison.Ordinal))
                return (IncidentStatus)i;
        }

        return null;
    }

    /// <summary>The status at a moment. Times are half-open: at its start an incident is active, at its end it is over; without an end it lasts.</summary>
    public static IncidentStatus At(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset? cancelledAt, DateTimeOffset at) =>
        cancelledAt is not null ? IncidentStatus.Cancelled
        : at < start ? IncidentStatus.Scheduled
        : end is { } over && over <= at ? IncidentStatus.Completed
        : IncidentStatus.Active;
}
