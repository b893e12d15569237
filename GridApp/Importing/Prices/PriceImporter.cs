using System.Diagnostics;
using System.Text;
using GridApp.Data;
using GridApp.Data.Prices;
using GridApp.Hosting;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>
/// Imports nodal prices and nodes in any of the layouts of <see cref="PriceLayouts"/>. Everything is read into arrays before anything is written, so that a file that turns
/// out to be damaged at its end has done nothing.
/// </summary>
internal sealed partial class PriceImporter(SeriesPartitions partitions, ImportOptions limits, ILogger<PriceImporter> log) : IDatasetImporter
{
    public const string Prices = "prices";

    public const string Nodes = "nodes";

    public bool Takes(string dataset, string format) => dataset is Prices or Nodes && PriceLayouts.Has(format);

    public async Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        // Reading is one loop over bytes: off the caller's thread, and without a task for each.
        var sheet = await Task.Run(() => Read(file, tally, cancellationToken), cancellationToken);
        var read = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        await WriteAsync(session, file, sheet, cancellationToken);
        var (reading, writing) = (read.TotalMilliseconds, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        LogDone(file.ImportId, tally.RowsRead, reading, writing);
    }

    private PriceSheet Read(DatasetFile file, ImportTally tally, CancellationToken cancellationToken)
    {
        var encodings = new Dictionary<string, Encoding>(StringComparer.Ordinal);
        while (true)
        {
            var current = "";
            try
            {
                var files = Unpacking.Files(file.Path, file.FileName, limits.MaxUnpackedBytes);
                var sheet = new PriceSheet(tally, isArchive: files.Count > 1);
                var layouts = new List<PriceLayout>();
                foreach (var packed in files)
                {
                    current = packed.Name;
                    var encoding = encodings.GetValueOrDefault(current);
                    var layout = PriceLayouts.Of(FileHead.Of(packed, encoding), file.Format);
                    Check(layout, file);
                    layouts.Add(layout);
                    sheet.Begin(packed.Name);
                    LimitedStream? content = null;
                    layout.Read(new LayoutFile(file, packed with { Open = () => content = packed.Open() }, encoding), sheet, cancellationToken);
                    if (GzipTrailer.IsMissing(file.Path, content!.BytesRead))
                        throw new UnreadableFileException("The gzip file is incomplete: its end is missing. Send it again.");
                }
                CheckDataset(file, layouts);
                foreach (var name in encodings.Keys)
                    tally.Warn($"{Path.GetFileName(name)} is not UTF-8; it was read as Turkish and Western European text (windows-1254, ISO-8859-9).");
                return sheet;
            }
            catch (NotUtf8Exception) when (!encodings.ContainsKey(current))
            {
                encodings.Add(current, TextShape.OtherThanUtf8);
                tally.Restart();
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
            {
                throw new UnreadableFileException("The compressed file is damaged or incomplete. Send it again.", e);
            }
        }
    }

    private static void Check(PriceLayout layout, DatasetFile file)
    {
        if (layout.Market is { } own && file.Market is { } said && own != said)
            throw new UnreadableFileException($"This file holds {layout.Words}, but the market was said to be {said.Code}.");
    }

    private static void CheckDataset(DatasetFile file, List<PriceLayout> layouts)
    {
        if (file.Dataset == Prices && !layouts.Any(layout => layout.HasPrices))
            throw new UnreadableFileException($"The file holds {layouts[0].Words} and no prices; send it as the dataset nodes.");
        if (file.Dataset == Nodes && !layouts.Any(layout => layout.HasNodes))
            throw new UnreadableFileException($"The file holds {layouts[0].Words}, which say nothing of nodes but their names; send it as the dataset prices.");
    }

    private async Task WriteAsync(GridSession session, DatasetFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var kinds = sheet.Markets.SelectMany(market => market.Kinds).Select(kind => new KindToWrite(kind)).Where(kind => kind.Frames.Count > 0).ToList();
        // Before anything else, since a partition that is made waits for everybody who writes lists of nodes.
        foreach (var month in kinds.SelectMany(kind => kind.Frames).Select(frame => new DateTimeOffset(frame.At.Year, frame.At.Month, 1, 0, 0, 0, TimeSpan.Zero)).Distinct().Order())
            await PriceCube.EnsurePartitionsAsync(partitions, month, month, cancellationToken);

        // All nodes, then all prices, each in the markets' order: so no two imports wait for each other.
        var ids = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var (changed, nodes) = (0, new HashSet<int>());
        foreach (var market in sheet.Markets)
        {
            var (numbers, places) = await new NodeMerge(session, file, sheet).RunAsync(market, file.FileName, cancellationToken);
            ids.Add(market.Market.Code, numbers);
            changed += places.Count(place => market.Nodes.FactsOf(place) is { IsRow: true });
            nodes.UnionWith(places.Select(place => numbers[place]));
        }
        var written = default(PriceWrite);
        foreach (var kind in kinds)
        {
            var one = await WriteAsync(session, file, sheet, kind, ids[kind.Sheet.Market.Code], nodes, cancellationToken);
            changed += kind.Sheet.RowsAreParts ? one.Values : one.Cells;
            written += one;
        }
        if (written.Corrected > 0)
            sheet.Tally.Warn("Prices that were known before are corrected; the earlier ones are kept.", written.Corrected);
        sheet.Tally.RowsChanged = sheet.RowsAreNodes ? nodes.Count : changed;
    }

    private static async Task<PriceWrite> WriteAsync(GridSession session, DatasetFile file, PriceSheet sheet, KindToWrite kind, int[] ids, ISet<int> changed, CancellationToken cancellationToken)
    {
        SheetChecks.Run(kind.Sheet, kind.Frames, kind.Length, sheet.Tally);
        var byStart = kind.Frames.ToDictionary(frame => frame.At);
        var block = new PriceBlock(
            kind.Sheet.Market.Code, kind.Sheet.Kind, ids,
            [.. kind.Frames.Select(frame => new PriceFrame(frame.At, frame.Minutes == 0 ? kind.Length : frame.Minutes, Whole(frame, ids.Length)) { MinutesSaid = frame.Minutes != 0 })])
        {
            ImportId = file.ImportId,
        };
        return await new PriceCube(session).WriteAsync(block, (frame, place, conflict) => Refuse(sheet, byStart[frame.At], place, conflict), changed, cancellationToken);
    }

    /// <summary>Rejects the rows of a price that the cube did not take.</summary>
    private static void Refuse(PriceSheet sheet, FrameSheet frame, int place, PriceConflict conflict)
    {
        foreach (var rows in frame.Rows)
        {
            if (rows is not null && place < rows.Length && rows[place] > 0)
            {
                sheet.Reject(rows[place], null, LayoutFile.Moment(frame.At), conflict switch
                {
                    PriceConflict.SomebodyElses => "Another price stands here already, and it is not your organization's to change.",
                    _ => "An interval of another length begins at this time already, with nodes that this file does not have.",
                });
            }
        }
    }

    /// <summary>The values of a frame, as many as there are nodes.</summary>
    private static float[]?[] Whole(FrameSheet frame, int nodes)
    {
        if (frame.Room < nodes)
            frame.Reach(nodes - 1, nodes);
        return frame.Values;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Id}: {Rows} rows of prices read in {Reading} ms, written in {Writing} ms")]
    private partial void LogDone(int id, int rows, double reading, double writing);

    /// <summary>A kind of price with its intervals, and the length of those that the file says none of.</summary>
    private sealed class KindToWrite
    {
        public KindToWrite(KindSheet sheet)
        {
            Sheet = sheet;
            Frames = [.. sheet.Frames.Where(frame => frame.Values.Any(component => component is not null))];
            Length = Frames.Count > 0 ? SheetChecks.LengthOf(sheet, Frames) : (short)0;
        }

        public KindSheet Sheet { get; }

        public IReadOnlyList<FrameSheet> Frames { get; }

        public short Length { get; }
    }
}
