namespace GridApp.Features.Market;

public static class MarketRegistration
{
    /// <summary>Queries of prices, consumption and generation, and the commands beside them.</summary>
    public static IServiceCollection AddMarket(this IServiceCollection services)
    {
        services.AddSingleton<MarketPrices>();
        services.AddSingleton<Consumption>();
        services.AddSingleton<Generation>();
        services.AddSingleton<PlantGeneration>();
        services.AddSingleton<FuelGeneration>();
        services.AddSingleton<Curtailment>();
        services.AddSingleton<MarketSettings>();
        services.AddSingleton<UploadGeneration>();
        services.AddSingleton<UploadProgress>();
        services.AddSingleton<NewestData>();
        services.AddSingleton<SystemIntervals>();
        services.AddSingleton<MarketNow>();
        return services;
    }

    /// <summary>The market's series under <c>/api/v1</c>.</summary>
    public static void MapMarket(this IEndpointRouteBuilder api) => MarketEndpoints.Map(api);
}
