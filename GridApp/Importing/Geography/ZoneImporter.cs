using GridApp.Data;
using GridApp.Hosting;

namespace GridApp.Importing.Geography;

/// <summary>Imports zones: GeoJSON (also as ENTSO-E's and Electricity Maps' files are), or CSV with a column of well-known text.</summary>
internal sealed class ZoneImporter(ImportOptions limits) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => dataset == ImportVocabulary.Zones && format is ("auto" or "csv" or "geojson" or "entsoe");

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        using var opened = GeographyFile.Open(file, ZoneFields.Vocabulary, limits, tally, cancellationToken);
        var reader = new ZoneRowReader(opened, file, tally);
        await ZoneStaging.FillAsync(session, reader.Next, cancellationToken);
        await ZoneMerge.RunAsync(session, file.ImportId, opened.Columns.NameOf("code"), opened.IsGeoJson, tally, cancellationToken);
    }
}
