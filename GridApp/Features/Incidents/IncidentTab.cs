using GridApp.Domain.Incidents;

namespace GridApp.Features.Incidents;

/// <summary>The parts of the list of incidents.</summary>
public enum IncidentTab
{
    /// <summary>What is out now.</summary>
    Active,

    /// <summary>What is to come.</summary>
    Scheduled,

    /// <summary>What is over, and what was called off.</summary>
    History,
}

/// <summary>What a tab holds, and in which order it is read first.</summary>
public static class IncidentTabs
{
    public static IReadOnlyList<IncidentStatus> Statuses(this IncidentTab tab) => tab switch
    {
        IncidentTab.Active => [IncidentStatus.Active],
        IncidentTab.Scheduled => [IncidentStatus.Scheduled],
        _ => [IncidentStatus.Completed, IncidentStatus.Cancelled],
    };

    /// <summary>The biggest loss first, the next to come first, the latest first.</summary>
    public static IncidentSort FirstSort(this IncidentTab tab) => tab switch
    {
        IncidentTab.Active => IncidentSort.Largest,
        IncidentTab.Scheduled => new IncidentSort(IncidentOrder.Start, Descending: false),
        _ => IncidentSort.Newest,
    };

    /// <summary>As the address names it.</summary>
    public static string Code(this IncidentTab tab) => tab switch { IncidentTab.Active => "active", IncidentTab.Scheduled => "scheduled", _ => "history" };
}
