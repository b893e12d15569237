using GridApp.Domain.Geography;
using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;

namespace GridApp.Features.Incidents;

/// <summary>Which incidents are meant. The API and the pages write it into URLs under the same names (<see cref="IncidentQueryString"/>).</summary>
public sealed record IncidentFilter
{
    /// <summary>Everything, cancelled ones included.</summary>
    public static IncidentFilter All { get; } = new();

    /// <summary>With <see cref="End"/>: those that overlap the half-open stretch; null for no bound.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Exclusive; null for no bound.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The moment that status and MW are asked for; null for now. When no <see cref="Statuses"/> are named, only what takes capacity at this moment.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was known at this moment; null for what is known now. Words (reasons, names) are those of today.</summary>
    public DateTimeOffset? Known { get; init; }

    /// <summary>Any of these market codes, or <see cref="GridApp.Features.Plants.PlantFilter.NoMarket"/>; empty for all.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<IncidentType> Types { get; init; } = [];

    /// <summary>Fuel of the plant, any of these; empty for all. A line has none.</summary>
    public IReadOnlyList<Fuel> Fuels { get; init; } = [];

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<IncidentStatus> Statuses { get; init; } = [];

    public int? PlantId { get; init; }

    public int? LineId { get; init; }

    public int? OrganizationId { get; init; }

    public bool? Simulated { get; init; }

    /// <summary>Only those at plants located here, and those of lines that touch it.</summary>
    public BoundingBox? Box { get; init; }

    /// <summary>Part of the plant's or line's name, or of a reason, cause or description that the caller may read.</summary>
    public string? Text { get; init; }

    /// <summary>The statuses asked for, said or not.</summary>
    internal IReadOnlyList<IncidentStatus> EffectiveStatuses => Statuses.Count == 0 && At is not null ? [IncidentStatus.Active] : Statuses;
}
