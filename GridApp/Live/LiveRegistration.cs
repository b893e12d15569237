namespace GridApp.Live;

public static class LiveRegistration
{
    /// <summary>The bus that tells pages of changes, from this process and from others on the same database.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveBus>();
        services.AddSingleton<ILiveBus>(provider => provider.GetRequiredService<LiveBus>());
        services.AddHostedService<LiveListener>();
        return services;
    }
}
