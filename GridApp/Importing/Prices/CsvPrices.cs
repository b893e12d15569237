using System.Globalization;
using GridApp.Domain.Markets;
using GridApp.Domain.Prices;
using GridApp.Importing.Files;
using GridApp.Importing.Series;

namespace GridApp.Importing.Prices;

/// <summary>A table of anybody's, by the names of its columns or a mapping: a price with its components in a row, many markets in one file; what it says of nodes, too.</summary>
internal sealed class CsvPrices : PriceLayout
{
    private static readonly FieldVocabulary Vocabulary = new("prices", ["node", "at", "total"], new Dictionary<string, string[]>(CsvNodes.Fields, StringComparer.Ordinal)
    {
        ["at"] = ["timestamp", "datetime", "interval_start", "interval_start_utc", "start_time", "start", "time", "timestamp_utc", "utc_timestamp"],
        ["total"] = ["lmp_total", "lmp", "price", "lbmp", "total_lmp"],
        ["energy"] = ["lmp_energy", "energy_component", "mec", "mce"],
        ["congestion"] = ["lmp_congestion", "congestion_component", "mcc"],
        ["loss"] = ["lmp_loss", "loss_component", "losses", "mlc", "mcl"],
        ["ghg"] = ["lmp_ghg", "ghg_component", "mghg"],
        ["kind"] = ["market_type", "market_run_id", "price_type"],
        ["minutes"] = ["interval_minutes", "duration_minutes"],
    });

    /// <summary>For whoever maps columns by hand.</summary>
    public static DatasetFields Described { get; } = DatasetFields.Of("prices", Vocabulary);

    public override string Format => "csv";

    public override string Words => "a table of prices";

    public override bool HasNodes => true;

    public override bool Recognises(FileHead head)
    {
        var fields = head.Header.Select(Vocabulary.FieldOf).ToHashSet();
        return fields.Contains("node") && fields.Contains("at") && fields.Contains("total");
    }

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var columns = FieldColumns.Of(Vocabulary, header, ColumnsOf(file.Import.Mapping), table.Delimiter);
        new Reader(file, columns, new SheetRows(table, header, sheet), sheet).Run(cancellationToken);
    }

    /// <summary>The part of a mapping that names columns: what begins with '=' is a value for every row.</summary>
    /// <exception cref="UnreadableFileException">A value is given for what no price has.</exception>
    private static Dictionary<string, string> ColumnsOf(IReadOnlyDictionary<string, string>? mapping)
    {
        foreach (var (value, field) in mapping ?? new Dictionary<string, string>())
        {
            if (value.StartsWith('=') && Vocabulary.Field(field) is not ("kind" or "market" or "minutes" or "type" or "zone"))
                throw new UnreadableFileException($"The mapping gives a value for the field '{field}'; it may for kind, market, minutes, type and zone.");
        }
        return mapping?.Where(one => !one.Key.StartsWith('=')).ToDictionary() ?? [];
    }

    /// <summary>Reads one table.</summary>
    private sealed class Reader
    {
        private readonly LayoutFile file;
        private readonly FieldColumns columns;
        private readonly SheetRows rows;
        private readonly PriceSheet sheet;
        private readonly NodeCells nodes;
        private readonly SpanMemo<Market?> markets = new(MarketCatalogue.FromSource);
        private readonly SpanMemo<string?> kinds = new(PriceKinds.FromSource);
        private readonly Dictionary<string, SpanMemo<(DateTimeOffset At, string? Fault)>> times = new(StringComparer.Ordinal);
        private readonly int[] parts;
        private readonly short minutesOfAll;
        private readonly Market? marketOfAll;
        private readonly string? kindOfAll;
        private MarketSheet? market;
        private KindSheet? kind;
        private SpanMemo<(DateTimeOffset At, string? Fault)>? labels;
        private int misplaced;
        private Market? elsewhere;

        public Reader(LayoutFile file, FieldColumns columns, SheetRows rows, PriceSheet sheet)
        {
            (this.file, this.columns, this.rows, this.sheet) = (file, columns, rows, sheet);
            nodes = new NodeCells(file, columns, rows, sheet);
            parts = [.. PriceComponents.All.Select(component => columns[component.Code()])];
            marketOfAll = file.Import.Market ?? (file.Constant("market") is { } word ? MarketCatalogue.FromSource(word) ?? throw new UnreadableFileException($"The mapping's market '{word}' is not known; /api/v1/markets lists them.") : null);
            if (file.Constant("kind") is { } said)
                kindOfAll = PriceKinds.FromSource(said) ?? throw new UnreadableFileException($"The mapping's kind of price '{said}' is not known; it is DAM, FMM or RTM.");
            if (file.Constant("minutes") is { } length)
                minutesOfAll = Length(length) ?? throw new UnreadableFileException("The mapping's minutes are a number that divides an hour.");
            if (marketOfAll is null && columns["market"] < 0)
                throw new UnreadableFileException("The file does not say which market: a column market (or iso_region) does, or the form's field market.");
        }

        public void Run(CancellationToken cancellationToken)
        {
            Span<float> values = stackalloc float[PriceComponents.Count];
            while (rows.Next())
            {
                if ((rows.Number & 0xFFFF) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (rows.Code(columns["node"], out var code) && Market() && Kind() && Time(out var frame) && Prices(values))
                {
                    var place = market!.Nodes.Place(code);
                    if (nodes.Any && !nodes.Say(market.Nodes, place, isRow: false))
                        continue;
                    kind!.Add(frame, place, rows.Number, values);
                }
            }
            if (misplaced > 0 && market is null)
                throw new UnreadableFileException($"This is a file of {elsewhere!.Code}'s, but the market was said to be {file.Import.Market!.Code}.");
        }

        private bool Market()
        {
            var column = columns["market"];
            var cell = rows.Cell(column);
            var said = cell.IsEmpty ? marketOfAll : markets[cell];
            if (said is null)
                return rows.Reject(column, cell.IsEmpty ? "The market is missing." : "This market is not known; /api/v1/markets lists them.");
            if (market?.Market == said)
                return true;
            if (file.Import.Market is { } asked && asked != said)
            {
                (elsewhere, misplaced) = (said, misplaced + 1);
                return rows.Reject(column, $"This row is of another market than {asked.Code}, which was said to be the file's.");
            }
            if (said.Simulated)
                return rows.Reject(column, "This market is simulated here: nothing real can be imported into it.");
            market = sheet.Of(said);
            kind = null;
            if (!times.TryGetValue(said.TimeZone, out labels))
            {
                var zone = TimeZoneInfo.FindSystemTimeZoneById(said.TimeZone);
                times.Add(said.TimeZone, labels = new(text => (SeriesTime.Parse(text, zone, dayFirst: false, out var time), time.At) is var (fault, at) ? (at, fault) : default));
            }
            return true;
        }

        private bool Kind()
        {
            var column = columns["kind"];
            var cell = rows.Cell(column);
            var said = cell.IsEmpty ? kindOfAll ?? (market!.Market.Kinds.Count == 1 ? market.Market.Kinds[0].Kind : null) : kinds[cell];
            if (said is null)
            {
                return rows.Reject(column, cell.IsEmpty
                    ? "Nothing says which kind of price this is: a column kind (or market_type) does, or a mapping such as {\"=RTM\": \"kind\"}."
                    : "This kind of price is not known; it is DAM, FMM or RTM.");
            }
            if (kind?.Kind == said && kind.Market == market!.Market)
                return true;
            if (!market!.Market.Kinds.Any(one => one.Kind == said))
                return rows.Reject(column, $"{market.Market.Code} has no {said} prices.");
            kind = market.Of(said);
            return true;
        }

        private bool Time(out FrameSheet frame)
        {
            frame = null!;
            var column = columns["at"];
            var cell = rows.Cell(column);
            if (cell.IsEmpty)
                return rows.Reject(column, "The time is missing.");
            var (at, fault) = labels![cell];
            if (fault is not null)
                return rows.Reject(column, fault);
            var minutes = minutesOfAll;
            if (rows.Word(columns["minutes"]) is { } word)
            {
                if (Length(word) is not { } said)
                    return rows.Reject(columns["minutes"], "The length of an interval is a number of minutes that divides an hour.");
                minutes = said;
            }
            frame = kind!.Frame(at);
            if (minutes != 0 && frame.Minutes != 0 && frame.Minutes != minutes)
                return rows.Reject(columns["minutes"], string.Create(CultureInfo.InvariantCulture, $"Another row says that this interval is {frame.Minutes} minutes long."));
            frame.Minutes = minutes != 0 ? minutes : frame.Minutes;
            return true;
        }

        private bool Prices(Span<float> values)
        {
            for (var c = 0; c < parts.Length; c++)
            {
                if (!rows.Price(parts[c], out values[c]))
                    return false;
            }
            return !float.IsNaN(values[0]) || rows.Reject(parts[0], "The price is missing.");
        }

        private static short? Length(string word) =>
            short.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 60 && 60 % minutes == 0 ? minutes : null;
    }
}
