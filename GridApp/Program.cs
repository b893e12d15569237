using GridApp.Data;
using GridApp.Features.Account;
using GridApp.Features.ApiDocs;
using GridApp.Features.Dashboard;
using GridApp.Features.Imports;
using GridApp.Features.Incidents;
using GridApp.Features.Jobs;
using GridApp.Features.Map;
using GridApp.Features.Market;
using GridApp.Features.Markets;
using GridApp.Features.Notifications;
using GridApp.Features.Plants;
using GridApp.Features.Scores;
using GridApp.Features.Simulation;
using GridApp.Hosting;
using GridApp.Importing;
using GridApp.Layout;
using GridApp.Live;

// Whatever refuses the start while the parts are put together is said in a sentence, too.
return await HostingSetup.RunGridAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddGridHosting();
    builder.Services.AddGridData();
    builder.Services.AddLive();
    builder.Services.AddAccounts();
    builder.Services.AddImporting();
    builder.Services.AddSamplePeople();
    builder.Services.AddPlants();
    builder.Services.AddIncidents();
    builder.Services.AddMarket();
    builder.Services.AddNotifications();
    builder.Services.AddImports();
    builder.Services.AddJobs();
    builder.Services.AddSimulation();
    builder.Services.AddScores();
    builder.Services.AddMap();
    builder.Services.AddDashboard();
    builder.Services.AddApiDescription();
    builder.Services.AddShell();
    builder.Services.ReadKeysWhenNeeded();

    var app = builder.Build();
    app.UseGridHosting();
    app.UseShell();
    app.UseAuthentication();
    app.UseAccountGate();
    app.UseRateLimiter();
    app.UseAuthorization();
    app.UseAntiforgery();

    app.MapStaticAssets().AllowAnonymous();
    app.MapGridHosting();
    var api = app.MapGroup("/api/v1");
    app.MapAccounts(api);
    api.MapPlants();
    api.MapIncidents();
    api.MapNotifications();
    api.MapMarkets();
    api.MapMarket();
    api.MapImports();
    api.MapJobs();
    app.MapApiDescription();
    app.MapGet("/", () => TypedResults.LocalRedirect("/map")).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    app.MapShell();
    return app;
});
