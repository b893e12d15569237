using GridApp.Hosting;
using GridApp.Importing.Plants;

namespace GridApp.Importing;

public static class ImportingRegistration
{
    /// <summary>Reading files into the database: the queue, its worker, and the importers. Needs <see cref="DataDirectory"/> and the database.</summary>
    public static IServiceCollection AddImporting(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>().BindConfiguration("Grid:Imports").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new UploadStore(provider.GetRequiredService<DataDirectory>().Folder("uploads")));
        services.AddSingleton<UsStates>();
        services.AddSingleton<MarketTerritory>();
        services.AddSingleton<IDatasetImporter, PlantImporter>();
        services.AddSingleton<ImportBacklog>();
        services.AddSingleton<ImportRunner>();
        services.AddHostedService<ImportWorker>();
        return services;
    }
}
