using GridApp.Hosting;

namespace GridApp.Features.Jobs;

public static class JobsRegistration
{
    /// <summary>The scheduler, its jobs' runs, and what people do with them. Features register their <see cref="IGridJob"/>s themselves.</summary>
    /// <remarks>Its start-up work needs the schema.</remarks>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<JobScheduler>());
        services.AddSingleton<IStartupTask, JobsStartup>();
        services.AddSingleton<ReadJobs>();
        services.AddSingleton<SteerJob>();
        return services;
    }

    /// <summary>Jobs under <c>/api/v1</c>.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api) => JobEndpoints.Map(api);
}
