using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using GridApp.Features.Account;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

public sealed class PersonalTokensTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private PersonalTokens Tokens => host.Services.GetRequiredService<PersonalTokens>();

    private HttpClient With(string token)
    {
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<string> MakeAsync(int id, string scope, int days = 30)
    {
        var made = await Tokens.MakeAsync(id, People.Chosen, "a script", scope, days, "127.0.0.1", default);
        Assert.True(made.Failure is null, made.Failure?.Sentence);
        return made.Value;
    }

    [Fact]
    public async Task Token_ToRead_ReadsAndWritesNothing_EvenForAnAdmin()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "scripter", "admin");
        var token = await MakeAsync(id, PersonalTokens.Read);
        Assert.StartsWith(PersonalTokens.Prefix, token, StringComparison.Ordinal);
        Assert.Equal(0, await host.AsIdentityAsync<long>($"select count(*) from api_tokens where encode(token_hash, 'escape') like '%{token}%'"));
        using var client = With(token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/plants")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/v1/plants", new { name = "x", capacityMw = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/v1/users", new { userName = "spawn", role = "admin" })).StatusCode);
        Assert.NotNull(Assert.Single(await Tokens.ListAsync(id, default)).LastUsedAt);
        Assert.Equal("account.token_made", (await host.TrailAsync("account", id))[^1].Action);
    }

    [Fact]
    public async Task Token_ToWrite_DoesWhatTheHolderMayAtTheMoment()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "writer", "admin");
        using var client = With(await MakeAsync(id, PersonalTokens.Write));
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/plants", new { name = "By a script", capacityMw = 1 })).StatusCode);

        (await admin.PutAsJsonAsync($"/api/v1/users/{id}", new { role = "analyst" })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await client.PostAsJsonAsync("/api/v1/plants", new { name = "No more", capacityMw = 1 })).StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);

        (await admin.PostAsync($"/api/v1/users/{id}/disable", null)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/api/v1/plants")).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_RevokedOrExpired_OrMadeUp_IsNobody()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "revoker");
        using var client = With(await MakeAsync(id, PersonalTokens.Read));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/plants")).StatusCode);
        var token = Assert.Single(await Tokens.ListAsync(id, default));
        Assert.NotNull((await Tokens.RevokeAsync(id + 1, token.Id, null, default)).Failure); // somebody else's is not there
        Assert.Null((await Tokens.RevokeAsync(id, token.Id, null, default)).Failure);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/plants")).StatusCode);

        using var late = With(await MakeAsync(id, PersonalTokens.Read, days: 1));
        await host.AsIdentityAsync<int>($"update api_tokens set expires_at = now() - interval '1 second' where user_id = {id} and revoked_at is null returning id");
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("/api/v1/plants")).StatusCode);
        using var guess = With(PersonalTokens.Prefix + new string('a', 43));
        Assert.Equal(HttpStatusCode.Unauthorized, (await guess.GetAsync("/api/v1/plants")).StatusCode);
    }

    [Theory]
    [InlineData("", "read", 30, "name")]
    [InlineData("x", "all", 30, "scope")]
    [InlineData("x", "read", 0, "days")]
    [InlineData("x", "read", 4000, "days")]
    public async Task Make_Wrong_SaysWhich(string name, string scope, int days, string field)
    {
        var refused = await Tokens.MakeAsync(1, People.Chosen, name, scope, days, null, default);
        Assert.Equal(field, Assert.Single(Assert.IsType<GridApp.Domain.Invalid>(refused.Failure).Errors.Keys));
    }

    [Fact]
    public async Task Make_AtAnOpenScreen_AsksForThePassword()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var id = await host.MoveInAsync(admin, "openscreen");
        var refused = await Tokens.MakeAsync(id, "not it", "x", PersonalTokens.Read, 1, null, default);
        Assert.Equal("password", Assert.Single(Assert.IsType<GridApp.Domain.Invalid>(refused.Failure).Errors.Keys));
        Assert.Empty(await Tokens.ListAsync(id, default));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    public async Task SignOutEverywhere_EndsOtherSessions_ProgramsOnlyWhenAsked_AndNotThisOne(bool tokens, HttpStatusCode program)
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var name = "everywhere" + tokens.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
        var id = await host.MoveInAsync(admin, name);
        using var script = With(await MakeAsync(id, PersonalTokens.Read));
        using var here = new BrowserClient(host);
        using var there = new BrowserClient(host);
        await here.LogInAsync(name, People.Chosen);
        await there.LogInAsync(name, People.Chosen);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account")).StatusCode);

        var done = await here.PostFormAsync("/account", "/account/sign-out-everywhere", tokens ? [("tokens", "true")] : []);
        Assert.Equal("/account?done=signed-out", done.Headers.Location!.ToString());

        await Eventually.HoldsAsync(async () => (await there.GetAsync("/account")).StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).StatusCode);
        await Eventually.HoldsAsync(async () => (await script.GetAsync("/api/v1/plants")).StatusCode == program);
        Assert.Contains((await host.TrailAsync("account", id)), entry => entry.Action == "account.signed_out_everywhere");
    }
}
