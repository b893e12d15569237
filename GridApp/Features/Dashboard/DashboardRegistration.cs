namespace GridApp.Features.Dashboard;

public static class DashboardRegistration
{
    /// <summary>What the dashboard reads.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<FleetAvailability>();
        services.AddSingleton<ReadDashboard>();
        return services;
    }
}
