using GridApp.Data;
using GridApp.Features.Account;
using GridApp.Features.ApiDocs;
using GridApp.Features.Map;
using GridApp.Features.Plants;
using GridApp.Hosting;
using GridApp.Layout;

// Whatever refuses the start while the parts are put together is said in a sentence, too.
return await HostingSetup.RunGridAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddGridHosting();
    builder.Services.AddGridData();
    builder.Services.AddAccounts();
    builder.Services.AddSamplePeople();
    builder.Services.AddPlants();
    builder.Services.AddMap();
    builder.Services.AddApiDescription();
    builder.Services.AddShell();

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
    app.MapApiDescription();
    app.MapGet("/", () => TypedResults.LocalRedirect("/map")).RequireAuthorization(Policies.Read).ExcludeFromDescription();
    app.MapShell();
    return app;
});
