using GridApp.Hosting;
using GridApp.Importing.Geography;
using GridApp.Importing.Incidents;
using GridApp.Importing.Plants;
using GridApp.Importing.Prices;
using GridApp.Importing.Samples;
using GridApp.Importing.Series;
using GridApp.Importing.Undo;

namespace GridApp.Importing;

public static class ImportingRegistration
{
    /// <summary>Reading files into the database: the backlog, its worker, the importers; and the bundled data at the first start.</summary>
    /// <remarks>After the database's own startup work, before what needs the bundled data.</remarks>
    public static IServiceCollection AddImporting(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<GridOptions>().Imports);
        services.AddSingleton(provider => new UploadStore(provider.GetRequiredService<DataDirectory>().Folder("uploads")));
        services.AddSingleton<UsStates>();
        services.AddSingleton<MarketTerritory>();
        services.AddSingleton<MarketShapes>();
        services.AddSingleton<IDatasetImporter, PlantImporter>();
        services.AddSingleton<IDatasetImporter, IncidentImporter>();
        services.AddSingleton<IDatasetImporter, SeriesImporter>();
        services.AddSingleton<IDatasetImporter, PriceImporter>();
        services.AddSingleton(PlantColumns.Described);
        services.AddSingleton(CsvOutageReader.Described);
        services.AddSingleton(CsvPrices.Described);
        services.AddSingleton(CsvNodes.Described);
        foreach (var series in SeriesDataset.All)
            services.AddSingleton(DatasetFields.Of(series.Name, series.Vocabulary));
        services.AddSingleton<IDatasetImporter, ZoneImporter>();
        services.AddSingleton<IDatasetImporter, LineImporter>();
        services.AddSingleton(ZoneFields.Described);
        services.AddSingleton(LineFields.Described);
        services.AddSingleton<ImportBacklog>();
        services.AddSingleton<ImportDrafts>();
        services.AddSingleton<ImportRunner>();
        services.AddSingleton<IImportUndo, PlantUndo>();
        services.AddSingleton<IImportUndo, PriceUndo>();
        foreach (var series in SeriesDataset.All)
            services.AddSingleton<IImportUndo>(new SeriesUndo(series));
        services.AddSingleton<ImportUndo>();
        services.AddHostedService<ImportWorker>();
        services.AddSingleton<SampleDataLoader>();
        services.AddSingleton<IStartupTask, SampleDataStartup>();
        return services;
    }
}
