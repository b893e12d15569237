using GridApp.Data;
using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Plants;

/// <summary>Imports plants from CSV or GeoJSON: the Global Power Plant Database's own columns, other common names, or a mapping.</summary>
internal sealed class PlantImporter(MarketTerritory territory, ImportOptions limits) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => dataset == ImportVocabulary.Plants && format is ("auto" or "csv" or "geojson");

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        territory.Prepare();
        var limit = limits.MaxUnpackedBytes;
        var shape = TextShape.Of(file.Path, limit, cancellationToken);
        var isGeoJson = file.Format == "geojson" || (file.Format == "auto" && GeoJsonTable.IsOne(file.Path, shape, limit));
        using var features = isGeoJson ? GeoJsonTable.Open(file.Path, shape, limit, asPoints: true, cancellationToken) : null;
        using var cells = isGeoJson ? null : CsvTable.Open(file.Path, shape, limit);
        tally.Expect(shape, features?.Count ?? Math.Max(1, shape.Lines - 1));
        IRowTable table = features is not null ? features : cells!;
        var columns = PlantColumns.Of(table.Header, file.Mapping, cells?.Delimiter);
        var reader = new PlantRowReader(table, columns, territory, file.FileName, file.Market, tally);
        var repeated = await PlantStaging.FillAsync(session, reader, cancellationToken);
        await PlantMerge.RunAsync(session, file, columns, reader.Vintage, repeated, tally, cancellationToken);
    }
}
