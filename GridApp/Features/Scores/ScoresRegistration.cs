using GridApp.Features.Jobs;

namespace GridApp.Features.Scores;

public static class ScoresRegistration
{
    /// <summary>Scores of forecasts. Features register their <see cref="IForecastModel"/>s themselves.</summary>
    public static IServiceCollection AddScores(this IServiceCollection services)
    {
        foreach (var target in (string[])["demand", "price"])
        {
            services.AddSingleton<IForecastModel>(new PublishedForecast(target, naive: false));
            services.AddSingleton<IForecastModel>(new PublishedForecast(target, naive: true));
        }
        services.AddSingleton<IGridJob, ScoreModelsJob>();
        services.AddSingleton<ReadScores>();
        return services;
    }
}
