using GridApp.Tests.Contract;
using Microsoft.Playwright;
using Npgsql;

namespace GridApp.Tests.Browser;

/// <summary>The way in and the way out.</summary>
[Collection(BrowserTests.Name)]
public sealed class LoginTests(BrowserHost host)
{
    [Theory]
    [InlineData(GridAppHost.SuperAdmin, "Super administrator")]
    [InlineData(GridAppHost.Admin, "Administrator")]
    [InlineData(GridAppHost.Analyst, "Analyst")]
    public async Task LogIn_EachRole_ComesToWhereItWantedAndIsNamed(string userName, string role)
    {
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/account");
        Assert.Contains("/login?returnUrl=%2Faccount", probe.Page.Url, StringComparison.Ordinal);

        await BrowserHost.LogInAsync(probe.Page, userName);
        await BrowserHost.ArriveAsync(probe.Page, "/account");
        await probe.Page.Locator("button.person").ClickAsync();

        await Assertions.Expect(probe.Page.Locator("#person-menu .muted")).ToContainTextAsync(role);
        Assert.Empty(probe.Faults);
    }

    [Fact]
    public async Task LogIn_WrongPassword_KeepsTheNameAndSaysWhy()
    {
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login");
        await BrowserHost.LogInAsync(probe.Page, "grid_admin ", "not-the-password");

        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The user name or the password is wrong.");
        await Assertions.Expect(probe.Page.GetByLabel("User name")).ToHaveValueAsync("grid_admin ");
        await Assertions.Expect(probe.Page.GetByLabel("Password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task LogIn_TenWrongPasswords_SaysHowLongToWait()
    {
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login");
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await BrowserHost.LogInAsync(probe.Page, "'; drop table users; --", "wrong " + attempt);
            await probe.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        }

        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Try again in 5 min");
        Assert.Empty(probe.Faults);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com")]
    [InlineData("/\\example.com")]
    public async Task LogIn_ReturnUrlElsewhere_StaysHere(string elsewhere)
    {
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login?returnUrl=" + Uri.EscapeDataString(elsewhere));
        await BrowserHost.LogInAsync(probe.Page, GridAppHost.Analyst);
        await BrowserHost.ArriveAsync(probe.Page, address => address.AbsolutePath != "/login");

        Assert.Equal(host.App.Address.Authority, new Uri(probe.Page.Url).Authority);
    }

    [Fact]
    public async Task SignOut_FromTheMenu_EndsTheSession()
    {
        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login?returnUrl=/about");
        await BrowserHost.LogInAsync(probe.Page, GridAppHost.Analyst);
        await BrowserHost.ArriveAsync(probe.Page, "/about");
        await probe.GoAsync("/about");
        await probe.Page.Locator("button.person").ClickAsync();
        await probe.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await BrowserHost.ArriveAsync(probe.Page, "/login");

        await probe.Page.GotoAsync("/account");
        Assert.Contains("/login", probe.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogIn_OneTimePassword_OpensNothingBeforeItIsChanged()
    {
        const string name = "newcomer";
        const string chosen = "harbour-violet-lantern-9";
        await using (var source = NpgsqlDataSource.Create(host.App.AppConnectionString))
        await using (var copy = source.CreateCommand($"""
            set role grid_identity;
            insert into users (user_name, normalized_user_name, password_hash, security_stamp, role, organization_id, first_name, last_name, is_disabled, must_change_password,
                               email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select '{name}', upper('{name}'), password_hash, security_stamp, role, organization_id, '', '', false, true, false, false, false, false, 0
            from users where user_name = 'grid_analyst'; reset role
            """))
        {
            await copy.ExecuteNonQueryAsync();
        }

        await using var probe = await host.VisitAsync(null);
        await probe.Page.GotoAsync("/login?returnUrl=/about");
        await BrowserHost.LogInAsync(probe.Page, name);
        await BrowserHost.ArriveAsync(probe.Page, "/account/password");
        await probe.Page.GotoAsync("/account");
        Assert.EndsWith("/account/password", probe.Page.Url, StringComparison.Ordinal);

        await ChangeAsync(probe.Page, GridAppHost.Password, "password1234");
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("too easily guessed", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        await ChangeAsync(probe.Page, "not the one", chosen);
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not your current password.");
        await ChangeAsync(probe.Page, GridAppHost.Password, chosen);
        await BrowserHost.ArriveAsync(probe.Page, address => !address.OriginalString.Contains("password", StringComparison.Ordinal));

        await probe.GoAsync("/account");
        await Assertions.Expect(probe.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Account" })).ToBeVisibleAsync();
    }

    private static async Task ChangeAsync(IPage page, string current, string chosen)
    {
        await page.Locator("#password-current").FillAsync(current);
        await page.Locator("#password-new").FillAsync(chosen);
        await page.Locator("#password-again").FillAsync(chosen);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change password" }).ClickAsync();
    }
}
