using System.Globalization;
using GridApp.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Incidents;

/// <summary>What stands beside a field that is wrong, in the reader's language.</summary>
internal static class FieldFaultText
{
    /// <summary>The sentence of the first fault of a field; null when there is none.</summary>
    public static string? Of(this IStringLocalizer<IncidentFormText> text, IReadOnlyList<FieldFault> faults, string field) =>
        faults.FirstOrDefault(fault => fault.Field == field) is { } found ? text[found.Key, [.. found.Arguments.Select(Shown)]].Value : null;

    private static object Shown(object argument) => argument switch
    {
        double mw => Display.Number(mw, 3),
        DateTime wall => wall.ToString("HH:mm", CultureInfo.CurrentCulture),
        _ => argument,
    };
}
