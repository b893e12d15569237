using System.Net;
using GridApp.Hosting.Security;

namespace GridApp.Tests.Hosting.Security;

public sealed class BrowserPolicyTests
{
    [Fact]
    public async Task Headers_EveryAnswer_CarriesThePolicies()
    {
        await using var app = await SmallApp.StartAsync(settings: [("Grid:Map:TileUrl", "https://tiles.example/{z}/{x}/{y}.png"), ("Grid:Map:TileAttribution", "x")]);

        foreach (var path in (string[])["/page", "/nowhere", "/api/throws", "/health/live"])
        {
            var response = await app.GetAsync(path);
            var policy = Header(response, "Content-Security-Policy");

            foreach (var part in (string[])["script-src 'self';", "style-src 'self' 'unsafe-inline';", "img-src 'self' data: blob: https://tiles.example;",
                $"connect-src 'self' ws://{app.Client.BaseAddress!.Authority};", "object-src 'none';", "base-uri 'self';", "frame-ancestors 'none';", "form-action 'self'"])
                Assert.Contains(part, policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.NotEmpty(Header(response, "Referrer-Policy"));
            Assert.NotEmpty(Header(response, "Permissions-Policy"));
            Assert.False(response.Headers.Contains("Server"));
            Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Theory]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("ours", HttpStatusCode.NotFound)]
    [InlineData(null, HttpStatusCode.NotFound)]
    public async Task Socket_OpenedByAnotherSitesPage_IsRefused(string? origin, HttpStatusCode expected)
    {
        await using var app = await SmallApp.StartAsync();
        var headers = origin is null ? ((string, string)[])[] : [("Origin", origin == "ours" ? app.Client.BaseAddress!.ToString().TrimEnd('/') : origin)];

        Assert.Equal(expected, (await app.GetAsync("/_blazor", headers)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/login", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/login", "null", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/page", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("PATCH", "/page", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "/page", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/page", "https://evil.example", HttpStatusCode.OK)]
    [InlineData("POST", "/api/login", "ours", HttpStatusCode.OK)]
    [InlineData("POST", "/api/login", null, HttpStatusCode.OK)]
    public async Task Change_SentByAnotherSitesPage_IsRefused(string method, string path, string? origin, HttpStatusCode expected)
    {
        await using var app = await SmallApp.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "ours" ? app.Client.BaseAddress!.ToString().TrimEnd('/') : origin);

        var response = await app.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Contains("foreign-origin", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_MoreOftenThanAllowed_Is429WithRetryAfterForThatAddressOnly()
    {
        await using var app = await SmallApp.StartAsync(settings: ("Grid:Limits:LoginsPerMinute", "60"));

        for (var i = 0; i < 60; i++)
            Assert.Equal(HttpStatusCode.OK, (await app.Client.PostAsync("/api/login", null)).StatusCode);
        var refused = await app.Client.PostAsync("/api/login", null);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var other = new HttpRequestMessage(HttpMethod.Post, "/api/login") { Headers = { { SmallApp.PeerHeader, "127.0.0.2" } } };
        Assert.Equal(HttpStatusCode.OK, (await app.Client.SendAsync(other)).StatusCode);
    }

    [Fact]
    public async Task Api_MoreOftenThanAllowed_Is429()
    {
        await using var app = await SmallApp.StartAsync(settings: ("Grid:Limits:RequestsPerSecond", "5"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
            statuses.Add((await app.GetAsync("/api/who")).StatusCode);

        Assert.Equal(5, statuses.TakeWhile(s => s == HttpStatusCode.OK).Count());
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData("a=1; grid-x=2", "a=1")]
    [InlineData("GRID-x=2", "")]
    [InlineData("__Host-grid-xC1=3; __Host-other=4", "grid-xC1=3; __Host-other=4")]
    public void Incoming_CookiesOverHttps_OnlyPrefixedOursStay(string sent, string seen) =>
        Assert.Equal(seen, HostCookies.Incoming(sent).ToString());

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
