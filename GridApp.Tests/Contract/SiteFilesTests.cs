using System.Net;
using System.Text.RegularExpressions;
using GridApp.Components;

namespace GridApp.Tests.Contract;

[Collection(SampleHost.Name)]
public sealed partial class SiteFilesTests(GridAppHost host)
{
    private const string Script = "features/Map/map.js";

    [Fact]
    public async Task FileOfThisBuild_IsKeptForGood_AndHasTheHeadersOfEveryAnswer()
    {
        using var client = host.Anonymous();
        using var kept = await client.GetAsync("/" + SiteFiles.Of(Script));
        using var plain = await client.GetAsync("/" + Script);

        Assert.Equal("public, max-age=31536000, immutable", kept.Headers.CacheControl?.ToString());
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await kept.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'self'", Assert.Single(kept.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], kept.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain("immutable", plain.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileOfAnotherBuild_IsTodays_AndIsNotKept()
    {
        using var client = host.Anonymous();
        using var answer = await client.GetAsync("/build/0123456789abcdef/" + Script);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/build/0123456789abcdef/no/such.js")]
    [InlineData("/build/features/Map/map.js")]
    [InlineData("/build")]
    [InlineData("current")]
    public async Task WhatIsNotThere_IsMissingAsEverywhere_AndIsNotKept(string address)
    {
        using var client = host.Anonymous();
        using var missing = await client.GetAsync("/no/such.js");
        using var answer = await client.GetAsync(address == "current" ? "/" + SiteFiles.Of("no/such.js") : address);
        Assert.Equal(missing.StatusCode, answer.StatusCode);
        Assert.DoesNotContain("immutable", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/plants")]
    [InlineData("/users")]
    public async Task TheBuildInAnAddress_OpensNothingThatIsClosed(string path)
    {
        using var client = host.Anonymous();
        using var straight = await client.GetAsync(path);
        using var around = await client.GetAsync("/" + SiteFiles.Of(path[1..]));
        Assert.Equal(straight.StatusCode, around.StatusCode);
        Assert.DoesNotContain("immutable", around.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachFileThatAPageNames_IsThere_AndIsKept()
    {
        using var client = host.Anonymous();
        var page = await client.GetStringAsync("/login");
        var named = Named().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(named, file => file.EndsWith("_framework/blazor.web.js", StringComparison.Ordinal));
        Assert.All(named, file => Assert.StartsWith(SiteFiles.Of(""), file, StringComparison.Ordinal));
        foreach (var file in named)
        {
            using var answer = await client.GetAsync("/" + file);
            Assert.Equal((file, HttpStatusCode.OK), (file, answer.StatusCode));
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Without the link Chromium compiles the script anew at each visit.</summary>
    [Theory]
    [InlineData("/login", "js/shell.js")]
    [InlineData("/map", "features/Map/map.js")]
    [InlineData("/replay?market=RTS-GMLC", "features/Replay/replay-start.js")]
    public async Task ModulesOfAPage_ArePreloadedAsScripts_BeforeTheyAreNamed(string path, string script)
    {
        using var browser = new BrowserClient(host);
        using var entered = await browser.LogInAsync(GridAppHost.Analyst);
        using var answer = await browser.GetAsync(path);
        var page = path == "/login" ? await host.Anonymous().GetStringAsync(path) : await answer.Content.ReadAsStringAsync();

        var modules = Modules().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(SiteFiles.Of(script), modules);
        foreach (var module in modules)
        {
            var preloaded = page.IndexOf($"<link rel=\"preload\" as=\"script\" crossorigin href=\"{module}\"", StringComparison.Ordinal);
            Assert.True(preloaded >= 0 && preloaded < page.IndexOf($"src=\"{module}\"", StringComparison.Ordinal), module);
        }
    }

    [GeneratedRegex("<script type=\"module\" src=\"([^\"]+)\"")]
    private static partial Regex Modules();

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css|svg|woff2))\"")]
    private static partial Regex Named();
}
