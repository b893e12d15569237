using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GridApp.Live;
using Npgsql;

namespace GridApp.Tests.Contract;

/// <summary>What somebody with bad intentions tries on the whole app. docs/security.md names the test of each line.</summary>
public sealed class SecurityTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private const string Evil = "https://evil.example";

    [Fact]
    public async Task Enumeration_AKnownAndAnUnknownName_AreRefusedAlikeInWordsAndTime()
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        await host.MoveInAsync(admin, "somebody_known");
        await admin.MakeAsync("invited_only"); // has no password yet
        using var client = host.Anonymous();
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var answers = new HashSet<string>(StringComparer.Ordinal);
        // In turn, so that a busy machine is slow for all; a lock after five failures is not what is measured.
        for (var i = 0; i < 4; i++)
        {
            foreach (var name in new[] { "somebody_known", "nobody_at_all", "invited_only" })
            {
                var watch = Stopwatch.StartNew();
                var answer = await client.PostAsync("/api/v1/auth/token", new FormUrlEncodedContent([new("username", name), new("password", "wrong " + i)]));
                var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
                times.TryAdd(name, []);
                times[name].Add(watch.Elapsed.TotalMilliseconds);
                answers.Add($"{answer.StatusCode} {problem.GetProperty("title")} {problem.GetProperty("detail")}");
            }
        }

        Assert.Single(answers);
        // The password's hash costs many times all the rest: leaving it out would show as a tenth, not as a half.
        var fastest = times.ToDictionary(pair => pair.Key, pair => pair.Value.Min());
        Assert.InRange(fastest["nobody_at_all"] / fastest["somebody_known"], 0.5, 2);
        Assert.InRange(fastest["invited_only"] / fastest["somebody_known"], 0.5, 2);
    }

    [Theory]
    [InlineData("GET", "/_blazor?id=x")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/logout")]
    [InlineData("POST", "/api/v1/plants")]
    [InlineData("PUT", "/api/v1/users/1")]
    public async Task ForeignOrigin_WithTheBrowsersCookie_IsRefused(string method, string path)
    {
        using var browser = new BrowserClient(host);
        await browser.LogInAsync(GridAppHost.Admin);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", Evil);
        if (method == "GET")
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/logout")]
    [InlineData("/culture")]
    [InlineData("/account/sign-out-everywhere")]
    public async Task Csrf_AFormWithoutThePagesToken_DoesNothing(string path)
    {
        using var browser = new BrowserClient(host);
        await browser.LogInAsync(GridAppHost.Admin);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }) { BaseAddress = host.Address };
        var answer = await client.PostAsync(path, new FormUrlEncodedContent([new("culture", "tr"), new("tokens", "true")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This form has expired", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task OpenRedirect_ThroughTheLanguage_StaysHere(string back)
    {
        using var browser = new BrowserClient(host);
        var answer = await browser.PostFormAsync("/login", "/culture", ("culture", "en"), ("returnUrl", back));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Cookies_TheSessionsAndTheForms_AreOutOfReachOfScriptsAndOtherSites()
    {
        using var browser = new BrowserClient(host);
        var cookies = (await browser.LogInAsync(GridAppHost.Analyst)).Headers.GetValues("Set-Cookie").Concat((await browser.GetAsync("/login")).Headers.TryGetValues("Set-Cookie", out var more) ? more : []);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
        });
    }

    [Fact]
    public async Task EveryPage_ForbidsEvaluationFramesAndForeignScripts()
    {
        using var client = host.Anonymous();
        foreach (var path in new[] { "/login", "/about", "/account/link?key=x", "/api/v1/plants", "/css/app.css" })
        {
            var policy = string.Join(' ', (await client.GetAsync(path)).Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            foreach (var part in new[] { "script-src 'self';", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'" })
                Assert.Contains(part, policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task LiveBus_TellsThatSomethingChanged_AndNothingOfIt()
    {
        await using var ear = new NpgsqlConnection(host.AppConnectionString);
        await ear.OpenAsync();
        var heard = new List<string>();
        ear.Notification += (_, told) => heard.Add(told.Payload);
        await using (var listen = new NpgsqlCommand("listen grid", ear))
            await listen.ExecuteNonQueryAsync();
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var plant = await (await admin.PostAsJsonAsync("/api/v1/plants", new { name = "Secret plans", capacityMw = 10 })).Content.ReadFromJsonAsync<JsonElement>();
        (await admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant.GetProperty("id").GetInt32(), type = "forced", reason = "Secret reason", affectedMw = 5 })).EnsureSuccessStatusCode();
        await admin.MakeAsync("secret_agent");
        while (!heard.Contains(LiveTopic.Users))
            Assert.True(await ear.WaitAsync(10_000), "Nothing was told of a new person.");
        Assert.Contains(LiveTopic.Plants, heard);
        Assert.Contains(LiveTopic.Incidents, heard);
        Assert.All(heard, payload => Assert.Contains(payload, LiveTopic.All));
    }

    [Theory]
    [InlineData("plants?format=csv", "name")]
    [InlineData("incidents?format=csv", "reason")]
    public async Task Csv_TextsThatBeginAFormula_AreGuarded(string path, string what)
    {
        using var admin = await host.AsAsync(GridAppHost.Admin);
        var name = $"=HYPERLINK(\"http://evil.example\",\"{what}\")";
        var plant = await (await admin.PostAsJsonAsync("/api/v1/plants", new { name, owner = "+1", zone = "@x", capacityMw = 10 })).Content.ReadFromJsonAsync<JsonElement>();
        (await admin.PostAsJsonAsync("/api/v1/incidents", new { plantId = plant.GetProperty("id").GetInt32(), type = "forced", reason = name, affectedMw = 5 })).EnsureSuccessStatusCode();
        var csv = await admin.GetStringAsync("/api/v1/" + path);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(csv.Split('\n').SelectMany(row => row.Split(',')), cell => cell.TrimStart('"').StartsWith("=HYPERLINK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_OfSomebodyWhoMayNoLonger_WritesNothing()
    {
        using var super = await host.AsAsync(GridAppHost.SuperAdmin);
        var id = await host.MoveInAsync(super, "importer", "admin", host.FirstOrganization);
        // As it stands in the queue after a night in which its sender was disabled.
        (await super.PostAsync($"/api/v1/users/{id}/disable", null)).EnsureSuccessStatusCode();
        var run = new GridApp.Data.Entities.ImportRun { Dataset = "plants", Format = "csv", FileName = "late.csv", Status = "queued", StoredAs = "late.csv", OrganizationId = host.FirstOrganization, UserId = id };
        var refused = await Assert.ThrowsAsync<GridApp.Importing.UnreadableFileException>(() =>
            GridApp.Importing.ImportSender.RightsAsync(host.Services.GetService(typeof(GridApp.Data.GridDatabase)) as GridApp.Data.GridDatabase ?? throw new InvalidOperationException(), run, default));
        Assert.Contains("no longer", refused.Message, StringComparison.Ordinal);
    }
}
