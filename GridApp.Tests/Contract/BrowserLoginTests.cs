using System.Net;
using Npgsql;

namespace GridApp.Tests.Contract;

public sealed class BrowserLoginTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task Login_RightPassword_GivesAnHttpOnlyCookieAndGoesWhereThePersonWanted()
    {
        using var browser = new BrowserClient(host);
        var answer = await browser.LogInAsync(GridAppHost.Analyst, returnUrl: "/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account", Path(answer));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("grid-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/plants")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Login_ReturnUrlElsewhere_StaysHere(string returnUrl)
    {
        using var browser = new BrowserClient(host);
        var answer = await browser.LogInAsync(GridAppHost.Analyst, returnUrl: returnUrl);
        Assert.DoesNotContain("evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("/", Path(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WrongPasswordTenTimes_SaysSoAndThenSaysWhen_AndKeepsTheName()
    {
        using var browser = new BrowserClient(host);
        string? first = null, last = null;
        for (var i = 0; i < 10; i++)
        {
            var answer = await browser.LogInAsync("ten_times_wrong", "wrong");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            last = await answer.Content.ReadAsStringAsync();
            first ??= last;
        }
        Assert.Contains("ten_times_wrong", first, StringComparison.Ordinal);
        Assert.Contains("wrong", first, StringComparison.Ordinal);
        Assert.Contains("Too many", last, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Login_WithoutAntiforgeryToken_Is400()
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsync("/login", new FormUrlEncodedContent(
            [new("_handler", "login"), new("Form.UserName", GridAppHost.Analyst), new("Form.Password", GridAppHost.Password)]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SomebodyDemotedDisabledOrChanged_IsOutOfCookieAndTokenWithinAMinute() => await Task.WhenAll(
        IsOutAsync("demoted", "role = 'analyst'"),
        IsOutAsync("disabled", "is_disabled = true"),
        IsOutAsync("changed", "security_stamp = 'another'"));

    [Fact]
    public async Task OneTimePassword_LeadsToTheChangeAndNowhereElse_UntilItIsChanged()
    {
        await CopyUserAsync("newcomer", GridAppHost.Analyst, mustChangePassword: true);
        using var browser = new BrowserClient(host);
        Assert.Equal("/account/password", Path(await browser.LogInAsync("newcomer")));
        Assert.Equal("/account/password", Path(await browser.GetAsync("/about")));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/v1/plants")).StatusCode);
        using var client = await host.AsAsync("newcomer");
        Assert.Contains("password-change-required", await (await client.GetAsync("/api/v1/plants")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task IsOutAsync(string name, string change)
    {
        await CopyUserAsync(name, GridAppHost.Admin, mustChangePassword: false);
        using var browser = new BrowserClient(host);
        await browser.LogInAsync(name);
        using var client = await host.AsAsync(name);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/plants")).StatusCode);

        await ExecuteAsync($"update users set {change} where user_name = '{name}'");
        var began = TimeProvider.System.GetTimestamp();
        HttpStatusCode byCookie, byToken;
        do
        {
            await Task.Delay(500);
            byCookie = (await browser.GetAsync("/account")).StatusCode;
            byToken = (await client.GetAsync("/api/v1/plants")).StatusCode;
        }
        while ((byCookie == HttpStatusCode.OK || byToken == HttpStatusCode.OK) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Unauthorized), (byCookie, byToken));
    }

    private Task CopyUserAsync(string name, string of, bool mustChangePassword) => ExecuteAsync($"""
        insert into users (user_name, normalized_user_name, password_hash, security_stamp, role, organization_id, first_name, last_name, is_disabled, must_change_password,
                           email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
        select '{name}', upper('{name}'), password_hash, security_stamp, role, organization_id, '', '', false, {mustChangePassword}, false, false, false, false, 0
        from users where user_name = '{of}'
        """);

    private static string Path(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString.StartsWith('/') ? location.OriginalString : "/" + location.OriginalString;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(host.AppConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"set role grid_identity; {sql}; reset role", connection);
        await command.ExecuteNonQueryAsync();
    }
}
