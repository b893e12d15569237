namespace GridApp.Features.Map;

/// <summary>What the composition root needs of the map.</summary>
public static class MapRegistration
{
    /// <summary>The map's queries. Needs the plants' own registration.</summary>
    public static IServiceCollection AddMap(this IServiceCollection services)
    {
        services.AddScoped<MapPlants>();
        return services;
    }
}
