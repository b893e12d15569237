namespace GridApp.Features.Incidents;

/// <summary>What somebody wants an incident to be, before anybody believes it. Null is "not said".</summary>
public sealed record IncidentDraft
{
    public int? PlantId { get; init; }

    public int? UnitId { get; init; }

    public int? LineId { get; init; }

    /// <summary>Type code.</summary>
    public string? Type { get; init; }

    public string? Reason { get; init; }

    public string? CauseCode { get; init; }

    public string? Description { get; init; }

    public double? AffectedMw { get; init; }

    /// <summary>Now, when it is not said.</summary>
    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Names the report: sent again after a broken connection it finds the incident that it made the first time.</summary>
    public Guid? RequestKey { get; init; }
}
