using System.Reflection;
using GridApp.Tests.Contract;
using Microsoft.AspNetCore.Components;

namespace GridApp.Tests.Browser;

/// <summary>A page as the browser tests visit it.</summary>
/// <param name="Template">The route's template, as the page declares it.</param>
/// <param name="Address">Where to go; <c>{plant}</c> becomes the id of a plant.</param>
/// <param name="UserName">Who looks at it; null for a stranger.</param>
/// <param name="Status">What the server answers.</param>
public sealed record VisitedPage(string Template, string Address, string? UserName = GridAppHost.Admin, int Status = 200)
{
    /// <summary>Every routable page. A new one fails <c>EveryRoutablePage_IsVisited</c> until it stands here.</summary>
    public static IReadOnlyList<VisitedPage> All { get; } =
    [
        new("/login", "/login", null),
        new("/account", "/account"),
        new("/account/password", "/account/password"),
        new("/account/profile", "/account/profile"),
        new("/account/second-factor", "/account/second-factor"),
        new("/account/link", "/account/link?key=ended", null),
        new("/users", "/users", GridAppHost.SuperAdmin),
        new("/users/new", "/users/new"),
        new("/users/{Id:int}", "/users/{user}"),
        new("/organizations", "/organizations", GridAppHost.SuperAdmin),
        new("/organizations/new", "/organizations/new", GridAppHost.SuperAdmin),
        new("/organizations/{Id:int}", "/organizations/{organization}", GridAppHost.SuperAdmin),
        new("/about", "/about"),
        new("/about", "/about?stranger", null),
        new("/api-docs", "/api-docs"),
        new("/dashboard", "/dashboard"),
        new("/map", "/map"),
        new("/replay", "/replay?market=RTS"),
        new("/plants", "/plants"),
        new("/plants/{Id:int}", "/plants/{plant}"),
        new("/plants/new", "/plants/new"),
        new("/plants/{Id:int}/edit", "/plants/{plant}/edit", GridAppHost.SuperAdmin),
        new("/incidents", "/incidents"),
        new("/incidents", "/incidents?tab=history"),
        new("/incidents/{Id:int}", "/incidents/{incident}"),
        new("/market", "/market"),
        new("/market/settings", "/market/settings"),
        new("/prices", "/prices"),
        new("/prices/nodes/{Id:int}", "/prices/nodes/{node}"),
        new("/prices/compare", "/prices/compare?node={node}"),
        new("/prices/alerts", "/prices/alerts?edit=new"),
        new("/consumption", "/consumption"),
        new("/generation", "/generation"),
        new("/geography", "/geography"),
        new("/geography", "/geography?tab=lines"),
        new("/models", "/models"),
        new("/jobs", "/jobs", GridAppHost.SuperAdmin),
        new("/imports", "/imports", GridAppHost.SuperAdmin),
        new("/imports/{Id:int}", "/imports/1", GridAppHost.SuperAdmin),
        new("/imports/new", "/imports/new", GridAppHost.SuperAdmin),
        new("/audit", "/audit", GridAppHost.SuperAdmin),
        new("/forbidden", "/forbidden"),
        new("/not-found", "/no/such/page", Status: 404),
        new("/error", "/error"),
    ];

    /// <summary>The templates that the compiled pages declare.</summary>
    public static IReadOnlyList<string> Templates { get; } =
        [.. typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Name of its screenshots.</summary>
    public string FileName => Address.Trim('/').Replace("/", "-", StringComparison.Ordinal).Replace("?", "-", StringComparison.Ordinal).Replace("{plant}", "one", StringComparison.Ordinal).Replace("{incident}", "one", StringComparison.Ordinal).Replace("{node}", "one", StringComparison.Ordinal).Replace("{user}", "one", StringComparison.Ordinal).Replace("{organization}", "one", StringComparison.Ordinal);

    public override string ToString() => Address;
}
