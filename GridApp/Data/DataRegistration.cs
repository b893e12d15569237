using GridApp.Data.Prices;
using GridApp.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GridApp.Data;

public static class DataRegistration
{
    /// <summary>The database, and what ASP.NET Core keeps in it.</summary>
    public static IServiceCollection AddGridData(this IServiceCollection services)
    {
        services.AddSingleton(provider => new GridDataSources(provider.GetRequiredService<DatabaseServer>().AppConnectionString, provider.GetService<ILoggerFactory>()));
        services.AddSingleton<GridDatabase>();
        services.AddSingleton<SureWrites>();
        services.AddSingleton<SeriesPartitions>();
        services.AddSingleton<SchemaUpgrade>();
        services.AddSingleton<IStartupTask, SchemaStartup>();
        services.AddSingleton<IStartupTask, PriceDaysStartup>();

        // Only ASP.NET Core Identity takes a context from the container, and this one reaches nothing but accounts.
        services.AddScoped(provider => new GridDbContext(
            new DbContextOptionsBuilder<GridDbContext>().UseNpgsql(provider.GetRequiredService<GridDataSources>().Identity).Options));

        services.AddDataProtection().SetApplicationName("GridApp");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<GridDataSources>())));
        return services;
    }
}
