namespace GridApp.Features.Replay;

/// <summary>What the composition root needs of the replay.</summary>
public static class ReplayRegistration
{
    /// <summary>Queries and bookmarks. Needs incidents, the market's series, nodal prices, the map and the simulated market.</summary>
    public static IServiceCollection AddReplay(this IServiceCollection services)
    {
        services.AddSingleton<ReplayIncidents>();
        services.AddSingleton<ReplaySystem>();
        services.AddSingleton<ReplayFlows>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<ReplayPrices>();
        services.AddScoped<OpenReplay>();
        services.AddSingleton<ReplayBookmarks>();
        return services;
    }

    /// <summary>The replay under <c>/api/v1</c>.</summary>
    public static void MapReplay(this IEndpointRouteBuilder api) => ReplayEndpoints.Map(api);
}
