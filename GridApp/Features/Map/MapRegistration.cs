namespace GridApp.Features.Map;

/// <summary>What the composition root needs of the map.</summary>
public static class MapRegistration
{
    /// <summary>The map's queries. Needs the plants', the prices' and the geography's own registrations.</summary>
    public static IServiceCollection AddMap(this IServiceCollection services)
    {
        services.AddScoped<MapPlants>();
        services.AddScoped<IMapNodes, MapNodes>();
        services.AddScoped<IMapGrid, MapGrid>();
        return services;
    }
}
