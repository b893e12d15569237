using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GridApp.Data;

public static class DataRegistration
{
    /// <summary>The database, and what ASP.NET Core keeps in it.</summary>
    /// <param name="connectionString">The app's login.</param>
    public static IServiceCollection AddGridData(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(provider => new GridDataSources(connectionString, provider.GetService<ILoggerFactory>()));
        services.AddSingleton<GridDatabase>();
        services.AddSingleton<SchemaUpgrade>();

        // Only ASP.NET Core Identity takes a context from the container, and this one reaches nothing but accounts.
        services.AddScoped(provider => new GridDbContext(
            new DbContextOptionsBuilder<GridDbContext>().UseNpgsql(provider.GetRequiredService<GridDataSources>().Identity).Options));

        services.AddDataProtection().SetApplicationName("GridApp");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new DataProtectionKeys(provider.GetRequiredService<GridDataSources>())));
        return services;
    }
}
