namespace GridApp.Live;

/// <summary>What can change. The database's triggers notify under the same words.</summary>
public static class LiveTopic
{
    public const string Plants = "plants";

    /// <summary>Incidents, and with them the status and the available MW of plants.</summary>
    public const string Incidents = "incidents";

    public const string Notifications = "notifications";

    public const string Imports = "imports";

    /// <summary>Nodal prices.</summary>
    public const string Prices = "prices";

    /// <summary>What a market did as a whole: its prices, its consumption, the simulated grid's intervals.</summary>
    public const string Market = "market";

    /// <summary>Generation by plant.</summary>
    public const string Generation = "generation";

    /// <summary>Runs of scheduled jobs.</summary>
    public const string Jobs = "jobs";

    /// <summary>Scores of forecasts.</summary>
    public const string Scores = "scores";

    /// <summary>Zones and lines.</summary>
    public const string Geography = "geography";

    /// <summary>People: who they are, what they may, and whether what their sessions say of them still holds.</summary>
    public const string Users = "users";

    public const string Organizations = "organizations";

    /// <summary>Rules for spikes of nodal prices, and what they found.</summary>
    public const string PriceAlerts = "price-alerts";

    public static IReadOnlyList<string> All { get; } = [Plants, Incidents, Notifications, Imports, Prices, Market, Generation, Jobs, Scores, Geography, Users, Organizations, PriceAlerts];
}
