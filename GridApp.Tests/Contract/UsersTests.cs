using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace GridApp.Tests.Contract;

public sealed class UsersTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Path = "/api/v1/users";

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    private static async Task<int> IdOfAsync(HttpClient client, string userName) =>
        (await client.GetFromJsonAsync<JsonElement>($"{Path}?q={userName}")).GetProperty("items").EnumerateArray().Single(user => user.GetProperty("userName").GetString() == userName).GetProperty("id").GetInt32();

    [Fact]
    public async Task Create_ByAnAdmin_IsOfTheOwnOrganization_AndTellsNothingToSignInWith()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var created = await admin.PostAsJsonAsync(Path, new { userName = "ada", firstName = "Ada", lastName = "Lovelace", email = "ada@example.com", role = "analyst" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var text = await created.Content.ReadAsStringAsync();
        foreach (var word in (string[])["password", "hash", "stamp"])
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        var made = await ReadAsync(created);
        Assert.Equal($"{Path}/{made.GetProperty("id").GetInt32()}", created.Headers.Location!.ToString());
        Assert.Equal(host.FirstOrganization, made.GetProperty("organizationId").GetInt32());
        Assert.False(made.GetProperty("isDisabled").GetBoolean());
        Assert.Equal("user.created", Assert.Single(await host.TrailAsync("user", made.GetProperty("id").GetInt32())).Action);
    }

    [Theory]
    [InlineData("""{"userName":"m1","role":"super_admin"}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"userName":"mass2","role":"admin","organizationId":SECOND}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"mass3","role":"analyst","passwordHash":"x"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"mass4","role":"analyst","password":"granite-otter-quartz-7"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"mass5","role":"analyst","securityStamp":"x","id":1}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"mass6","role":"analyst","hasSecondFactor":true,"isInvited":false,"emailConfirmed":true}""", HttpStatusCode.UnprocessableEntity)]
    public async Task MassAssignment_OfWhatIsNotTheAdminsToGive_IsRefused(string body, HttpStatusCode status)
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var refused = await admin.PostAsync(Path, new StringContent(body.Replace("SECOND", $"{host.SecondOrganization}", StringComparison.Ordinal), null, "application/json"));
        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task Idor_AnotherOrganizationsPeople_AreNotThere()
    {
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var analyst = await IdOfAsync(super, GridAppHost.Analyst);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{Path}/{analyst}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PutAsJsonAsync($"{Path}/{analyst}", new { firstName = "Mallory" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"{Path}/{analyst}/disable", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsJsonAsync($"{Path}/{analyst}/reset-link", new { })).StatusCode);
        var seen = await other.GetFromJsonAsync<JsonElement>(Path);
        Assert.All(seen.GetProperty("items").EnumerateArray(), user => Assert.Equal(host.SecondOrganization, user.GetProperty("organizationId").GetInt32()));
        Assert.Equal(0, (await other.GetFromJsonAsync<JsonElement>($"{Path}?organizationId={host.FirstOrganization}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task SomebodyAbove_CanBeSeen_AndNotChanged()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var above = await super.MakeAsync("boss", "super_admin", host.FirstOrganization);
        using var admin = await host.AsAsync(GridAppHost.Admin);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"{Path}/{above}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PutAsJsonAsync($"{Path}/{above}", new { role = "analyst" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsync($"{Path}/{above}/disable", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync($"{Path}/{above}/reset-link", new { })).StatusCode);
    }

    [Fact]
    public async Task Oneself_CannotBeLockedOut()
    {
        foreach (var name in new[] { GridAppHost.Admin, GridAppHost.SuperAdmin })
        {
            using var self = await host.AsAsync(name);
            var id = await IdOfAsync(self, name);
            Assert.Equal(HttpStatusCode.Conflict, (await self.PostAsync($"{Path}/{id}/disable", null)).StatusCode);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await self.PutAsJsonAsync($"{Path}/{id}", new { role = "analyst", organizationId = host.FirstOrganization })).StatusCode);
            Assert.Equal(HttpStatusCode.Conflict, (await self.PutAsJsonAsync($"{Path}/{id}", new { isDisabled = true })).StatusCode);
            Assert.Equal(HttpStatusCode.Conflict, (await self.PostAsJsonAsync($"{Path}/{id}/reset-link", new { })).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await self.PutAsJsonAsync($"{Path}/{id}", new { firstName = "Still" })).StatusCode);
        }
    }

    [Fact]
    public async Task UserName_TakenInAnotherOrganizationOrInOtherLetters_Is409()
    {
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        var refused = await other.PostAsJsonAsync(Path, new { userName = "Grid_ADMIN", role = "analyst" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("userName", (await ReadAsync(refused)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Change_WithAnOldETag_Is409AndSaysWhatThereIs()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await admin.MakeAsync("racer");
        var read = await admin.GetAsync($"{Path}/{id}");
        (await admin.PutAsJsonAsync($"{Path}/{id}", new { lastName = "First" })).EnsureSuccessStatusCode();
        using var late = new HttpRequestMessage(HttpMethod.Put, $"{Path}/{id}") { Content = JsonContent.Create(new { lastName = "Second" }) };
        late.Headers.Add("If-Match", read.Headers.ETag!.ToString());
        var refused = await admin.SendAsync(late);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("First", (await ReadAsync(refused)).GetProperty("current").GetProperty("lastName").GetString());

        // What was read can be sent back whole.
        var whole = await (await admin.GetAsync($"{Path}/{id}")).Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsync($"{Path}/{id}", new StringContent(whole, null, "application/json"))).StatusCode);
    }

    [Fact]
    public async Task Invitation_OpensOnce_AndOnlyTheNewestLinkWorks()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await admin.MakeAsync("newcomer");
        var old = await admin.LinkAsync(id);
        var link = await admin.LinkAsync(id);
        using var browser = new BrowserClient(host);
        Assert.Contains("has ended", await (await browser.GetAsync(old)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var page = await browser.GetAsync(link);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Contains("newcomer", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var weak = await browser.SubmitAsync(link, "link", ("Form.New", "password1234"), ("Form.Again", "password1234"));
        Assert.Contains("too easily guessed", await weak.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        var set = await browser.SubmitAsync(link, "link", ("Form.New", People.Chosen), ("Form.Again", People.Chosen));
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.Contains("has ended", await (await browser.GetAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var newcomer = await host.AsAsync("newcomer", People.Chosen);
        Assert.Equal(HttpStatusCode.OK, (await newcomer.GetAsync("/api/v1/plants")).StatusCode);
        Assert.False((await admin.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("isInvited").GetBoolean());
        Assert.Equal(["account.password_set", "account.login"], (await host.TrailAsync("account", id)).Select(entry => entry.Action));
        Assert.Equal(["user.created", "user.link_made", "user.link_made"], (await host.TrailAsync("user", id)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task ResetLink_KeptAsAHash_EndsWithItsTimeAndWithTheAccount()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "forgetful");
        var link = await admin.LinkAsync(id);
        var key = link.Split("key=")[1];
        Assert.Equal(0, await host.AsIdentityAsync<long>($"select count(*) from account_links where encode(token_hash, 'escape') like '%{key}%'"));
        using var browser = new BrowserClient(host);
        (await admin.PostAsync($"{Path}/{id}/disable", null)).EnsureSuccessStatusCode();
        Assert.Contains("has ended", await (await browser.GetAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        (await admin.PostAsync($"{Path}/{id}/enable", null)).EnsureSuccessStatusCode();
        Assert.DoesNotContain("has ended", await (await browser.GetAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await host.AsIdentityAsync<int>($"update account_links set expires_at = now() - interval '1 second' where user_id = {id} returning user_id");
        Assert.Contains("has ended", await (await browser.GetAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("has ended", await (await browser.GetAsync("/account/link")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_EndsCookieTokenAndProgramAtOnce_AndLeavesATrail()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "leaver", "admin");
        using var token = await host.AsAsync("leaver", People.Chosen);
        using var browser = new BrowserClient(host);
        await browser.LogInAsync("leaver", People.Chosen);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);

        (await admin.PostAsync($"{Path}/{id}/disable", null)).EnsureSuccessStatusCode();

        var took = await Eventually.HoldsAsync(async () => (await token.GetAsync("/api/v1/plants")).StatusCode == HttpStatusCode.Unauthorized && (await browser.GetAsync("/account")).StatusCode == HttpStatusCode.Redirect);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        var trail = await host.TrailAsync("user", id);
        Assert.Equal("user.disabled", trail[^1].Action);
        Assert.Contains("\"isDisabled\": false", trail[^1].Before, StringComparison.Ordinal);
        Assert.Contains("\"isDisabled\": true", trail[^1].After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?limit=0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("?role=boss", HttpStatusCode.UnprocessableEntity)]
    [InlineData("?isDisabled=maybe", HttpStatusCode.BadRequest)]
    [InlineData("?password=x", HttpStatusCode.BadRequest)]
    [InlineData("?role=analyst&isDisabled=false&q=grid&limit=2", HttpStatusCode.OK)]
    public async Task List_Parameters_AreReadOrRefused(string query, HttpStatusCode status)
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        Assert.Equal(status, (await admin.GetAsync(Path + query)).StatusCode);
    }
}
