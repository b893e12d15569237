using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GridApp.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>
/// Role x organization x every endpoint and page, from the app's own endpoint list. What is new and not named here fails, so that nobody adds a route
/// without deciding who may use it.
/// </summary>
public sealed class MatrixTests(EmptyHost host) : IClassFixture<EmptyHost>, IAsyncLifetime
{
    private const string Json = "application/json";

    private int ownPlant;
    private int publicPlant;
    private int ownImport;
    private int ownIncident;
    private int zone;
    private int analyst;

    /// <summary>Expected answers, in this order: nobody, analyst and admin of the first organization, admin of the second, super admin.</summary>
    private Dictionary<string, Expectation> Expected => new(StringComparer.Ordinal)
    {
        // Open to everybody: they tell nothing of anybody.
        ["GET /health/live"] = Everybody("/health/live"),
        ["GET /health/ready"] = Everybody("/health/ready"),
        ["GET /metrics"] = Everybody("/metrics"),
        ["GET /openapi/{documentName}.json"] = Everybody("/openapi/v1.json"),
        ["POST /api/v1/auth/token"] = Everybody("/api/v1/auth/token", 400, ""),
        ["POST /api/v1/auth/refresh"] = Everybody("/api/v1/auth/refresh", 400, ""),
        ["POST /logout"] = Everybody("/logout", 400, "", "application/x-www-form-urlencoded"),
        ["POST /culture"] = Everybody("/culture", 0, "", "application/x-www-form-urlencoded"),
        ["* /login"] = new("/login", [200, 302, 302, 302, 302]),
        ["* /about"] = Everybody("/about"),
        ["* /account/link"] = Everybody("/account/link?key=no-such-key"),
        ["* /error"] = Everybody("/error", 0),
        ["* /not-found"] = Everybody("/not-found", 0),
        ["* /forbidden"] = Everybody("/forbidden", 0),

        // Every role reads.
        ["GET /api/v1/markets"] = Read("/api/v1/markets"),
        ["GET /api/v1/zones"] = Read("/api/v1/zones"),
        ["GET /api/v1/zones/{id:int}"] = Read($"/api/v1/zones/{zone}"),
        ["GET /api/v1/lines"] = Read("/api/v1/lines"),
        ["GET /api/v1/plants"] = Read("/api/v1/plants"),
        ["GET /api/v1/plants/fuel-types"] = Read("/api/v1/plants/fuel-types"),
        ["GET /api/v1/plants/markets"] = Read("/api/v1/plants/markets"),
        ["GET /api/v1/plants/availability"] = Read("/api/v1/plants/availability"),
        ["GET /api/v1/plants/{id:int}"] = Read($"/api/v1/plants/{ownPlant}"),
        ["GET /api/v1/plants/{id:int}/incidents"] = Read($"/api/v1/plants/{ownPlant}/incidents"),
        ["GET /api/v1/incidents"] = Read("/api/v1/incidents"),
        ["GET /api/v1/incidents/active"] = Read("/api/v1/incidents/active"),
        ["GET /api/v1/incidents/stats"] = Read("/api/v1/incidents/stats"),
        ["GET /api/v1/incidents/timeline"] = Read("/api/v1/incidents/timeline"),

        // Organizations are for their people, and only super admins make or change them.
        ["GET /api/v1/organizations"] = Read("/api/v1/organizations"),
        ["GET /api/v1/organizations/{id:int}"] = new($"/api/v1/organizations/{host.FirstOrganization}", [401, 200, 200, 404, 200]),
        ["POST /api/v1/organizations"] = new("/api/v1/organizations", [401, 403, 403, 403, 422], "{}"),
        ["PUT /api/v1/organizations/{id:int}"] = new($"/api/v1/organizations/{host.FirstOrganization}", [401, 403, 403, 403, 422], "{\"name\":\"\"}"),
        ["POST /api/v1/organizations/{id:int}/disable"] = new("/api/v1/organizations/2147483647/disable", [401, 403, 403, 403, 404], ""),
        ["POST /api/v1/organizations/{id:int}/enable"] = new("/api/v1/organizations/2147483647/enable", [401, 403, 403, 403, 404], ""),

        // People are for their organization, and its admins manage them.
        ["GET /api/v1/users"] = Read("/api/v1/users"),
        ["GET /api/v1/users/{id:int}"] = new($"/api/v1/users/{analyst}", [401, 200, 200, 404, 200]),
        ["POST /api/v1/users"] = new("/api/v1/users", [401, 403, 422, 422, 422], "{}"),
        ["PUT /api/v1/users/{id:int}"] = new($"/api/v1/users/{analyst}", [401, 403, 422, 404, 422], "{\"role\":\"nobody\"}"),
        ["POST /api/v1/users/{id:int}/disable"] = new("/api/v1/users/2147483647/disable", [401, 403, 404, 404, 404], ""),
        ["POST /api/v1/users/{id:int}/enable"] = new($"/api/v1/users/{analyst}/enable", [401, 403, 200, 404, 200], ""),
        ["POST /api/v1/users/{id:int}/reset-link"] = new($"/api/v1/users/{analyst}/reset-link", [401, 403, 422, 422, 422], "{\"purpose\":\"x\"}"),

        // What is public of an incident is for everybody; the rest is null or empty there, not refused.
        ["GET /api/v1/incidents/{id:int}"] = Read($"/api/v1/incidents/{ownIncident}"),
        ["GET /api/v1/incidents/{id:int}/history"] = Read($"/api/v1/incidents/{ownIncident}/history"),
        ["GET /api/v1/incidents/{id:int}/segments"] = Read($"/api/v1/incidents/{ownIncident}/segments"),
        ["GET /api/v1/incidents/{id:int}/nearby"] = Read($"/api/v1/incidents/{ownIncident}/nearby"),
        ["POST /api/v1/incidents"] = new("/api/v1/incidents", [401, 403, 422, 422, 422], "{}"),
        ["PUT /api/v1/incidents/{id:int}"] = new($"/api/v1/incidents/{ownIncident}", [401, 403, 422, 404, 422], "{\"affectedMw\":-1}"),
        ["POST /api/v1/incidents/{id:int}/finish"] = new($"/api/v1/incidents/{ownIncident}/finish", [401, 403, 422, 404, 422], "{\"end\":\"2000-01-01T00:00:00Z\"}"),
        ["POST /api/v1/incidents/{id:int}/extend"] = new($"/api/v1/incidents/{ownIncident}/extend", [401, 403, 422, 404, 422], "{\"expectedEnd\":\"2000-01-01T00:00:00Z\"}"),
        ["POST /api/v1/incidents/{id:int}/restore"] = new($"/api/v1/incidents/{ownIncident}/restore", [401, 403, 422, 404, 422], "{\"remainingMw\":-1}"),
        ["POST /api/v1/incidents/{id:int}/cancel"] = new($"/api/v1/incidents/{ownIncident}/cancel", [401, 403, 200, 404, 409], "{}"),
        ["GET /api/v1/market/prices"] = Read("/api/v1/market/prices?market=RTS"),
        ["GET /api/v1/market/realtime"] = Read("/api/v1/market/realtime?market=RTS"),
        ["GET /api/v1/market/carbon"] = Read("/api/v1/market/carbon?market=RTS"),
        ["GET /api/v1/market/settings"] = Read("/api/v1/market/settings"),
        ["GET /api/v1/prices"] = Read("/api/v1/prices?market=RTS"),
        ["GET /api/v1/prices/nodes"] = Read("/api/v1/prices/nodes"),
        ["GET /api/v1/prices/nodes/{id:int}"] = new("/api/v1/prices/nodes/0", [401, 404, 404, 404, 404]),
        ["GET /api/v1/prices/nodes/{id:int}/series"] = new("/api/v1/prices/nodes/0/series", [401, 404, 404, 404, 404]),
        ["GET /api/v1/prices/compare"] = new("/api/v1/prices/compare", [401, 422, 422, 422, 422]),
        ["GET /api/v1/prices/heatmap"] = new("/api/v1/prices/heatmap", [401, 404, 404, 404, 404]),
        ["GET /api/v1/prices/frames"] = Read("/api/v1/prices/frames"),
        ["GET /api/v1/prices/timestamps"] = Read("/api/v1/prices/timestamps"),
        ["GET /api/v1/prices/stats"] = Read("/api/v1/prices/stats"),
        ["GET /api/v1/prices/rules"] = Read("/api/v1/prices/rules"),
        ["POST /api/v1/prices/rules"] = new("/api/v1/prices/rules", [401, 403, 422, 422, 422], "{}"),
        ["PUT /api/v1/prices/rules/{id:int}"] = new("/api/v1/prices/rules/999999", [401, 403, 404, 404, 404], "{}"),
        ["DELETE /api/v1/prices/rules/{id:int}"] = new("/api/v1/prices/rules/999999", [401, 403, 404, 404, 404]),
        ["GET /api/v1/prices/alerts"] = Read("/api/v1/prices/alerts"),
        ["GET /api/v1/prices/current"] = Read("/api/v1/prices/current"),
        ["GET /api/v1/consumption"] = Read("/api/v1/consumption?market=RTS"),
        // Of whose plants it tells is GenerationTests' to ask.
        ["GET /api/v1/generation"] = Read("/api/v1/generation"),
        ["GET /api/v1/generation/fuels"] = Read("/api/v1/generation/fuels?market=RTS"),
        ["GET /api/v1/generation/curtailment"] = Read("/api/v1/generation/curtailment?market=RTS"),
        ["GET /api/v1/plants/{id:int}/generation"] = Read($"/api/v1/plants/{ownPlant}/generation"),

        ["GET /api/v1/replay/incidents"] = Read("/api/v1/replay/incidents?market=RTS"),
        ["GET /api/v1/replay/system"] = Read("/api/v1/replay/system?market=RTS"),
        ["GET /api/v1/replay/prices"] = Read("/api/v1/replay/prices?market=RTS"),
        ["GET /api/v1/replay/frames"] = Read("/api/v1/replay/frames?market=RTS"),
        ["GET /api/v1/replay/flows"] = Read("/api/v1/replay/flows?market=RTS"),

        // Everybody keeps what they want to see again; ReplayTests ask whose a bookmark is.
        ["GET /api/v1/replay/bookmarks"] = Read("/api/v1/replay/bookmarks"),
        ["POST /api/v1/replay/bookmarks"] = new("/api/v1/replay/bookmarks", [401, 422, 422, 422, 422], "{}"),
        ["DELETE /api/v1/replay/bookmarks/{id:int}"] = new("/api/v1/replay/bookmarks/999999", [401, 404, 404, 404, 404]),

        // Writing stays inside the organization: another's plant, and a public one for an admin, are not there.
        ["POST /api/v1/plants"] = new("/api/v1/plants", [401, 403, 422, 422, 422], "{}"),
        ["PUT /api/v1/plants/{id:int}"] = new($"/api/v1/plants/{ownPlant}", [401, 403, 422, 404, 422], "{\"name\":\"\"}"),
        ["PUT /api/v1/plants/{id:int} (public)"] = new($"/api/v1/plants/{publicPlant}", [401, 403, 404, 404, 422], "{\"name\":\"\"}"),
        ["POST /api/v1/incidents (public)"] = new("/api/v1/incidents", [401, 403, 404, 404, 422], $$"""{"plantId":{{publicPlant}},"type":"forced","reason":"x","affectedMw":1e6}"""),
        ["GET /api/v1/notifications"] = new("/api/v1/notifications", [401, 403, 200, 200, 200]),
        ["POST /api/v1/notifications/read"] = new("/api/v1/notifications/read", [401, 403, 204, 204, 204], "{\"upTo\":0}"),
        ["POST /api/v1/imports"] = new("/api/v1/imports", [401, 403, 400, 400, 400], ""),
        ["PUT /api/v1/market/settings/{market}"] = new("/api/v1/market/settings/EPIAS", [401, 403, 403, 403, 422], "{\"smfDelayHours\":-1}"),
        ["GET /api/v1/imports"] = Read("/api/v1/imports"),
        ["GET /api/v1/jobs"] = Read("/api/v1/jobs"),
        ["POST /api/v1/jobs/{name}/run"] = new("/api/v1/jobs/no-such-job/run", [401, 403, 403, 403, 404], ""),
        ["POST /api/v1/jobs/{name}/pause"] = new("/api/v1/jobs/no-such-job/pause", [401, 403, 403, 403, 404], ""),
        ["POST /api/v1/jobs/{name}/resume"] = new("/api/v1/jobs/no-such-job/resume", [401, 403, 403, 403, 404], ""),
        ["POST /api/v1/imports/drafts"] = new("/api/v1/imports/drafts", [401, 403, 400, 400, 400], ""),
        ["POST /api/v1/imports/{id:int}/cancel"] = new($"/api/v1/imports/{ownImport}/cancel", [401, 403, 409, 404, 409], ""),
        // One that kept nothing cannot be undone; what undo does is ImportStepsTests' and UndoTests' to ask.
        ["POST /api/v1/imports/{id:int}/undo"] = new($"/api/v1/imports/{ownImport}/undo", [401, 403, 409, 404, 409], ""),
        ["GET /api/v1/imports/{id:int}/rejections"] = new($"/api/v1/imports/{ownImport}/rejections", [401, 200, 200, 404, 200]),
        ["GET /api/v1/audit"] = new("/api/v1/audit", [401, 403, 200, 200, 200]),
        ["* /imports"] = new("/imports", [302, 200, 200, 200, 200]),
        ["* /imports/{Id:int}"] = new($"/imports/{ownImport}", [302, 200, 200, 200, 200]),
        ["* /imports/new"] = new("/imports/new", [302, 403, 200, 200, 200]),
        ["* /audit"] = new("/audit", [302, 403, 200, 200, 200]),
        ["GET /api/v1/imports/{id:int}"] = new($"/api/v1/imports/{ownImport}", [401, 200, 200, 404, 200]),

        // Pages: nobody is sent to the login.
        ["GET /"] = Page("/", 302),
        ["* /dashboard"] = Page("/dashboard"),
        ["* /map"] = Page("/map"),
        ["* /replay"] = Page("/replay"),
        ["* /plants"] = Page("/plants"),
        ["* /plants/{Id:int}"] = Page($"/plants/{ownPlant}"),
        ["* /plants/new"] = new("/plants/new", [302, 403, 200, 200, 200]),
        ["* /plants/{Id:int}/edit"] = new($"/plants/{ownPlant}/edit", [302, 403, 200, 404, 200]),
        ["* /plants/{Id:int}/edit (public)"] = new($"/plants/{publicPlant}/edit", [302, 403, 404, 404, 200]),
        ["* /incidents"] = Page("/incidents"),
        ["* /incidents/{Id:int}"] = Page($"/incidents/{ownIncident}"),
        ["* /market"] = Page("/market"),
        ["* /market/settings"] = Page("/market/settings"),
        ["* /prices"] = Page("/prices"),
        ["* /prices/nodes/{Id:int}"] = Page("/prices/nodes/0", 404),
        ["* /prices/compare"] = Page("/prices/compare"),
        ["* /prices/alerts"] = Page("/prices/alerts"),
        ["* /consumption"] = Page("/consumption"),
        ["* /generation"] = Page("/generation"),
        ["* /geography"] = Page("/geography"),
        ["* /models"] = Page("/models"),
        ["* /jobs"] = new("/jobs", [302, 403, 200, 200, 200]),
        ["* /account"] = Page("/account"),
        ["* /account/password"] = Page("/account/password"),
        ["* /account/profile"] = Page("/account/profile"),
        ["* /account/second-factor"] = Page("/account/second-factor"),
        ["POST /account/sign-out-everywhere"] = Page("/account/sign-out-everywhere", 400, "", "application/x-www-form-urlencoded"),
        ["* /users"] = Page("/users"),
        ["* /users/new"] = new("/users/new", [302, 403, 200, 200, 200]),
        ["* /users/{Id:int}"] = new($"/users/{analyst}", [302, 403, 200, 404, 200]),
        ["* /organizations"] = new("/organizations", [302, 403, 403, 403, 200]),
        ["* /organizations/new"] = new("/organizations/new", [302, 403, 403, 403, 200]),
        ["* /organizations/{Id:int}"] = new($"/organizations/{host.FirstOrganization}", [302, 403, 403, 403, 200]),
        ["* /api-docs"] = Page("/api-docs"),
    };

    public async Task InitializeAsync()
    {
        await using var session = await host.Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var plants = new[] { (int?)host.FirstOrganization, null }.Select((organization, i) => session.Db.Plants.Add(new()
        {
            Code = $"MATRIX-{mark}-{i}", Name = "Matrix", Fuel = "gas", CapacityMw = 100, OrganizationId = organization,
        }).Entity).ToList();
        var import = session.Db.Imports.Add(new()
        {
            OrganizationId = host.FirstOrganization, Dataset = "plants", Format = "csv", FileName = "matrix.csv", Status = "completed",
        }).Entity;
        await session.Db.SaveChangesAsync();
        var incident = session.Db.Incidents.Add(new()
        {
            PlantId = plants[0].Id, OrganizationId = host.FirstOrganization, Type = "derate", AffectedMw = 10, StartAt = DateTimeOffset.UtcNow.AddHours(-1),
        }).Entity;
        await session.Db.SaveChangesAsync();
        session.Db.IncidentSegments.Add(new()
        {
            IncidentId = incident.Id, PlantId = plants[0].Id, Type = "derate", AffectedMw = 10, StartAt = incident.StartAt, KnownFrom = incident.StartAt,
        });
        await session.Db.SaveChangesAsync();
        ownIncident = incident.Id;
        await using (var add = session.Command($"insert into zones (code, name, type, geom) values ('MATRIX-{mark}', 'Matrix', 'hub', 'SRID=4326;POINT(1 1)') returning id"))
        {
            zone = (int)(await add.ExecuteScalarAsync())!;
        }
        await using (var command = session.Command($"select id from users where user_name = '{GridAppHost.Analyst}'"))
            analyst = (int)(await command.ExecuteScalarAsync())!;
        await session.CommitAsync();
        (ownPlant, publicPlant, ownImport) = (plants[0].Id, plants[1].Id, import.Id);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void EveryRoute_SaysWhoMayUseIt()
    {
        var silent = Routes().Where(route => !route.Metadata.OfType<IAuthorizeData>().Any() && !route.Metadata.OfType<IAllowAnonymous>().Any())
            .Where(route => !FrameworkRoute(route)).Select(Name);
        Assert.Empty(silent);
    }

    [Fact]
    public void EveryRoute_StandsInTheMatrix_AndNothingElseDoes()
    {
        var routes = Routes().Where(route => !FrameworkRoute(route)).SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        var expected = Expected.Keys.Select(key => key.Split(" (", 2)[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(routes.Except(expected));
        Assert.Empty(expected.Except(routes));
    }

    [Fact]
    public async Task EveryRoute_AnswersEachRoleAndOrganizationAsDecided()
    {
        var callers = new List<HttpClient> { host.Anonymous() };
        foreach (var name in new[] { GridAppHost.Analyst, GridAppHost.Admin, GridAppHost.OtherAdmin, GridAppHost.SuperAdmin })
        {
            callers.Add(await host.AsAsync(name));
        }
        var who = new[] { "nobody", "analyst", "admin", "other admin", "super admin" };
        var faults = new StringBuilder();
        foreach (var (key, expectation) in Expected)
        {
            for (var i = 0; i < callers.Count; i++)
            {
                using var request = new HttpRequestMessage(new HttpMethod(key.Split(' ')[0] is "*" ? "GET" : key.Split(' ')[0]), expectation.Path);
                if (expectation.Body is { } body)
                {
                    request.Content = new StringContent(body, Encoding.UTF8, expectation.MediaType);
                }
                using var answer = await callers[i].SendAsync(request);
                var status = (int)answer.StatusCode;
                if (status >= 500 || (expectation.Statuses[i] != 0 && status != expectation.Statuses[i]))
                {
                    faults.AppendLine(CultureInfo.InvariantCulture, $"{key} as {who[i]}: {status} instead of {expectation.Statuses[i]}");
                }
                if (expectation.Path.StartsWith("/api/", StringComparison.Ordinal) && status >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
                {
                    faults.AppendLine(CultureInfo.InvariantCulture, $"{key} as {who[i]}: {status} is not a problem document");
                }
            }
        }
        Assert.True(faults.Length == 0, faults.ToString());
    }

    [Fact]
    public async Task APlantOfAnOrganization_CannotBeTakenByMassAssignment()
    {
        using var other = await host.AsAsync(GridAppHost.OtherAdmin);
        var created = await other.PostAsync("/api/v1/plants", JsonContent.Create(new
        {
            code = "MASS-1", name = "Mass", fuel = "gas", capacityMw = 10, organizationId = host.FirstOrganization,
        }));
        if (created.StatusCode == HttpStatusCode.Created)
        {
            var plant = await created.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(host.SecondOrganization, plant.GetProperty("organizationId").GetInt32());
        }
        else
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, created.StatusCode);
        }
    }

    private static Expectation Everybody(string path, int status = 200, string? body = null, string mediaType = Json) => new(path, [status, status, status, status, status], body, mediaType);

    private static Expectation Read(string path) => new(path, [401, 200, 200, 200, 200]);

    private static Expectation Page(string path, int status = 200, string? body = null, string mediaType = Json) => new(path, [302, status, status, status, status], body, mediaType);

    private IEnumerable<RouteEndpoint> Routes() =>
        host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Static files and Blazor's own channel: the former are for everybody, the latter carries no data before a page authorizes it.</summary>
    private static bool FrameworkRoute(RouteEndpoint route)
    {
        var pattern = "/" + route.RoutePattern.RawText?.TrimStart('/');
        return pattern.StartsWith("/_blazor", StringComparison.Ordinal)
            || pattern.StartsWith("/_framework", StringComparison.Ordinal)
            // Development only: static files that were added since the build.
            || pattern == "/{**path:file}"
            || route.Metadata.Any(item => item.GetType().Name is "StaticAssetDescriptor");
    }

    private static string Name(RouteEndpoint route) => Names(route).First();

    private static IEnumerable<string> Names(RouteEndpoint route)
    {
        var pattern = "/" + route.RoutePattern.RawText?.TrimStart('/').TrimEnd('/');
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return route.Metadata.Any(item => item.GetType().Name is "ComponentTypeMetadata") || methods.Count == 0
            ? [$"* {pattern}"]
            : methods.Select(method => $"{method} {pattern}");
    }

    /// <param name="Statuses">0 accepts anything below 500.</param>
    private sealed record Expectation(string Path, int[] Statuses, string? Body = null, string MediaType = Json);
}
