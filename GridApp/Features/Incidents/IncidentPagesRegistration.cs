using GridApp.Components;
using GridApp.Features.Plants;

namespace GridApp.Features.Incidents;

internal static class IncidentPagesRegistration
{
    /// <summary>What the pages of incidents need, and what other pages show of them.</summary>
    public static void AddIncidentPages(this IServiceCollection services)
    {
        services.AddScoped<IncidentSentence>();
        services.AddScoped<RevisionStory>();
        services.AddScoped<ISearchSource, IncidentSearch>();
        services.AddSingleton(new PlantSection(typeof(PlantIncidents), Order: 10));
        services.AddSingleton(new PlantSection(typeof(PlantIncidentsPanel), Order: 10, PlantPlace.Panel));
    }
}
