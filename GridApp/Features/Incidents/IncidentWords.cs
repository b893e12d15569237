using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

/// <summary>Types and states of incidents in a person's language, and the shape that each type is drawn with.</summary>
public static class IncidentWords
{
    /// <summary>"Forced outage", "Derate".</summary>
    public static string NameOf(this IStringLocalizer<IncidentsText> text, IncidentType type) => text["Type_" + type];

    /// <summary>"Active", "Completed".</summary>
    public static string NameOf(this IStringLocalizer<IncidentsText> text, IncidentStatus status) => text["Status_" + status];

    /// <summary>By the type's code; the code itself where it is not known.</summary>
    public static string TypeName(this IStringLocalizer<IncidentsText> text, string? code) => IncidentTypeCodes.Parse(code) is { } type ? text.NameOf(type) : code ?? "";

    /// <summary>By the status's code; the code itself where it is not known.</summary>
    public static string StatusName(this IStringLocalizer<IncidentsText> text, string? code) => IncidentStatuses.Parse(code) is { } status ? text.NameOf(status) : code ?? "";

    /// <summary>The state that an incident of this type, alone and of everything, would put a plant in: it lends its shape and colour.</summary>
    public static PlantStatus? Shape(string? code) => IncidentTypeCodes.Parse(code) switch
    {
        IncidentType.Forced => PlantStatus.ForcedOutage,
        IncidentType.Planned or IncidentType.Maintenance => PlantStatus.PlannedMaintenance,
        IncidentType.Derate => PlantStatus.Derated,
        _ => null,
    };
}
