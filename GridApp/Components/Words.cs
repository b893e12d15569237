using System.Diagnostics.CodeAnalysis;
using GridApp.Domain.Plants;
using Microsoft.Extensions.Localization;

namespace GridApp.Components;

/// <summary>Fuels and states of a plant in a person's language, and the codes that style sheets and URLs use for them.</summary>
public static class Words
{
    /// <summary>"Solar", "Güneş".</summary>
    public static string NameOf(this IStringLocalizer<ComponentsText> text, Fuel fuel) => text["Fuel_" + fuel];

    /// <summary>"Available", "Forced outage".</summary>
    public static string NameOf(this IStringLocalizer<ComponentsText> text, PlantStatus status) => text["Status_" + status];

    /// <summary>The fuel as the API and the style sheets name it: "solar".</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The API's codes are lower case.")]
    public static string Code(Fuel fuel) => fuel.ToString().ToLowerInvariant();

    /// <summary>The state as the API and the style sheets name it: "forced_outage".</summary>
    public static string Code(PlantStatus status) => status switch
    {
        PlantStatus.Available => "available",
        PlantStatus.Derated => "derated",
        PlantStatus.ForcedOutage => "forced_outage",
        PlantStatus.PlannedMaintenance => "planned_maintenance",
        _ => "unknown",
    };
}
