namespace GridApp.Features.Geography;

public static class GeographyRegistration
{
    /// <summary>Zones and lines: their catalogues and queries.</summary>
    public static IServiceCollection AddGeography(this IServiceCollection services)
    {
        services.AddSingleton<ZoneCatalogue>();
        services.AddSingleton<LineCatalogue>();
        services.AddSingleton<LineFlows>();
        return services;
    }

    /// <summary>Zones and lines under <c>/api/v1</c>.</summary>
    public static void MapGeography(this IEndpointRouteBuilder api) => GeographyEndpoints.Map(api);
}
