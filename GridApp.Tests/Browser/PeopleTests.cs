using System.Globalization;
using System.Net.Http.Json;
using GridApp.Tests.Contract;
using Microsoft.Playwright;

namespace GridApp.Tests.Browser;

/// <summary>What administrators do with people, and what becomes of the pages that those have open.</summary>
[Collection(BrowserTests.Name)]
public sealed class PeopleTests(BrowserHost host)
{
    private static string Name(string beginning) => beginning + Guid.NewGuid().ToString("N")[..6];

    [Theory]
    [InlineData("demoted")]
    [InlineData("disabled")]
    public async Task OpenPage_OfSomebodyDemotedOrDisabled_LeadsToTheLoginWithinAMinute(string change)
    {
        using var admin = await host.App.AsAsync(GridAppHost.Admin);
        var name = Name(change);
        var id = await host.App.MoveInAsync(admin, name, "admin");
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login?returnUrl=/plants");
        await BrowserHost.LogInAsync(probe.Page, name, People.Chosen);
        await BrowserHost.ArriveAsync(probe.Page, "/plants");
        await probe.GoAsync("/plants");

        var began = TimeProvider.System.GetTimestamp();
        var answer = change == "demoted" ? await admin.PutAsJsonAsync($"/api/v1/users/{id}", new { role = "analyst" }) : await admin.PostAsync($"/api/v1/users/{id}/disable", null);
        answer.EnsureSuccessStatusCode();

        await probe.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/login", new PageWaitForURLOptions { Timeout = 60_000 });
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Administrator_InvitesAPerson_WhoChoosesThePasswordAndLogsIn()
    {
        var name = Name("invited");
        await using var admin = await host.VisitAsync(GridAppHost.Admin);
        await admin.GoAsync("/users/new");
        var page = admin.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Create and make invitation" }).ClickAsync();
        await Assertions.Expect(page.Locator("#user-userName-note")).ToHaveTextAsync("Give them a user name.");

        await page.GetByLabel("User name").FillAsync(name);
        await page.GetByLabel("First name").FillAsync("<b>Ada</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create and make invitation" }).ClickAsync();
        var link = page.Locator("#user-link");
        await Assertions.Expect(link).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/account/link\\?key="));
        Assert.Equal(0, await page.Locator("h1 b").CountAsync());
        var address = await link.InputValueAsync();

        await using var guest = await host.VisitAsync(null);
        await guest.Page.GotoAsync(address);
        await guest.Page.Locator("#link-new").FillAsync(People.Chosen);
        await guest.Page.Locator("#link-again").FillAsync(People.Chosen);
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await BrowserHost.ArriveAsync(guest.Page, "/login");
        await BrowserHost.LogInAsync(guest.Page, name, People.Chosen);
        await BrowserHost.ArriveAsync(guest.Page, address => address.AbsolutePath != "/login");

        // The administrator's list follows by itself.
        await admin.GoAsync("/users?q=" + name);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("active");
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task TwoAdministrators_AtOnePerson_TheSecondSeesWhatTheFirstWrote()
    {
        using var api = await host.App.AsAsync(GridAppHost.Admin);
        var id = await api.MakeAsync(Name("shared"));
        await using var admin = await host.VisitAsync(GridAppHost.Admin);
        await admin.GoAsync(string.Create(CultureInfo.InvariantCulture, $"/users/{id}"));
        (await api.PutAsJsonAsync($"/api/v1/users/{id}", new { lastName = "Theirs" })).EnsureSuccessStatusCode();

        var page = admin.Page;
        await page.GetByLabel("First name").FillAsync("Mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice.warning .facts")).ToContainTextAsync("Theirs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Last name")).ToHaveValueAsync("Theirs");
    }

    [Fact]
    public async Task Person_MakesAToken_SeesItOnce_AndRevokesIt()
    {
        using var admin = await host.App.AsAsync(GridAppHost.Admin);
        var name = Name("tokens");
        await host.App.MoveInAsync(admin, name);
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login?returnUrl=/account");
        await BrowserHost.LogInAsync(probe.Page, name, People.Chosen);
        await BrowserHost.ArriveAsync(probe.Page, "/account");
        await probe.GoAsync("/account");
        var page = probe.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await page.GetByLabel("What is it for?").FillAsync("Nightly report");
        await page.GetByLabel("Password").FillAsync(People.Chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make token" }).ClickAsync();
        await Assertions.Expect(page.Locator("#token-made")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^grid_"));
        var token = await page.Locator("#token-made").InputValueAsync();
        using var script = host.App.Anonymous();
        script.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.True((await script.GetAsync("/api/v1/plants?limit=1")).IsSuccessStatusCode);

        await probe.GoAsync("/account");
        Assert.Equal(0, await page.Locator("#token-made").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token for Nightly report" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No program acts for you")).ToBeVisibleAsync();
        Assert.False((await script.GetAsync("/api/v1/plants?limit=1")).IsSuccessStatusCode);
        Assert.Empty(probe.Faults);
    }
}
