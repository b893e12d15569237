namespace GridApp.Features.Incidents;

/// <summary>An incident as the API shows it, to one caller: what the caller may not know is null.</summary>
public sealed record IncidentItem
{
    public required int Id { get; init; }

    /// <summary>Null for a line's incident.</summary>
    public int? PlantId { get; init; }

    /// <summary>Null when it is the whole plant's.</summary>
    public int? UnitId { get; init; }

    /// <summary>The line or transformer; null for a plant's incident.</summary>
    public int? LineId { get; init; }

    /// <summary>Name of the plant, or of the line.</summary>
    public required string PlantName { get; init; }

    /// <summary>Code of the unit; null without one.</summary>
    public string? UnitCode { get; init; }

    /// <summary>Fuel code of the plant; null for a line.</summary>
    public string? Fuel { get; init; }

    public string? Market { get; init; }

    /// <summary><c>forced</c>, <c>planned</c>, <c>maintenance</c> or <c>derate</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>scheduled</c>, <c>active</c>, <c>completed</c> or <c>cancelled</c>, at the moment that was asked for.</summary>
    public required string Status { get; init; }

    public string? Reason { get; init; }

    public string? CauseCode { get; init; }

    public string? Description { get; init; }

    /// <summary>MW out: at the moment that was asked for while it is active then, else the most it takes.</summary>
    public required double AffectedMw { get; init; }

    /// <summary>Nominal MW of the unit, the plant or the line.</summary>
    public required double CapacityMw { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateTimeOffset? End { get; init; }

    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Name of the person; null for imports, the simulation, and whoever may not know.</summary>
    public string? ReportedBy { get; init; }

    public required bool Simulated { get; init; }

    public int? OrganizationId { get; init; }

    /// <summary>The incident that this one follows after a partial restoration.</summary>
    public int? FollowsId { get; init; }

    /// <summary>More MW are out at some instant than there are: kept as published.</summary>
    public bool OverCapacity { get; init; }

    /// <summary>Name of the data set; null for what was reported here.</summary>
    public string? Source { get; init; }

    /// <summary>WGS84 degrees of the plant, null when unknown and for lines.</summary>
    public double? Longitude { get; init; }

    /// <summary>WGS84 degrees of the plant, null when unknown and for lines.</summary>
    public double? Latitude { get; init; }

    /// <summary>Raised by every change; a change that names another one is a lost race.</summary>
    public required long Version { get; init; }
}
