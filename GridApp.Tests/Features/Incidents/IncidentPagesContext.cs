using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using GridApp.Components;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Organizations;
using GridApp.Features.Incidents;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Live;
using GridApp.Tests.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Features.Incidents;

/// <summary>The pages of incidents on a database of their own, seen by whom a test says.</summary>
public abstract class IncidentPagesContext : BunitContext, IClassFixture<TestDatabase>
{
    private protected static readonly Actor Super = new(Roles.SuperAdmin, null, null) { Name = "super_admin" };

    private protected IncidentPagesContext(TestDatabase database)
    {
        Database = database;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;

        // A dialog whose fields the browser has as the server has them.
        var module = JSInterop.SetupModule(SiteFiles.Module("features/Incidents/incident-dialog.js"));
        module.Mode = JSRuntimeMode.Loose;
        var dialog = module.SetupModule(invocation => invocation.Identifier == "open");
        dialog.Mode = JSRuntimeMode.Loose;
        dialog.Setup<Dictionary<string, string>>("values").SetResult([]);
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddSingleton(database.Database);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<SureWrites>();
        Services.AddSingleton<ILiveBus>(Bus);
        Services.AddPlants();
        Services.AddIncidents();
        Person = this.AddAuthorization();
        LogIn(Roles.SuperAdmin);
    }

    private protected TestDatabase Database { get; }

    private protected StillBus Bus { get; } = new();

    private protected BunitAuthorizationContext Person { get; }

    private protected string Address => new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    private protected void LogIn(string role, int? organization = null)
    {
        Person.SetAuthorized("somebody");
        Person.SetRoles(role);
        Person.SetPolicies(role == Roles.Analyst ? [Policies.Read] : [Policies.Read, Policies.Write]);
        if (organization is { } id)
            Person.SetClaims(new System.Security.Claims.Claim(GridClaims.OrganizationId, id.ToString(CultureInfo.InvariantCulture)));
    }

    private protected void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private protected async Task<PlantDetail> PlantAsync(string name, double mw = 880, string? market = null, double? latitude = 40, double? longitude = 30, int? organization = null)
    {
        PlantDetail plant = (await Services.GetRequiredService<CreatePlant>().RunAsync(
            new PlantDraft { Name = name, Fuel = "gas", CapacityMw = mw, Market = market, Latitude = latitude, Longitude = longitude }, Super, default)).Value;
        if (organization is { } id)
            await Database.AsOwnerAsync<int>(FormattableString.Invariant($"update plants set organization_id = {id} where id = {plant.Id} returning id"));
        return plant;
    }

    private protected async Task<IncidentItem> IncidentAsync(int plant, double mw = 655, string type = "forced", TimeSpan? ago = null, TimeSpan? lasts = null, string reason = "Boiler tube leak")
    {
        DateTimeOffset start = DateTimeOffset.UtcNow - (ago ?? TimeSpan.FromMinutes(200));
        Outcome<IncidentItem> reported = await Services.GetRequiredService<ReportIncident>().RunAsync(
            new IncidentDraft { PlantId = plant, Type = type, AffectedMw = mw, Start = start, ExpectedEnd = start + lasts, Reason = reason }, Super, default);
        Assert.True(reported.Failure is null, reported.Failure?.Sentence);
        return reported.Value;
    }
}
