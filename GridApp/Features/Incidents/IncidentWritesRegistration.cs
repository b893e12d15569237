namespace GridApp.Features.Incidents;

internal static class IncidentWritesRegistration
{
    /// <summary>The commands on incidents.</summary>
    public static IServiceCollection AddIncidentWrites(this IServiceCollection services)
    {
        services.AddSingleton<IncidentSubjects>();
        services.AddSingleton<ReportIncident>();
        services.AddSingleton<ChangeIncident>();
        services.AddSingleton<FinishIncident>();
        services.AddSingleton<ExtendIncident>();
        services.AddSingleton<RestoreIncident>();
        services.AddSingleton<CancelIncident>();
        return services;
    }
}
