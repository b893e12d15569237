using System.Net;
using System.Net.Http.Json;

namespace GridApp.Tests.Contract;

/// <summary>Logins, refusals and exports in the audit trail.</summary>
public sealed class RequestTrailTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task Export_IsWrittenDown_WithItsFilter_ForWhoeverMadeIt()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        var file = await analyst.GetAsync("/api/v1/plants?format=csv&fuel=wind");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        var entry = (await host.TrailAsync("data.exported"))[^1];
        Assert.Equal((GridAppHost.Analyst, (int?)host.FirstOrganization), (entry.UserName, entry.OrganizationId));
        Assert.Contains("/api/v1/plants?format=csv&fuel=wind", entry.After, StringComparison.Ordinal);
        Assert.NotNull(entry.Address);
    }

    [Fact]
    public async Task Refusal_IsWrittenDown_Once()
    {
        using var analyst = await host.AsAsync(GridAppHost.Analyst);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PostAsJsonAsync("/api/v1/plants", new { })).StatusCode);
        var entry = Assert.Single(await host.TrailAsync("access.refused"), one => one.After!.Contains("/api/v1/plants", StringComparison.Ordinal));
        Assert.Contains("POST", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_AndItsRefusal_AreWrittenDown_WithoutWhatWasTyped()
    {
        using var stranger = host.Anonymous();
        const string secret = "my-secret-in-the-wrong-field";
        await stranger.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent([new("username", secret), new("password", "x")]));
        await stranger.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent([new("username", GridAppHost.OtherAdmin), new("password", "x")]));
        using var known = await host.AsAsync(GridAppHost.OtherAdmin);
        var refusals = await host.TrailAsync("account.login_refused");
        Assert.Contains(refusals, entry => entry is { UserName: null, OrganizationId: null });
        Assert.Contains(refusals, entry => entry.UserName == GridAppHost.OtherAdmin && entry.OrganizationId == host.SecondOrganization);
        Assert.Contains(await host.TrailAsync("account.login"), entry => entry.UserName == GridAppHost.OtherAdmin && entry.Address is not null);
        Assert.DoesNotContain(refusals, entry => (entry.UserName + entry.After).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lock_IsWrittenDown_WithItsEnd()
    {
        using var stranger = host.Anonymous();
        for (var i = 0; i < 8; i++)
            await stranger.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent([new("username", "guessed_at"), new("password", "x")]));
        Assert.Contains("until", Assert.Single(await host.TrailAsync("account.locked")).After, StringComparison.Ordinal);
    }
}
