namespace GridApp.Live;

/// <summary>What can change. The database's triggers notify under the same words.</summary>
public static class LiveTopic
{
    public const string Plants = "plants";

    /// <summary>Incidents, and with them the status and the available MW of plants.</summary>
    public const string Incidents = "incidents";

    public const string Notifications = "notifications";

    public const string Imports = "imports";

    /// <summary>Prices, consumption and generation of whole markets.</summary>
    public const string Market = "market";

    /// <summary>Generation of plants.</summary>
    public const string Generation = "generation";

    public static IReadOnlyList<string> All { get; } = [Plants, Incidents, Notifications, Imports, Market, Generation];
}
