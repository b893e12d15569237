using GridApp.Data;
using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Incidents;

/// <summary>Imports outages: CAISO's files by their header, anybody's CSV by its columns.</summary>
internal sealed class IncidentImporter(ImportOptions limits, TimeProvider time) : IDatasetImporter
{
    public bool Takes(string dataset, string format) => dataset == ImportVocabulary.Incidents && format is ("auto" or "csv" or "caiso");

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        var limit = limits.MaxUnpackedBytes;
        var shape = TextShape.Of(file.Path, limit, cancellationToken);
        tally.Expect(shape);

        using var table = CsvTable.Open(file.Path, shape, limit);
        var now = time.GetUtcNow();
        var layout = Layout(table, file, now, tally);
        // Parsing is one loop over small values: off the caller's thread.
        var book = await Task.Run(() => OutageBook.Read(layout, tally, cancellationToken), cancellationToken);
        await IncidentMerge.RunAsync(session, file, layout, book, now, tally, cancellationToken);
    }

    private static IOutageReader Layout(CsvTable table, DatasetFile file, DateTimeOffset now, ImportTally tally)
    {
        if (file.Format != "caiso" && (file.Mapping is { Count: > 0 } || !CaisoReader.Recognizes(table.Header)))
            return new CsvOutageReader(table, file.Mapping, file.Market, now, tally);
        return file.Market is null or { Code: "CAISO" }
            ? new CaisoReader(table, file.Mapping, tally)
            : throw new UnreadableFileException($"The file is CAISO's, but the import names the market {file.Market.Code}; leave the market out.");
    }
}
