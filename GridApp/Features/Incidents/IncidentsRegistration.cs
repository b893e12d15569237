namespace GridApp.Features.Incidents;

public static class IncidentsRegistration
{
    /// <summary>Queries and commands of incidents.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddSingleton<ListIncidents>();
        services.AddSingleton<IncidentAnswers>();
        services.AddSingleton<ReadIncident>();
        services.AddSingleton<ReadIncidentHistory>();
        services.AddSingleton<ReadSegments>();
        services.AddSingleton<NearbyIncidents>();
        services.AddSingleton<IncidentStats>();
        services.AddSingleton<IncidentTimeline>();
        services.AddSingleton<PlantOutlook>();
        services.AddSingleton<RoomForIncident>();
        services.AddIncidentWrites();
        services.AddIncidentPages();
        return services;
    }

    /// <summary>Incidents under <c>/api/v1</c>.</summary>
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder incidents = api.MapGroup("/incidents").WithTags("Incidents");
        IncidentEndpoints.Map(incidents);
        IncidentEndpoints.MapOfPlant(api);
        IncidentWriteEndpoints.Map(incidents);
    }
}
