using GridApp.Components;
using GridApp.Features.Organizations;
using GridApp.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GridApp.Features.Plants;

public static class PlantsRegistration
{
    /// <summary>The plant catalogue, its queries and commands.</summary>
    public static IServiceCollection AddPlants(this IServiceCollection services)
    {
        services.AddSingleton<IPlantSource, PlantRows>();
        services.AddSingleton(provider => new PlantCatalogue(provider.GetRequiredService<IPlantSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStartupTask, PlantCatalogueStartup>();
        services.AddHostedService<AvailabilityClock>();
        services.AddSingleton<ReadPlant>();
        services.AddSingleton<ReadPlantHistory>();
        services.AddScoped<ISearchSource, PlantSearch>();
        services.TryAddSingleton<OrganizationNames>();
        services.AddSingleton<CreatePlant>();
        services.AddSingleton<ChangePlant>();
        return services;
    }

    /// <summary>Plants under <c>/api/v1</c>.</summary>
    public static void MapPlants(this IEndpointRouteBuilder api) => PlantEndpoints.Map(api);
}
