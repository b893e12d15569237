using GridApp.Data;
using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Series;

/// <summary>Imports market prices, consumption and generation: exports and API files of EPİAŞ, or CSV by its column names or a mapping.</summary>
internal sealed class SeriesImporter(SeriesPartitions partitions, ImportOptions limits) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => format is "auto" or "csv" or "epias" && DatasetOf(dataset) is not null;

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        var dataset = DatasetOf(file.Dataset)!;
        var limit = limits.MaxUnpackedBytes;
        var shape = TextShape.Of(file.Path, limit, cancellationToken);
        tally.Expect(shape);

        using var table = CsvTable.Open(file.Path, shape, limit);
        var layout = SeriesLayout.Of(dataset, file, table.Header, table.Delimiter);
        var reader = new SeriesRowReader(dataset, layout, table, tally);
        await SeriesStaging.FillAsync(session, reader, cancellationToken);
        await new SeriesMerge(dataset, layout, session, partitions, tally).RunAsync(file.ImportId, cancellationToken);
    }

    private static SeriesDataset? DatasetOf(string name) => SeriesDataset.All.FirstOrDefault(dataset => dataset.Name == name);
}
