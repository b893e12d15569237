using GridApp.Components;
using GridApp.Hosting;

namespace GridApp.Layout;

/// <summary>A page that the rail, the search box and the phone's bottom bar lead to.</summary>
/// <param name="Href">Relative to the base address; the pages below it (plants/12) belong to it.</param>
/// <param name="TitleKey">Its name in <see cref="LayoutText"/>; <c>{TitleKey}_Detail</c> says which question it answers.</param>
/// <param name="Policy">Who sees it: an authorization policy's name, or null for everybody who is logged in.</param>
/// <param name="InBar">One of the few that stand in a phone's bottom bar; the others are behind "More".</param>
internal sealed record NavItem(string Href, IconName Icon, string TitleKey, string? Policy = null, bool InBar = false)
{
    /// <summary>All of them, in the order of the rail.</summary>
    public static IReadOnlyList<NavItem> All { get; } = [.. NavGroup.All.SelectMany(group => group.Items)];

    /// <summary>Whether the address (relative, with query) is this page or one below it.</summary>
    public bool Holds(string address)
    {
        var path = address.Split('?', '#')[0].Trim('/');
        return path.Equals(Href, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Href + "/", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Pages that belong together.</summary>
/// <param name="TitleKey">Its name in <see cref="LayoutText"/>.</param>
/// <param name="Items">What a role may not open is not offered to it; a group of which nothing is left is not shown.</param>
internal sealed record NavGroup(string TitleKey, IReadOnlyList<NavItem> Items)
{
    /// <summary>In the order of the rail.</summary>
    public static IReadOnlyList<NavGroup> All { get; } =
    [
        new("NavGroup_Grid",
        [
            new("dashboard", IconName.Dashboard, "Nav_Dashboard", Policies.Read, InBar: true),
            new("map", IconName.Map, "Nav_Map", Policies.Read, InBar: true),
            new("replay", IconName.Replay, "Nav_Replay", Policies.Read),
            new("plants", IconName.Plants, "Nav_Plants", Policies.Read),
            new("incidents", IconName.Incidents, "Nav_Incidents", Policies.Read, InBar: true),
            new("geography", IconName.Layers, "Nav_Geography", Policies.Read),
        ]),
        new("NavGroup_Market",
        [
            new("market", IconName.Price, "Nav_Market", Policies.Read, InBar: true),
            new("prices", IconName.Locate, "Nav_Prices", Policies.Read),
            new("consumption", IconName.Load, "Nav_Consumption", Policies.Read),
            new("generation", IconName.Generation, "Nav_Generation", Policies.Read),
            new("models", IconName.Table, "Nav_Models", Policies.Read),
        ]),
        new("NavGroup_Administration",
        [
            new("users", IconName.People, "Nav_Users", Policies.Write),
            new("organizations", IconName.Organization, "Nav_Organizations", Policies.SuperAdmin),
            new("jobs", IconName.Jobs, "Nav_Jobs", Policies.Write),
            new("imports", IconName.Upload, "Nav_Imports", Policies.Read),
            new("audit", IconName.Audit, "Nav_Audit", Policies.Write),
        ]),
        new("NavGroup_Help",
        [
            new("api-docs", IconName.Api, "Nav_Api", Policies.Read),
            new("about", IconName.About, "Nav_About"),
            new("account", IconName.Account, "Nav_Account", Policies.Read),
        ]),
    ];
}
