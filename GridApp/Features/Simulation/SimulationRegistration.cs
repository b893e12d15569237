using GridApp.Features.Incidents;
using GridApp.Features.Jobs;
using GridApp.Features.Plants;
using GridApp.Features.Prices;
using GridApp.Hosting;

namespace GridApp.Features.Simulation;

public static class SimulationRegistration
{
    /// <summary>The simulated market: its grid in the catalogues, its jobs, and how it follows incidents.</summary>
    /// <remarks>Its start-up work comes after the sample organizations and after the scheduler's.</remarks>
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<GridOptions>().Simulation);
        services.AddSingleton(provider => new SimulatedGrid(provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<SimulationOptions>()));
        services.AddSingleton<SeedGrid>();
        services.AddSingleton<SimulationSetup>();
        services.AddSingleton<SimulatedMarket>();
        services.AddSingleton<KeptSpan>();
        services.AddSingleton<IGridJob, SimulateDayJob>();
        services.AddSingleton<IGridJob, RealTimeJob>();
        services.AddSingleton<IGridJob, BackfillJob>();
        services.AddSingleton<IGridJob, RetentionJob>();
        services.AddSingleton<IStartupTask, SimulationStartup>();
        services.AddSingleton<IncidentReaction>();
        services.AddHostedService(provider => provider.GetRequiredService<IncidentReaction>());
        services.AddSingleton<IncidentEffects>();
        services.AddSingleton<WhatIf>();
        services.AddSingleton(new IncidentSection(typeof(IncidentEffectSection), Order: 10));
        services.AddSingleton(new PlantSection(typeof(WhatIfSection), Order: 30));
        services.AddSingleton<ReadCongestion>();
        services.AddSingleton(new NodeSection(typeof(CongestionSection), Order: 10));
        return services;
    }
}
