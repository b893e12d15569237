using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Prices;

/// <summary>A table of nodes by the names of its columns or a mapping, coordinates in columns or as a WKT point: anybody's own, or the ACTIVSg grids' buses.</summary>
internal sealed class CsvNodes : PriceLayout
{
    private static readonly FieldVocabulary Vocabulary = new("nodes", ["node"], new Dictionary<string, string[]>(Fields, StringComparer.Ordinal));

    /// <summary>Fields of a node, and the names that sources give their columns.</summary>
    public static IReadOnlyDictionary<string, string[]> Fields => new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["node"] = ["node_id", "pnode", "pnode_id", "pricing_node", "location", "location_name", "settlement_location", "bus_name", "code"],
        ["market"] = ["iso_region", "iso", "rto"],
        ["name"] = ["node_name", "pnode_name"],
        ["type"] = ["node_type", "pnode_type", "location_type"],
        ["zone"] = ["area", "load_zone", "zone_name"],
        ["latitude"] = ["lat"],
        ["longitude"] = ["lon", "lng", "long"],
        ["wkt"] = ["geometry"],
    };

    /// <summary>For whoever maps columns by hand.</summary>
    public static DatasetFields Described { get; } = DatasetFields.Of("nodes", Vocabulary);

    public override string Format => "csv";

    public override string Words => "a table of nodes";

    public override bool HasPrices => false;

    public override bool HasNodes => true;

    public override bool Recognises(FileHead head)
    {
        var fields = head.Header.Select(Vocabulary.FieldOf).ToHashSet();
        return fields.Contains("node") && (fields.Contains("wkt") || (fields.Contains("latitude") && fields.Contains("longitude")) || fields.Contains("type") || fields.Contains("name"));
    }

    public override void Read(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken) => ReadTable(file, sheet, cancellationToken);

    /// <summary>Reads a table of nodes, whoever wrote it.</summary>
    public static void ReadTable(LayoutFile file, PriceSheet sheet, CancellationToken cancellationToken)
    {
        var (opened, header) = file.OpenTableWithHeader();
        using var table = opened;
        var columns = FieldColumns.Of(Vocabulary, header, file.Import.Mapping?.Where(one => !one.Key.StartsWith('=')).ToDictionary(), table.Delimiter);
        var ofAll = file.Import.Market ?? (file.Constant("market") is { } said ? MarketCatalogue.FromSource(said) : null);
        if (ofAll is null && columns["market"] < 0)
            throw new UnreadableFileException("The file does not say which market: a column market (or iso_region) does, or the form's field market.");
        var rows = new SheetRows(table, header, sheet);
        var cells = new NodeCells(file, columns, rows, sheet);
        while (rows.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.Code(columns["node"], out var code))
                continue;
            var market = rows.Word(columns["market"]) is { } word ? MarketCatalogue.FromSource(word) : ofAll;
            if (market is null)
                rows.Reject(columns["market"], rows.Word(columns["market"]) is null ? "The market is missing." : "This market is not known; /api/v1/markets lists them.");
            else if (file.Import.Market is { } asked && asked != market)
                rows.Reject(columns["market"], $"This row is of another market than {asked.Code}, which was said to be the file's.");
            else if (market.Simulated)
                rows.Reject(columns["market"], "This market is simulated here: nothing real can be imported into it.");
            else if (sheet.Of(market).Nodes is var nodes)
                cells.Say(nodes, nodes.Place(code), isRow: true);
        }
    }
}
