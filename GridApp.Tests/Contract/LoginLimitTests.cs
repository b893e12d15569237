using System.Globalization;
using System.Net;

namespace GridApp.Tests.Contract;

public sealed class LoginLimitTests(LoginLimitTests.StrictHost host) : IClassFixture<LoginLimitTests.StrictHost>
{
    private const int Allowed = 3;

    [Fact]
    public async Task Login_MoreOftenThanAllowed_TriesAre429AndThePageStillOpens()
    {
        using var browser = new BrowserClient(host);
        for (var i = 0; i < Allowed; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.LogInAsync("nobody", "wrong")).StatusCode);
        }

        var refused = await browser.LogInAsync("somebody_else", "wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        string page = await refused.Content.ReadAsStringAsync();
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Wait {refused.Headers.RetryAfter.Delta?.TotalSeconds} seconds"), page, StringComparison.Ordinal);
        Assert.Contains("href=\"/login?returnUrl=", page, StringComparison.Ordinal);
        for (var i = 0; i <= Allowed; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/login")).StatusCode);
        }
    }

    /// <summary>A host that hardly lets anybody try.</summary>
    public sealed class StrictHost : GridAppHost
    {
        public StrictHost() => With("Grid:Limits:LoginsPerMinute", Allowed.ToString(CultureInfo.InvariantCulture));

        protected override bool SampleData => false;
    }
}
