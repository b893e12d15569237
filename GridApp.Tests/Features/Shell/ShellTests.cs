using Bunit;
using GridApp.Components;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using GridApp.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Shell;

public sealed class ShellTests : ShellContext
{
    public ShellTests() => BecomeInteractive();

    private static RenderFragment Body => builder => builder.AddMarkupContent(0, "<p id=\"body\">page</p>");

    [Fact]
    public void MainLayout_LoggedIn_HasSkipLinkFirstThenNavigationAndThePage()
    {
        LogIn();
        var shell = Render<MainLayout>(p => p.Add(l => l.Body, Body));

        Assert.Equal("#content", shell.Find("a").GetAttribute("href"));
        Assert.Equal("Main navigation", shell.Find("nav").GetAttribute("aria-label"));
        Assert.NotNull(shell.Find("main#content #body"));
        Assert.Equal("live", shell.Find(".connection").GetAttribute("data-state"));
    }

    [Fact]
    public void MainLayout_Stranger_ShowsThePageWithoutNavigation()
    {
        var shell = Render<MainLayout>(p => p.Add(l => l.Body, Body));

        Assert.NotNull(shell.Find("main#content #body"));
        Assert.Empty(shell.FindAll("nav, .search, .person"));
    }

    [Theory]
    [InlineData(Roles.SuperAdmin)]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Analyst)]
    public void NavRail_ForEachRole_OffersWhatItMayOpen(string role)
    {
        LogIn(role);
        var rail = Render<NavRail>();

        string[] policies = role switch { Roles.SuperAdmin => [Policies.Read, Policies.Write, Policies.SuperAdmin], Roles.Admin => [Policies.Read, Policies.Write], _ => [Policies.Read] };
        Assert.Equal(
            NavItem.All.Where(item => item.Policy is null || policies.Contains(item.Policy)).Select(item => item.Href),
            rail.FindAll(".groups li a").Select(link => link.GetAttribute("href")));
        Assert.DoesNotContain("organizations", role == Roles.SuperAdmin ? "" : rail.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NavRail_WithoutTheRight_OffersOnlyWhatIsOpen()
    {
        Person.SetAuthorized("nobody");
        var rail = Render<NavRail>();

        Assert.Equal(["About"], rail.FindAll("li .label").Select(label => label.TextContent));
    }

    [Fact]
    public void NavRail_OnAPhone_HasFourPagesInItsBarAndTheRestBehindMore()
    {
        LogIn(Roles.Analyst);
        Services.GetRequiredService<NavigationManager>().NavigateTo("plants/12");
        var rail = Render<NavRail>();

        Assert.Equal(["dashboard", "map", "incidents", "market"], rail.FindAll("li.in-bar a").Select(link => link.GetAttribute("href")));
        Assert.Equal(rail.FindAll(".groups > ul > li:not(.in-bar) a").Select(link => link.GetAttribute("href")), rail.FindAll("#nav-more a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Help", rail.FindAll("#nav-more .sheet-group")[^1].TextContent);
        Assert.Equal("true", rail.Find(".more").GetAttribute("data-current"));
        Assert.Equal(["plants"], rail.FindAll("#nav-more [aria-current=page]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void NavRail_OnAPageBelow_MarksItsParentAsCurrent()
    {
        LogIn();
        var rail = Render<NavRail>();

        Services.GetRequiredService<NavigationManager>().NavigateTo("plants/12?tab=units");

        rail.WaitForAssertion(() => Assert.Equal("plants", rail.Find("[aria-current=page]").GetAttribute("href")));
    }

    [Theory]
    [InlineData("map", "map?z=4", true)]
    [InlineData("map", "maps", false)]
    [InlineData("account", "account/password", true)]
    [InlineData("plants", "", false)]
    public void NavItem_OfAnAddress_HoldsItselfAndWhatIsBelow(string item, string address, bool holds) =>
        Assert.Equal(holds, new NavItem(item, IconName.Map, "Nav_Map").Holds(address));

    [Fact]
    public void PersonMenu_LoggedIn_SaysNameRoleAndOrganizationAndLeavesByPost()
    {
        LogIn(Roles.Analyst);
        var menu = Render<PersonMenu>();

        Assert.Equal("GA", menu.Find(".initials").TextContent);
        Assert.Equal("Grid Admin", menu.Find(".who").TextContent);
        Assert.Equal("Analyst · Bosphorus Power", menu.Find(".menu > .muted").TextContent.Trim());
        Assert.Equal("post", menu.Find("form").GetAttribute("method"));
        Assert.Equal("logout", menu.Find("form").GetAttribute("action"));
    }

    [Fact]
    public void Preferences_InTurkish_PressesTurkishAndComesBackHere()
    {
        using var _ = new CultureScope("tr");
        Services.GetRequiredService<NavigationManager>().NavigateTo("plants?fuel=wind");
        var preferences = Render<Preferences>();

        Assert.Equal("Türkçe", preferences.Find("button[aria-pressed=true]").TextContent);
        Assert.Equal("/plants?fuel=wind", preferences.Find("input[name=returnUrl]").GetAttribute("value"));
        Assert.Equal("Koyu", preferences.Find("theme-choice").GetAttribute("dark"));
    }

    [Fact]
    public void ReconnectNotice_EveryState_SaysWhatHappenedAndWhatToDo()
    {
        var notice = Render<ReconnectNotice>();

        Assert.Equal("components-reconnect-modal", notice.Find("[role=alert]").Id);
        foreach (var state in new[] { "show", "failed", "rejected" })
        {
            Assert.NotEmpty(notice.Find($"div.when.{state} .title").TextContent);
            Assert.NotEmpty(notice.Find($"button.when.{state}").TextContent);
        }
    }

    [Fact]
    public void PageBoundary_PageThatThrows_SaysSoAndOffersReload()
    {
        var boundary = Render<PageBoundary>(p => p.AddChildContent<Thrower>());

        Assert.Contains("This page ran into a fault", boundary.Markup, StringComparison.Ordinal);
        Assert.Equal("reload", boundary.Find("button").GetAttribute("data-shell"));
    }

    [Fact]
    public void NotFoundPage_Always_LeadsBack() => Assert.Equal("map", Render<NotFoundPage>().Find("a.button").GetAttribute("href"));

    private sealed class Thrower : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("Thrown by a test.");
    }
}
