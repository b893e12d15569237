using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GridApp.Tests.Hosting;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData("/api/nowhere", 404)]
    [InlineData("/api/body", 405)]
    [InlineData("/api/number/1?limit=many", 400)]
    [InlineData("/api/throws", 500)]
    [InlineData("/api/database-away", 503)]
    [InlineData("/api/lost-race", 409)]
    [InlineData("/api/status/401", 401)]
    [InlineData("/api/status/403", 403)]
    [InlineData("/api/failure/missing", 404)]
    [InlineData("/api/failure/forbidden", 403)]
    [InlineData("/api/failure/conflict", 409)]
    [InlineData("/api/failure/unreadable", 400)]
    [InlineData("/api/failure/invalid", 422)]
    public async Task Get_WhateverFails_IsAProblemWithASentence(string path, int status)
    {
        await using var app = await SmallApp.StartAsync();

        var response = await app.GetAsync(path);
        var problem = await ProblemAsync(response);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnexpectedException_TellsNothingOfItsText()
    {
        await using var app = await SmallApp.StartAsync();

        var text = await (await app.GetAsync("/api/throws")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("traceId", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DatabaseAway_SaysWhenToTryAgain()
    {
        await using var app = await SmallApp.StartAsync();

        var response = await app.GetAsync("/api/database-away");

        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
        Assert.Contains("database", (await ProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_InvalidFields_AreNamedInErrors()
    {
        await using var app = await SmallApp.StartAsync();

        var problem = await ProblemAsync(await app.GetAsync("/api/failure/invalid"));

        Assert.Equal("Capacity is 0 MW or more.", problem.GetProperty("errors").GetProperty("capacityMw")[0].GetString());
    }

    [Theory]
    [InlineData("text/plain", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{\"a\":", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"a\":\"x\"}", HttpStatusCode.BadRequest)]
    public async Task Post_BodyThatCannotBeRead_IsAProblem(string type, string body, HttpStatusCode status)
    {
        await using var app = await SmallApp.StartAsync();

        using var content = new StringContent(body, Encoding.UTF8, type);
        var response = await app.Client.PostAsync("/api/body", content);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static Task<JsonElement> ProblemAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();
}
