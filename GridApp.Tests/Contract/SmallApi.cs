using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GridApp.Tests.Contract;

/// <summary>Some features' endpoints on a database, with whoever a test says as caller. Two of them on one database are two processes.</summary>
public sealed class SmallApi : IAsyncDisposable
{
    private readonly WebApplication app;

    private SmallApi(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    /// <param name="database">The database.</param>
    /// <param name="add">Adds the features' services.</param>
    /// <param name="map">Maps their endpoints under <c>/api/v1</c>.</param>
    public static async Task<SmallApi> StartAsync(GridDatabase database, Action<IServiceCollection> add, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(json => GridJson.Configure(json.SerializerOptions));
        add(builder.Services);
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SaidSo>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireRole(Roles.All))
            .AddPolicy(Policies.Write, policy => policy.RequireRole(Roles.SuperAdmin, Roles.Admin));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        map(app.MapGroup("/api/v1"));
        await app.StartAsync();
        return new SmallApi(app);
    }

    public HttpClient As(Actor actor)
    {
        var client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("x-role", actor.Role);
        if (actor.OrganizationId is { } organization)
            client.DefaultRequestHeaders.Add("x-organization", organization.ToString(CultureInfo.InvariantCulture));
        if (actor.UserId is { } user)
            client.DefaultRequestHeaders.Add("x-user", user.ToString(CultureInfo.InvariantCulture));
        return client;
    }

    public HttpClient Anonymous() => app.GetTestClient();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private sealed class SaidSo(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["x-role"].ToString() is not { Length: > 0 } role)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ClaimTypes.Role, role)], "test");
            if (Request.Headers["x-user"].ToString() is { Length: > 0 } user)
                identity.AddClaim(new(ClaimTypes.NameIdentifier, user));
            if (Request.Headers["x-organization"].ToString() is { Length: > 0 } organization)
                identity.AddClaim(new(GridClaims.OrganizationId, organization));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}
