using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>A file of zones or lines as rows with shapes: GeoJSON, or CSV with a column of well-known text.</summary>
internal sealed class GeographyFile : IDisposable
{
    /// <summary>A row of CSV holds a whole shape.</summary>
    private const int MaxRowBytes = 64 << 20;

    private readonly IDisposable opened;

    private GeographyFile(IRowTable table, IDisposable opened, FieldColumns columns)
    {
        Table = table;
        Columns = columns;
        this.opened = opened;
    }

    public IRowTable Table { get; }

    public FieldColumns Columns { get; }

    /// <summary>The rows are features of GeoJSON.</summary>
    public bool IsGeoJson => Table is GeoJsonTable;

    /// <exception cref="UnreadableFileException">It cannot be read as what it is said to be.</exception>
    public static GeographyFile Open(DatasetFile file, FieldVocabulary vocabulary, ImportOptions limits, ImportTally tally, CancellationToken ct)
    {
        var limit = limits.MaxUnpackedBytes;
        var shape = TextShape.Of(file.Path, limit, ct);
        if (file.Format == "geojson" || (file.Format != "csv" && GeoJsonTable.IsOne(file.Path, shape, limit)))
        {
            var features = GeoJsonTable.Open(file.Path, shape, limit, asPoints: false, ct);
            tally.Expect(shape, features.Count);
            return Opened(features, features, () => FieldColumns.Of(vocabulary, features.Header, file.Mapping, delimiter: null));
        }

        var cells = CsvTable.Open(file.Path, shape, limit, MaxRowBytes);
        tally.Expect(shape);
        return Opened(cells, cells, () => FieldColumns.Of(vocabulary, cells.Header, file.Mapping, cells.Delimiter));
    }

    public void Dispose() => opened.Dispose();

    private static GeographyFile Opened(IRowTable table, IDisposable opened, Func<FieldColumns> columns)
    {
        try
        {
            return new GeographyFile(table, opened, columns());
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
