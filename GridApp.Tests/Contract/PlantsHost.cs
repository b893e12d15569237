using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Live;
using GridApp.Tests.Data;
using GridApp.Tests.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GridApp.Tests.Contract;

/// <summary>The plant endpoints on a database, with whoever a test says as caller. Two of them on one database are two processes.</summary>
public sealed class PlantsHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private PlantsHost(WebApplication app) => this.app = app;

    /// <param name="database">Where.</param>
    /// <param name="add">Other features' services.</param>
    /// <param name="map">Other features' endpoints.</param>
    public static async Task<PlantsHost> StartAsync(TestDatabase database, Action<IServiceCollection>? add = null, Action<IEndpointRouteBuilder>? map = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(database.Database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILiveBus>(QuietBus.Make());
        builder.Services.ConfigureHttpJsonOptions(json => GridJson.Configure(json.SerializerOptions));
        builder.Services.AddPlants();
        add?.Invoke(builder.Services);
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SaidSo>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireRole(Roles.All))
            .AddPolicy(Policies.Write, policy => policy.RequireRole(Roles.SuperAdmin, Roles.Admin));
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        api.MapPlants();
        map?.Invoke(api);
        await app.StartAsync();
        return new PlantsHost(app);
    }

    public HttpClient As(Actor actor)
    {
        HttpClient client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("x-role", actor.Role);
        if (actor.OrganizationId is { } organization)
            client.DefaultRequestHeaders.Add("x-organization", organization.ToString(CultureInfo.InvariantCulture));
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
            if (Request.Headers["x-organization"].ToString() is { Length: > 0 } organization)
                identity.AddClaim(new(GridClaims.OrganizationId, organization));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "test")));
        }
    }
}
