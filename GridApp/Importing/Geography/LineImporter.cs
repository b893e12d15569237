using GridApp.Data;
using GridApp.Hosting;

namespace GridApp.Importing.Geography;

/// <summary>Imports lines: GeoJSON, or CSV with a column of well-known text, or with the nodes at their ends.</summary>
internal sealed class LineImporter(ImportOptions limits) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => dataset == ImportVocabulary.Lines && format is ("auto" or "csv" or "geojson");

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        using var opened = GeographyFile.Open(file, LineFields.Vocabulary, limits, tally, cancellationToken);
        var reader = new LineRowReader(opened, file, tally);
        await LineStaging.FillAsync(session, reader, cancellationToken);
        await LineMerge.RunAsync(session, file.ImportId, opened.Columns.NameOf("code"), tally, cancellationToken);
    }
}
