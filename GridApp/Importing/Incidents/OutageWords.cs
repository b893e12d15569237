using System.Collections.Frozen;
using GridApp.Domain.Incidents;

namespace GridApp.Importing.Incidents;

/// <summary>The words of sources for types and statuses of outages (after IEEE 762 and NERC GADS).</summary>
internal static class OutageWords
{
    private static readonly FrozenDictionary<string, IncidentType> Types = new Dictionary<string, IncidentType>(StringComparer.Ordinal)
    {
        ["forced"] = IncidentType.Forced, ["forcedoutage"] = IncidentType.Forced, ["unplanned"] = IncidentType.Forced, ["fo"] = IncidentType.Forced,
        ["u1"] = IncidentType.Forced, ["u2"] = IncidentType.Forced, ["u3"] = IncidentType.Forced, ["sf"] = IncidentType.Forced,
        ["planned"] = IncidentType.Planned, ["plannedoutage"] = IncidentType.Planned, ["po"] = IncidentType.Planned,
        ["maintenance"] = IncidentType.Maintenance, ["maintenanceoutage"] = IncidentType.Maintenance, ["mo"] = IncidentType.Maintenance,
        ["derate"] = IncidentType.Derate, ["derated"] = IncidentType.Derate, ["derating"] = IncidentType.Derate, ["partial"] = IncidentType.Derate,
        ["d1"] = IncidentType.Derate, ["d2"] = IncidentType.Derate, ["d3"] = IncidentType.Derate, ["d4"] = IncidentType.Derate, ["pd"] = IncidentType.Derate,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IncidentStatus> Statuses = new Dictionary<string, IncidentStatus>(StringComparer.Ordinal)
    {
        ["scheduled"] = IncidentStatus.Scheduled, ["approved"] = IncidentStatus.Scheduled,
        ["active"] = IncidentStatus.Active, ["ongoing"] = IncidentStatus.Active, ["open"] = IncidentStatus.Active,
        ["completed"] = IncidentStatus.Completed, ["complete"] = IncidentStatus.Completed, ["closed"] = IncidentStatus.Completed, ["ended"] = IncidentStatus.Completed,
        ["cancelled"] = IncidentStatus.Cancelled, ["canceled"] = IncidentStatus.Cancelled,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type that a word means, or null.</summary>
    public static IncidentType? Type(string? word) => word is not null && Types.TryGetValue(Key(word), out var type) ? type : null;

    /// <summary>The status that a word means, or null.</summary>
    public static IncidentStatus? Status(string word) => Statuses.TryGetValue(Key(word), out var status) ? status : null;

    private static string Key(string word) => string.Concat(word.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
