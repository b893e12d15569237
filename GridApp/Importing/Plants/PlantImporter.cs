using GridApp.Data;
using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Plants;

/// <summary>Imports plants from CSV: the Global Power Plant Database's own columns, other common names, or a mapping.</summary>
internal sealed class PlantImporter(MarketTerritory territory, ImportOptions limits) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => dataset == ImportVocabulary.Plants && format is ("auto" or "csv");

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        territory.Prepare();
        var limit = limits.MaxUnpackedBytes;
        var shape = TextShape.Of(file.Path, limit, cancellationToken);
        tally.Expect(shape);

        using var table = CsvTable.Open(file.Path, shape, limit);
        var columns = PlantColumns.Of(table.Header, file.Mapping, table.Delimiter);
        var reader = new PlantRowReader(table, columns, territory, file.FileName, file.Market, tally);
        var repeated = await PlantStaging.FillAsync(session, reader, cancellationToken);
        await PlantMerge.RunAsync(session, file, columns, reader.Vintage, repeated, tally, cancellationToken);
    }
}
