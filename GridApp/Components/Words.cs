using GridApp.Domain.Plants;
using Microsoft.Extensions.Localization;

namespace GridApp.Components;

/// <summary>Fuels and states of a plant in a person's language. Their codes, for style sheets and URLs, are the Domain's <c>Code()</c>.</summary>
public static class Words
{
    /// <summary>"Solar", "Güneş".</summary>
    public static string NameOf(this IStringLocalizer<ComponentsText> text, Fuel fuel) => text["Fuel_" + fuel];

    /// <summary>"Available", "Forced outage".</summary>
    public static string NameOf(this IStringLocalizer<ComponentsText> text, PlantStatus status) => text["Status_" + status];
}
