using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Features.Notifications;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Live;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GridApp.Tests.Contract;

/// <summary>The incident endpoints on a database, with whoever a test says as caller.</summary>
public sealed class IncidentsHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private IncidentsHost(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public static async Task<IncidentsHost> StartAsync(GridDatabase database)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton<SureWrites>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILiveBus>(QuietBus.Make());
        builder.Services.AddPlants();
        builder.Services.AddIncidents();
        builder.Services.AddNotifications();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SaidSo>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireRole(Roles.All))
            .AddPolicy(Policies.Write, policy => policy.RequireRole(Roles.SuperAdmin, Roles.Admin));
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        api.MapPlants();
        api.MapIncidents();
        api.MapNotifications();
        await app.StartAsync();
        return new IncidentsHost(app);
    }

    public HttpClient As(Actor actor)
    {
        HttpClient client = app.GetTestClient();
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
            string user = Request.Headers["x-user"].ToString();
            var identity = new ClaimsIdentity([new(ClaimTypes.Role, role), new(ClaimTypes.Name, "person" + user), new(GridClaims.Address, "192.0.2.7")], "test");
            if (user.Length > 0)
                identity.AddClaim(new(ClaimTypes.NameIdentifier, user));
            if (Request.Headers["x-organization"].ToString() is { Length: > 0 } organization)
                identity.AddClaim(new(GridClaims.OrganizationId, organization));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}
