using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using GridApp.Features.Account;

namespace GridApp.Tests.Contract;

public sealed partial class SecondFactorTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Page = "/account/second-factor";

    [Fact]
    public async Task SetUp_LogIn_Recover_TurnOff()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "careful");
        using var browser = new BrowserClient(host);
        await browser.LogInAsync("careful", People.Chosen);

        // A session alone does not get to the secret.
        Assert.DoesNotContain("<svg class=\"qr\"", await (await browser.GetAsync(Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var wrong = await browser.SubmitAsync(Page, "second", ("Form.Action", "begin"), ("Form.Password", "wrong"));
        Assert.DoesNotContain("<svg class=\"qr\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var begun = await (await browser.SubmitAsync(Page, "second", ("Form.Action", "begin"), ("Form.Password", People.Chosen))).Content.ReadAsStringAsync();
        var secret = Base32(SecretText().Match(begun).Groups[1].Value);
        var ticket = WebUtility.HtmlDecode(Setup().Match(begun).Groups[1].Value);
        Assert.Contains("not the code", await (await browser.SubmitAsync(Page, "second", ("Form.Action", "confirm"), ("Form.Setup", ticket), ("Form.Code", "000000"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var first = Totp.CodeAt(secret, DateTimeOffset.UtcNow);
        var confirmed = await (await browser.SubmitAsync(Page, "second", ("Form.Action", "confirm"), ("Form.Setup", ticket), ("Form.Code", first))).Content.ReadAsStringAsync();
        var codes = Codes().Matches(confirmed).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(RecoveryCode.Count, codes.Length);
        Assert.Equal(0, await host.AsIdentityAsync<long>($"select count(*) from recovery_codes where encode(code_hash, 'escape') like '%{codes[0]}%'"));

        // The API asks for it, and a code that was used does not work again.
        using var stranger = host.Anonymous();
        var missing = await stranger.PostAsync("/api/v1/auth/token", Login(null));
        Assert.Equal((HttpStatusCode.Unauthorized, "mfa-required"), (missing.StatusCode, (await missing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/api/v1/auth/token", Login(first))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.PostAsync("/api/v1/auth/token", Login(Totp.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30))))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.PostAsync("/api/v1/auth/token", Login(codes[0]))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/api/v1/auth/token", Login(codes[0]))).StatusCode);

        // The login page asks for the code alone, after the password.
        using var another = new BrowserClient(host);
        var asked = await (await another.LogInAsync("careful", People.Chosen)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("Form.Password", asked, StringComparison.Ordinal);
        var step = WebUtility.HtmlDecode(Ticket().Match(asked).Groups[1].Value);
        Assert.Contains("not the code", await (await another.SubmitAsync("/login", "login", ("Form.Ticket", step), ("Form.Code", "123"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await another.SubmitAsync("/login", "login", ("Form.Ticket", step), ("Form.Code", codes[1]))).StatusCode);
        Assert.Contains("took too long", await (await new BrowserClient(host).SubmitAsync("/login", "login", ("Form.Ticket", step + "x"), ("Form.Code", codes[2]))).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // A lost device: the link for it asks for the password, and the link for the password leaves the second factor on.
        var forPassword = await admin.LinkAsync(id);
        using var recovering = new BrowserClient(host);
        await recovering.SubmitAsync(forPassword, "link", ("Form.New", People.Chosen + "0"), ("Form.Again", People.Chosen + "0"));
        Assert.Equal("mfa-required", (await (await stranger.PostAsync("/api/v1/auth/token", Login(null, People.Chosen + "0"))).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        var forFactor = await admin.LinkAsync(id, "second_factor");
        var refused = await (await recovering.SubmitAsync(forFactor, "link", ("Form.Current", People.Chosen))).Content.ReadAsStringAsync();
        Assert.True(refused.Contains("not the password", StringComparison.Ordinal), refused);
        Assert.Equal(HttpStatusCode.Redirect, (await recovering.SubmitAsync(forFactor, "link", ("Form.Current", People.Chosen + "0"))).StatusCode);
        using var back = await host.AsAsync("careful", People.Chosen + "0");
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsJsonAsync($"/api/v1/users/{id}/reset-link", new { purpose = "second_factor" })).StatusCode);

        var actions = (await host.TrailAsync("account", id)).Select(entry => entry.Action).ToList();
        Assert.Contains("account.second_factor_on", actions);
        Assert.Contains("account.second_factor_off", actions);
        Assert.Contains("account.login_refused", actions);
    }

    private static FormUrlEncodedContent Login(string? otp, string password = People.Chosen) =>
        new(new Dictionary<string, string> { ["username"] = "careful", ["password"] = password, ["otp"] = otp ?? "" });

    private static byte[] Base32(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>();
        int bits = 0, value = 0;
        foreach (var c in text.Where(Alphabet.Contains))
        {
            value = (value << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal);
            if ((bits += 5) >= 8)
                bytes.Add((byte)(value >> (bits -= 8)));
        }

        return [.. bytes];
    }

    [GeneratedRegex("class=\"secret\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex SecretText();

    [GeneratedRegex("name=\"Form.Setup\" value=\"([^\"]+)\"")]
    private static partial Regex Setup();

    [GeneratedRegex("name=\"Form.Ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();

    [GeneratedRegex("<code[^>]*>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")]
    private static partial Regex Codes();
}
