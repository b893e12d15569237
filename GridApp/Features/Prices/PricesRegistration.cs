using GridApp.Components;
using GridApp.Hosting;

namespace GridApp.Features.Prices;

public static class PricesRegistration
{
    /// <summary>Nodal prices: the catalogue of nodes, and the queries.</summary>
    public static IServiceCollection AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<NodeCatalogue>();
        services.AddSingleton<IStartupTask, NodeCatalogueStartup>();
        services.AddSingleton<NodeLists>();
        services.AddSingleton<PriceMoments>();
        services.AddSingleton<ReadFrames>();
        services.AddSingleton<ReadNodeSeries>();
        services.AddSingleton<ReadKnownSeries>();
        services.AddSingleton<ReadComparedPrices>();
        services.AddSingleton<ReadBulkPrices>();
        services.AddSingleton<ReadTimestamps>();
        services.AddSingleton<ReadPriceStats>();
        services.AddSingleton<ReadCurrentPrices>();
        services.AddSingleton<ListNodePrices>();
        services.AddSingleton<ReadNodeNow>();
        services.AddSingleton<ReadCorrections>();
        services.AddSingleton<PriceRules>();
        services.AddSingleton<ReadPriceAlerts>();
        services.AddSingleton<SpikeWatch>();
        services.AddScoped<ISearchSource, NodeSearch>();
        return services;
    }

    /// <summary>Looks at prices as they come, with people's rules.</summary>
    public static IServiceCollection AddPriceReaction(this IServiceCollection services) => services.AddHostedService<PriceReaction>();

    /// <summary>Prices under <c>/api/v1</c>.</summary>
    public static void MapPrices(this IEndpointRouteBuilder api)
    {
        PriceEndpoints.Map(api);
        PriceAlertEndpoints.Map(api);
    }
}
