using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GridApp.Features.Account;
using Npgsql;

namespace GridApp.Tests.Contract;

public sealed class TokenTests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private static FormUrlEncodedContent Login(string name, string password) => new([new("username", name), new("password", password)]);

    [Theory]
    [InlineData(GridAppHost.SuperAdmin, "super_admin", false)]
    [InlineData(GridAppHost.Admin, "admin", true)]
    [InlineData(GridAppHost.Analyst, "analyst", true)]
    public async Task Token_RightPassword_SaysRoleAndOrganization(string name, string role, bool hasOrganization)
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsync("/api/v1/auth/token", Login(name, GridAppHost.Password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var pair = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Bearer", pair.GetProperty("tokenType").GetString());
        Assert.True(pair.GetProperty("expiresIn").GetInt32() >= 3600);
        Assert.Equal(role, pair.GetProperty("role").GetString());
        Assert.Equal(hasOrganization ? JsonValueKind.Number : JsonValueKind.Null, pair.GetProperty("organizationId").ValueKind);
    }

    [Fact]
    public async Task Token_WrongPassword_Is401Problem()
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsync("/api/v1/auth/token", Login("somebody-else", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("known_but_unlucky")]
    [InlineData("nobody_at_all")]
    public async Task Token_TenWrongPasswords_LockTheNameWithRetryAfter_KnownOrNot(string name)
    {
        if (name.StartsWith("known", StringComparison.Ordinal))
        {
            await using var source = NpgsqlDataSource.Create(host.AppConnectionString);
            await using var copy = source.CreateCommand($"""
                set role grid_identity;
                insert into users (user_name, normalized_user_name, password_hash, security_stamp, role, organization_id, first_name, last_name, is_disabled, must_change_password,
                                   email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                select '{name}', upper('{name}'), password_hash, security_stamp, role, organization_id, '', '', false, false, false, false, false, false, 0
                from users where user_name = 'grid_analyst'; reset role
                """);
            await copy.ExecuteNonQueryAsync();
        }
        using var client = host.Anonymous();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
        {
            statuses.Add((await client.PostAsync("/api/v1/auth/token", Login(name, "wrong " + i))).StatusCode);
        }
        Assert.All(statuses.Take(LoginThrottle.AllowedFailures - 1), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.All(statuses.Skip(LoginThrottle.AllowedFailures - 1), status => Assert.Equal(HttpStatusCode.TooManyRequests, status));

        var locked = await client.PostAsync("/api/v1/auth/token", Login(name, GridAppHost.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, locked.StatusCode);
        Assert.InRange(locked.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, LoginThrottle.Lock.TotalSeconds);
    }

    [Theory]
    [InlineData("username=x")]
    [InlineData("")]
    [InlineData("password=x")]
    public async Task Token_MissingFields_Is400(string form)
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsync("/api/v1/auth/token", new StringContent(form, null, "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Token_JsonInsteadOfAForm_Is400WithASentence()
    {
        using var client = host.Anonymous();
        var answer = await client.PostAsJsonAsync("/api/v1/auth/token", new { username = "a", password = "b" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("form", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_GivesAPairThatWorks_AndGarbageIs401()
    {
        using var client = host.Anonymous();
        var pair = await (await client.PostAsync("/api/v1/auth/token", Login(GridAppHost.Analyst, GridAppHost.Password))).Content.ReadFromJsonAsync<JsonElement>();
        var renewed = await client.PostAsync("/api/v1/auth/refresh", new FormUrlEncodedContent([new("refreshToken", pair.GetProperty("refreshToken").GetString()!)]));
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        var garbage = await client.PostAsync("/api/v1/auth/refresh", new FormUrlEncodedContent([new("refreshToken", pair.GetProperty("accessToken").GetString()!)]));
        Assert.Equal(HttpStatusCode.Unauthorized, garbage.StatusCode);
    }

    [Fact]
    public async Task ForgedToken_Is401()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "CfDJ8forged");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/plants")).StatusCode);
    }
}
