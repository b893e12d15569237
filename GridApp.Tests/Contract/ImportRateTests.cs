using System.Globalization;
using System.Net;

namespace GridApp.Tests.Contract;

public sealed class ImportRateTests(ImportRateTests.StrictHost host) : IClassFixture<ImportRateTests.StrictHost>
{
    private const int Allowed = 2;

    [Fact]
    public async Task Imports_MoreOftenThanAllowed_Are429ForThatPersonOnly()
    {
        using var client = await host.AsAsync(GridAppHost.SuperAdmin);
        for (var i = 0; i < Allowed; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/v1/imports", null)).StatusCode);
        var refused = await client.PostAsync("/api/v1/imports", null);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        // A file that waits to be looked at is a file, too.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.PostAsync("/api/v1/imports/drafts", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/imports")).StatusCode);
    }

    /// <summary>A host that takes two files a minute.</summary>
    public sealed class StrictHost : GridAppHost
    {
        public StrictHost() => With("Grid:Limits:ImportsPerMinute", Allowed.ToString(CultureInfo.InvariantCulture));

        protected override bool SampleData => false;
    }
}
